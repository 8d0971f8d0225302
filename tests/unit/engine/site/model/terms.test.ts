import { expect, test } from "vitest";
import { gatherTerms } from "#engine/site/model/terms.ts";

function gather(...tagLists: string[][]): { name: string; slug: string; count: number }[] {
  const terms = gatherTerms(tagLists, (tags) => tags);
  return terms.map(({ name, slug, entries }) => ({ name, slug, count: entries.length }));
}

test("spellings that differ in case are one tag, shown in its most frequent form", () => {
  expect(gather(["Go"], ["go"], ["GO"], ["go"])).toEqual([{ name: "go", slug: "go", count: 4 }]);
});

test("a repeated tag in a post counts once, and blank tags do not count", () => {
  expect(gather(["Go", "go", " ", ""])).toEqual([{ name: "Go", slug: "go", count: 1 }]);
});

test("Japanese stays composed Japanese, and words are joined by hyphens", () => {
  expect(gather(["話題4"], ["がぎ".normalize("NFD")], ["Free Software"])).toEqual([
    { name: "Free Software", slug: "free-software", count: 1 },
    { name: "がぎ", slug: "がぎ", count: 1 },
    { name: "話題4", slug: "話題4", count: 1 },
  ]);
});

test("tags with the same slug get different folders, and no folder is empty or leads outside", () => {
  const slugs = gather(["C/C++"], ["c c++"], ["???"], [".."], ["/"], ["あ".repeat(100)]).map(
    ({ slug }) => slug,
  );
  expect(new Set(slugs).size).toBe(6);
  for (const slug of slugs) expect(slug).toMatch(/^[^./\\?]+[^\\/?]*$/);
});

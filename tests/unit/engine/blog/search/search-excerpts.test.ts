import { expect, test } from "vitest";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { findFolded, foldWithPositions } from "#engine/blog/search/folded-positions.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { searchPosts } from "#engine/blog/search/search.ts";
import { foldCase } from "#contract/text/fold-case.ts";

const settings = blogSettingsSchema.parse({ title: "x" });

function posts(texts: Readonly<Record<string, string>>): Map<string, Post> {
  return new Map(
    Object.entries(texts).map(([path, text]) => [
      path,
      parsePost({ path, bytes: Buffer.from(text), settings }),
    ]),
  );
}

test("folding with positions equals that of the search, and maps to the text", () => {
  const text = "ｶﾞｷﾞ㌔か\u3099ＡＢ𠮷野家ﬁn";
  const { folded, offsets } = foldWithPositions(text);
  expect(folded).toBe(foldCase(text));
  expect(offsets).toHaveLength(folded.length + 1);
  const [span] = findFolded(text, foldCase("ギキロ"));
  expect(span && text.slice(span.start, span.end)).toBe("ｷﾞ㌔");
  // A match that ends inside a character includes the whole character.
  const [within] = findFolded(text, "キ");
  expect(within && text.slice(within.start, within.end)).toBe("㌔");
  expect(findFolded("ああああ", "ああ")).toEqual([
    { start: 0, end: 2 },
    { start: 2, end: 4 },
  ]);
});

test("folding with positions maps plain text unit by unit, also next to characters that combine", () => {
  const plain = "a plain line, かなとカナーと漢字。";
  expect(foldWithPositions(plain)).toEqual({
    folded: plain,
    offsets: Array.from({ length: plain.length + 1 }, (_, at) => at),
  });
  // Each voicing mark and accent belongs to the plain character before it.
  for (const [text, word, match] of [
    ["漢字か\u3099く", "が", "か\u3099"],
    ["カナハﾟン", "パ", "ハﾟ"],
    ["cafe\u0301s", "é", "e\u0301"],
    ["plain ABC", "c", "C"],
  ] as const) {
    const { folded, offsets } = foldWithPositions(text);
    expect(folded).toBe(foldCase(text));
    expect(offsets).toHaveLength(folded.length + 1);
    expect(findFolded(text, word).map(({ start, end }) => text.slice(start, end))).toEqual([match]);
  }
});

test("a result has the lines with the words, as they are written", () => {
  const long = "と".repeat(60);
  const all = posts({
    "posts/a.md": `---\ntitle: 雨\n---\n一行目\nＷＩＮＤＯＷＳ のこと\n\n誤検知${long}鎮火した。\n`,
    "posts/b.md": "---\ntitle: windows\n---\n何もない\n",
  });
  const { total, hits } = searchPosts(all, "windows", 10);
  expect(total).toBe(2);
  expect(hits).toEqual([
    { path: "posts/b.md", excerpts: [] },
    {
      path: "posts/a.md",
      excerpts: [{ line: 1, before: "", match: "ＷＩＮＤＯＷＳ", after: " のこと" }],
    },
  ]);
  const [hit] = searchPosts(all, "誤検知 鎮火", 10).hits;
  // The line is listed once, and cut if it is too long.
  expect(hit?.excerpts).toEqual([{ line: 3, before: "", match: "誤検知", after: `${long}鎮火した。` }]);
  const [late] = searchPosts(all, "鎮火", 10).hits;
  expect(late?.excerpts[0]?.before).toBe(`…${"と".repeat(24)}`);
});

test("only the best results are shown, with at most three lines each, and all are counted", () => {
  const many = Array.from({ length: 9 }, (_, index) => [`posts/${index}.md`, "梅\n梅\n桃\n梅\n梅\n"]);
  const { total, hits } = searchPosts(posts(Object.fromEntries(many)), "梅", 4);
  expect(total).toBe(9);
  expect(hits).toHaveLength(4);
  expect(hits[0]?.excerpts.map(({ line }) => line)).toEqual([0, 1, 3]);
});

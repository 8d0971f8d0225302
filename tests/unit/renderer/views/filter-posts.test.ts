import { expect, test } from "vitest";
import {
  countFacet,
  facetMatcher,
  hasFacets,
  noFacets,
  type PostFacets,
} from "#renderer/state/list/post-facets.ts";
import { sortFacet } from "#renderer/views/posts/facet-words.ts";
import { monthsIn, yearsIn } from "#renderer/views/posts/post-months.ts";
import { sortPosts } from "#renderer/views/posts/sort-posts.ts";
import { postSummary as post } from "../support/post-summary.ts";

const yearOf = yearsIn("Asia/Tokyo");
const posts = [
  post("undated", { date: null, state: "draft", title: "い" }),
  post("rain", { tags: ["雨", "散歩"], category: "日記", title: "う" }),
  // 31 December 16:00 UTC is already the next year in Tokyo.
  post("new-year", { date: Date.UTC(2025, 11, 31, 16), tags: ["雨"], unlisted: true, title: "第10回" }),
  post("old", {
    date: Date.UTC(2024, 0, 1),
    section: "futakoto",
    series: "旅",
    pinned: true,
    title: "第9回",
  }),
  post("about", { kind: "page", title: "あ" }),
];

test.each<[Partial<PostFacets>, string[]]>([
  [{ state: ["draft"] }, ["undated"]],
  [{ tag: ["雨"] }, ["rain", "new-year"]],
  // If several tags are chosen, a post needs all of them. If several sections or years are, it needs one.
  [{ tag: ["雨", "散歩"] }, ["rain"]],
  [{ tag: [""] }, ["undated", "old", "about"]],
  [{ year: ["2026"], tag: ["雨"] }, ["rain", "new-year"]],
  [{ year: ["2024", ""] }, ["undated", "old"]],
  [{ section: ["futakoto", ""] }, ["old", "about"]],
  [{ category: ["日記"] }, ["rain"]],
  [{ series: ["旅"] }, ["old"]],
  [{ mark: ["pinned", "unlisted"] }, ["new-year", "old"]],
  [{ state: ["published"], section: ["futakoto"], year: ["2025"] }, []],
])("%j → %j", (facets, expected) => {
  const chosen = { ...noFacets, ...facets };
  expect(hasFacets(chosen)).toBe(true);
  expect(posts.filter(facetMatcher(chosen, yearOf)).map(({ path }) => path)).toEqual(expected);
});

test("a time zone always has the same functions, so that results that depend on them can be kept", () => {
  expect(yearsIn("Asia/Tokyo")).toBe(yearOf);
  expect(monthsIn("Asia/Tokyo")).toBe(monthsIn("Asia/Tokyo"));
  expect(yearsIn("UTC")).not.toBe(yearOf);
});

test("values are counted, and listed by frequency, or in their own order", () => {
  const tags = countFacet(posts, "tag", yearOf);
  expect(sortFacet("tag", tags, [])).toEqual([
    { value: "雨", count: 2 },
    { value: "散歩", count: 1 },
    { value: "", count: 3 },
  ]);
  const years = sortFacet("year", countFacet(posts, "year", yearOf), []);
  expect(years.map(({ value }) => value)).toEqual(["2026", "2024", ""]);
  const sections = sortFacet("section", countFacet(posts, "section", yearOf), ["futakoto", "hitokoto"]);
  expect(sections.map(({ value }) => value)).toEqual(["futakoto", "hitokoto", ""]);
});

test("all spellings of a name are one value, as in the list of tags", () => {
  const spelled = [
    post("one", { tags: ["go", "Go"], category: "Work", furtherCategories: ["ＴＥＡ"] }),
    post("two", { tags: ["Go"], category: "tea" }),
    post("three", { tags: ["go "], series: "Café" }),
    post("four", { tags: ["Rust"], series: "CAFE\u0301" }),
  ];
  const found = (chosen: Partial<PostFacets>): string[] =>
    spelled.filter(facetMatcher({ ...noFacets, ...chosen }, yearOf)).map(({ path }) => path);
  expect(found({ tag: ["GO"] })).toEqual(["one", "two", "three"]);
  expect(found({ tag: ["GO", "rust"] })).toEqual([]);
  expect(found({ series: ["café"] })).toEqual(["three", "four"]);
  // A full-width name is a different tag on the site, and so it is here
  expect(found({ category: ["TEA"] })).toEqual(["two"]);
  expect(found({ category: ["ｔｅａ"] })).toEqual(["one"]);
  const [most, ...others] = countFacet(spelled, "tag", yearOf);
  expect(most).toEqual({ value: "Go", count: 3 });
  expect(others).toEqual([{ value: "Rust", count: 1 }]);
  expect(countFacet(spelled, "tag", yearOf, ["GO"])[0]).toEqual({ value: "GO", count: 3 });
});

test("the list is sorted by date, title or last change", () => {
  const facts = { language: "ja", times: { old: 5, rain: 4, "new-year": 3, about: 2, undated: 1 } };
  const sorted = (order: Parameters<typeof sortPosts>[1]): string[] =>
    sortPosts(posts, order, facts).map(({ path }) => path);
  expect(sorted("newest")).toEqual(["undated", "rain", "new-year", "old", "about"]);
  expect(sorted("oldest")).toEqual(["undated", "old", "new-year", "rain", "about"]);
  expect(sorted("title")).toEqual(["about", "undated", "rain", "old", "new-year"]);
  expect(sorted("changed")).toEqual(["old", "rain", "new-year", "about", "undated"]);
});

test("10,000 posts are filtered by several values at once, and their tags are counted", () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    post(`posts/a/${index}.md`, {
      tags: [`tag${index % 50}`, "all"],
      date: Date.UTC(2026, 0, 1) - index * 3_600_000,
    }),
  );
  const matches = facetMatcher({ ...noFacets, tag: ["tag7", "all"], state: ["published"] }, yearOf);
  expect(many.filter(matches)).toHaveLength(200);
  expect(countFacet(many, "tag", yearOf)[0]).toEqual({ value: "all", count: 10_000 });
});

import { expect, test } from "vitest";
import { renameNames } from "#engine/blog/front-matter/rename-names.ts";

const yaml = (tags: string): string => `---\ntitle:   雨 # kept\n${tags}\nmood: 'calm'\n---\n`;
const trip = (name: string): string | null => (name === "旅" ? "旅行" : name === "没" ? null : name);
const renamed = (front: string, property = "tags"): string => renameNames(front, property, trip, "a.md");

test.each([
  ["a flow list", "tags: [ 雨,  '旅' , \"空\" ] # t", "tags: [ 雨,  '旅行' , \"空\" ] # t"],
  ["a block list", 'tags:\n# mine\n- 旅 # one\n-   "雨"', 'tags:\n# mine\n- 旅行 # one\n-   "雨"'],
  ["a list with both names", "tags: [旅, 雨,  旅行, 空]", "tags: [旅行, 雨,  空]"],
  ["a block list with both names", "tags:\n  - 旅行 # a\n  - 旅 # b\n  - 雨", "tags:\n  - 旅行 # a\n  - 雨"],
  ["a removed name", "tags: [ 没,  雨 ]", "tags: [ 雨 ]"],
  ["a removed last name", "tags: [ 雨,  没 ]", "tags: [ 雨 ]"],
  ["a removed line", "tags:\n  - 雨 # a\n  - 没 # b", "tags:\n  - 雨 # a"],
  ["a list on several lines", "tags: [\n  雨, # a\n  没, # b\n  空\n]", "tags: [\n  雨, # a\n  空\n]"],
  ["the only name", "tags: [没] # gone\nlayout: x", "layout: x"],
  ["a text with commas", "tags: '雨, 旅、空'", "tags: '雨, 旅行、空'"],
  ["a text with a removed name", "tags: 没, 雨,旅", "tags: 雨,旅行"],
  ["names that are numbers", "tags: [2024, 旅, yes]", "tags: [2024, 旅行, yes]"],
  ["nothing to do", "tags: [ 雨,  空 ]", "tags: [ 雨,  空 ]"],
])("only the bytes of the names change in %s", (_name, before, after) => {
  expect(renamed(yaml(before))).toBe(yaml(after));
});

test("names are renamed in TOML, with their quotes and comments", () => {
  const toml = (tags: string): string => `+++\ntitle = "月" # t\n[taxonomies]\n${tags}\n+++\n`;
  expect(renamed(toml('tags = [ \'旅\',"雨", "没" ] # x'))).toBe(toml("tags = [ '旅行',\"雨\" ] # x"));
  expect(renamed(toml('tags = [\n  "没", # a\n  "旅", # b\n]'))).toBe(toml('tags = [\n  "旅行", # b\n]'));
  expect(renamed('+++\r\ncategory = "旅"\r\n+++\r\n', "category")).toBe(
    '+++\r\ncategory = "旅行"\r\n+++\r\n',
  );
});

test("a category keeps its quotes, further categories stay, and a series keeps its number", () => {
  expect(renamed(yaml('category: "旅" # c'), "category")).toBe(yaml('category: "旅行" # c'));
  expect(renamed(yaml("categories: [旅, 空]"), "category")).toBe(yaml("categories: [旅行, 空]"));
  expect(renamed(yaml("category: 没"), "category")).toBe("---\ntitle:   雨 # kept\nmood: 'calm'\n---\n");
  const series = "series:\n  name: '旅' # s\n  part: 3";
  expect(renamed(yaml(series), "series")).toBe(yaml(series.replace("'旅'", "'旅行'")));
  expect(renamed(yaml("series: {name: 旅, part: 3}"), "series")).toContain("name: 旅行");
  expect(renamed(yaml("series: 旅"), "series")).toBe(yaml("series: 旅行"));
});

test("front matter that cannot be changed safely is refused", () => {
  expect(() => renamed(yaml("categories: [[旅, 空], 雨]"), "category")).toThrow("post.frontMatterSyntax");
  expect(() => renamed(yaml("tags: ["))).toThrow("post.frontMatterSyntax");
  expect(renamed(yaml("tags: &t [旅]\nmine: *t"))).toContain("mine: [ 旅 ]");
});

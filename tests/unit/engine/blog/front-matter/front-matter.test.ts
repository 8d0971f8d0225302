import { expect, test } from "vitest";
import { lineOfKey, splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";

test.each([
  ["---\ntitle: 一筆\n---\n本文", "yaml", "---\ntitle: 一筆\n---\n", "本文", 3],
  ["---\r\ntitle: x\r\n---\r\n\r\n本文\r\n", "yaml", "---\r\ntitle: x\r\n---\r\n", "\r\n本文\r\n", 3],
  ["---\ntitle: x\n...\n本文", "yaml", "---\ntitle: x\n...\n", "本文", 3],
  ["---\n---\n", "yaml", "---\n---\n", "", 2],
  ["---\ntitle: x\n---", "yaml", "---\ntitle: x\n---", "", 2],
  ["+++\ntitle = 'x'\n+++\n本文", "toml", "+++\ntitle = 'x'\n+++\n", "本文", 3],
  ["本文\n---\n続き", "none", "", "本文\n---\n続き", 0],
  ["---\nnever closed", "none", "", "---\nnever closed", 0],
  ["----\ntitle: x\n----\n", "none", "", "----\ntitle: x\n----\n", 0],
  ["", "none", "", "", 0],
])("splits %j into its parts", (text, format, frontMatter, body, bodyLine) => {
  expect(splitFrontMatter(text)).toEqual({ format, bom: "", frontMatter, body, bodyLine });
});

test("the parts, with a byte order mark, join to the whole text", () => {
  const text = "\uFEFF---\r\ntitle: x\r\n---\r\nbody without end";
  const { bom, frontMatter, body } = splitFrontMatter(text);
  expect(bom).toBe("\uFEFF");
  expect(bom + frontMatter + body).toBe(text);
});

test("finds the line of a key, not of one that only begins like it", () => {
  const frontMatter = "---\ndated: no\ndate: 2022-05-06\n---\n";
  expect(lineOfKey(frontMatter, "date")).toBe(3);
  expect(lineOfKey(frontMatter, "absent")).toBe(1);
});

import { expect, test } from "vitest";
import { spliceBetween } from "#contract/text/article-splice.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";

/** Returns one block per letter; each has one line and an empty line after it. */
function blocks(letters: string, firstLine = 0): PreviewBlock[] {
  return [...letters].map((key, i) => ({
    key,
    html: `<p>${key}</p>\n`,
    startLine: firstLine + 2 * i,
    endLine: firstLine + 2 * i + 1,
  }));
}

test("equal blocks at both ends are kept", () => {
  const splice = spliceBetween(blocks("abcd"), blocks("abXd"));
  expect(splice).toMatchObject({ at: 2, removed: 1 });
  expect(splice.inserted).toEqual([{ html: "<p>X</p>\n", start: 4, end: 5 }]);
});

test("an added paragraph keeps all other blocks and updates their lines", () => {
  const splice = spliceBetween(blocks("abc"), blocks("aXbc"));
  expect(splice).toMatchObject({ at: 1, removed: 0, lines: [0, 1, 2, 3, 4, 5, 6, 7] });
  expect(splice.inserted).toHaveLength(1);
});

test("equal neighbouring blocks are not counted twice", () => {
  expect(spliceBetween(blocks("aa"), blocks("aaa"))).toMatchObject({ at: 2, removed: 0 });
  expect(spliceBetween(blocks("aaa"), blocks("aa"))).toMatchObject({ at: 2, removed: 1 });
});

test("moved lines alone replace no block", () => {
  const splice = spliceBetween(blocks("ab"), blocks("ab", 3));
  expect(splice).toMatchObject({ at: 2, removed: 0, inserted: [], lines: [3, 4, 5, 6] });
});

test("a block with a different number of lines is replaced", () => {
  const [a] = blocks("a");
  if (!a) throw new Error("no block");
  expect(spliceBetween([a], [{ ...a, endLine: 3 }])).toMatchObject({ at: 0, removed: 1 });
});

test("adds all blocks to an empty article, and removes them again", () => {
  expect(spliceBetween([], blocks("ab"))).toMatchObject({ at: 0, removed: 0 });
  expect(spliceBetween(blocks("ab"), [])).toEqual({ at: 0, removed: 2, inserted: [], lines: [] });
});

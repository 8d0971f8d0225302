import { expect, test } from "vitest";
import type { ArticlePatch } from "#contract/text/article-splice.ts";
import { HeldMessages } from "#renderer/preview-page/held-messages.ts";

function patch(version: number): ArticlePatch {
  const splice = { at: 0, removed: 0, inserted: [], lines: [] };
  return { type: "patch", version, splice, lineCount: 0, edit: null, reveal: null };
}

test("patches wait while held, and are returned in order", () => {
  const held = new HeldMessages();
  expect(held.keepsPatch(patch(1))).toBe(false);
  held.hold(true);
  expect([held.keepsPatch(patch(2)), held.keepsPatch(patch(3))]).toEqual([true, true]);
  expect(held.hold(false).map(({ version }) => version)).toEqual([2, 3]);
  expect(held.hold(false)).toEqual([]);
  expect(held.keepsPatch(patch(4))).toBe(false);
});

test("the last line to scroll to waits for the first patch; later ones do not wait", () => {
  const held = new HeldMessages();
  expect(held.keepsScroll({ type: "scroll", line: 3 })).toBe(true);
  expect(held.keepsScroll({ type: "scroll", line: 5 })).toBe(true);
  expect(held.patched()).toEqual([{ type: "scroll", line: 5 }]);
  expect(held.patched()).toEqual([]);
  expect(held.keepsScroll({ type: "scroll", line: 7 })).toBe(false);
});

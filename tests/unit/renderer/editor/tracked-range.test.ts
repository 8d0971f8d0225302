import { expect, test } from "vitest";
import { spanAfter, type TextChange } from "#renderer/editor/tracked-range.ts";

const change = (rangeOffset: number, rangeLength: number, text: string): TextChange => ({
  rangeOffset,
  rangeLength,
  text,
});

test.each([
  ["words before it", change(0, 0, "あい"), { start: 5, end: 5 }],
  ["words at it", change(3, 0, "あい"), { start: 3, end: 3 }],
  ["words behind it", change(4, 1, "あい"), { start: 3, end: 3 }],
  ["a deletion before it", change(1, 2, ""), { start: 1, end: 1 }],
  ["a replacement around it", change(1, 4, "xyz"), { start: 4, end: 4 }],
])("the position of a caret after %s", (_, made, expected) => {
  expect(spanAfter({ start: 3, end: 3 }, [made])).toEqual(expected);
});

test.each([
  ["words before it", change(0, 1, ""), { start: 2, end: 5 }],
  ["words at its start", change(3, 0, "x"), { start: 3, end: 3 }],
  ["words at it", change(3, 3, "x"), { start: 3, end: 3 }],
  ["a change inside", change(4, 1, "xx"), { start: 3, end: 3 }],
  ["words at its end", change(6, 0, "x"), { start: 3, end: 6 }],
  ["a change over its start", change(1, 3, "x"), { start: 2, end: 2 }],
])("the position of a selection after %s", (_, made, expected) => {
  expect(spanAfter({ start: 3, end: 6 }, [made])).toEqual(expected);
});

test("the effects of simultaneous changes, such as replacing all, are added", () => {
  const made = [change(9, 1, "zz"), change(2, 1, ""), change(0, 1, "yyy")];
  expect(spanAfter({ start: 5, end: 6 }, made)).toEqual({ start: 6, end: 7 });
});

import { expect, test } from "vitest";
import { findPosition } from "#renderer/editor/find-position.ts";

const lines = [
  "# 見出し",
  "",
  "これは**「大事」**な話で、[次の記事](a.html)に続きます。",
  "",
  "これは別の話です。",
];

test("words around a click find their position in the text", () => {
  expect(findPosition(lines, 2.5, "に続き", "ます。")).toEqual({
    line: 2,
    column: lines[2]?.indexOf("ます。"),
  });
});

test("markup beside the click does not matter as long as one side matches", () => {
  expect(findPosition(lines, 2, "これは", "「大事」な話で、")).toEqual({ line: 2, column: 3 });
});

test("the nearest line wins when words occur twice", () => {
  expect(findPosition(lines, 4.2, "これは", "別の話").line).toBe(4);
  expect(findPosition(lines, 2.2, "これ", "は").line).toBe(2);
});

test("without a match the fraction of the guess chooses the column", () => {
  expect(findPosition(["0123456789"], 0.5, "", "")).toEqual({ line: 0, column: 5 });
  expect(findPosition(["a"], 9, "", "")).toEqual({ line: 0, column: 1 });
});

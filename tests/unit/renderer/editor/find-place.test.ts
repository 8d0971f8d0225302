import { expect, test } from "vitest";
import { findPlace } from "#renderer/editor/find-place.ts";

const lines = [
  "# 見出し",
  "",
  "これは**「大事」**な話で、[次の記事](a.html)に続きます。",
  "",
  "これは別の話です。",
];

test("the words around a click determine the position in the text", () => {
  expect(findPlace(lines, 2.5, "に続き", "ます。")).toEqual({ line: 2, column: lines[2]?.indexOf("ます。") });
});

test("markup on one side of the click does not matter if the other side matches", () => {
  expect(findPlace(lines, 2, "これは", "「大事」な話で、")).toEqual({ line: 2, column: 3 });
});

test("if words occur twice, the nearest line counts", () => {
  expect(findPlace(lines, 4.2, "これは", "別の話").line).toBe(4);
  expect(findPlace(lines, 2.2, "これ", "は").line).toBe(2);
});

test("without a match, the fraction of the guess determines the column", () => {
  expect(findPlace(["0123456789"], 0.5, "", "")).toEqual({ line: 0, column: 5 });
  expect(findPlace(["a"], 9, "", "")).toEqual({ line: 0, column: 1 });
});

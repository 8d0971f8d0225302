import { expect, test } from "vitest";
import { edgesOf, rowAt, stretchesOf } from "#renderer/ui/row-stretches.ts";

const ten = edgesOf(10, (index) => (index === 2 ? 30 : 10));

test("a row is found by its position, and positions beyond the ends belong to the first and last row", () => {
  expect([...ten]).toEqual([0, 10, 20, 50, 60, 70, 80, 90, 100, 110, 120]);
  const at = (y: number): number => rowAt(ten, y);
  expect([-5, 0, 9, 10, 20, 49, 50, 119, 120, 999].map(at)).toEqual([0, 0, 0, 1, 2, 2, 3, 9, 9, 9]);
  expect(
    rowAt(
      edgesOf(0, () => 10),
      0,
    ),
  ).toBe(-1);
});

test("visible rows are rendered, with empty space for those above", () => {
  expect(stretchesOf(ten, 25, 65, -1)).toEqual([{ from: 2, to: 5, gap: 20 }]);
  expect(stretchesOf(ten, -100, 900, -1)).toEqual([{ from: 0, to: 10, gap: 0 }]);
  expect(
    stretchesOf(
      edgesOf(0, () => 10),
      0,
      100,
      0,
    ),
  ).toEqual([]);
});

test("the focused row is rendered once, wherever it is", () => {
  expect(stretchesOf(ten, 25, 65, 0)).toEqual([
    { from: 0, to: 1, gap: 0 },
    { from: 2, to: 5, gap: 10 },
  ]);
  expect(stretchesOf(ten, 25, 65, 8)).toEqual([
    { from: 2, to: 5, gap: 20 },
    { from: 8, to: 9, gap: 30 },
  ]);
  for (const inSight of [2, 4]) expect(stretchesOf(ten, 25, 65, inSight)).toHaveLength(1);
  expect(stretchesOf(ten, 25, 65, 10)).toHaveLength(1);
});

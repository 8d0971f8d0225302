import { expect, test } from "vitest";
import {
  areaOfRatio,
  type CropArea,
  type CropSide,
  fractions,
  moveArea,
  moveSides,
  rotatedArea,
  wholeArea,
} from "#renderer/views/media/crop-area.ts";

const size = { width: 400, height: 300 };
const area: CropArea = { left: 100, top: 50, right: 300, bottom: 200 };

const moved = (sides: readonly CropSide[], x: number, y: number, ratio: number | null = null): CropArea =>
  moveSides(area, { sides, x, y }, size, ratio);

test("a side moves alone, stays inside the picture, and never passes the opposite side", () => {
  expect(moved(["left"], -30, 99)).toEqual({ ...area, left: 70 });
  expect(moved(["right", "bottom"], 20.4, 10.6)).toEqual({ ...area, right: 320, bottom: 211 });
  expect(moved(["left", "top"], -900, -900)).toEqual({ ...area, left: 0, top: 0 });
  expect(moved(["left"], 900, 0)).toEqual({ ...area, left: 284 });
  expect(moved(["top"], 0, 900)).toEqual({ ...area, top: 184 });
});

test("with a shape, the other dimension follows, and the opposite side or corner stays", () => {
  expect(moved(["right"], -100, 0, 2)).toEqual({ left: 100, top: 100, right: 200, bottom: 150 });
  expect(moved(["bottom"], 0, -50, 1)).toEqual({ left: 150, top: 50, right: 250, bottom: 150 });
  expect(moved(["left", "top"], 100, 0, 1)).toEqual({ left: 200, top: 100, right: 300, bottom: 200 });
  expect(moved(["right"], 900, 0, 1)).toEqual({ left: 100, top: 0, right: 400, bottom: 300 });
  expect(moved(["right", "bottom"], 900, 900, 0.5)).toEqual({ left: 100, top: 50, right: 225, bottom: 300 });
});

test("an area moves without changing its size", () => {
  expect(moveArea(area, 20, -10, size)).toEqual({ left: 120, top: 40, right: 320, bottom: 190 });
  expect(moveArea(area, 999, 999, size)).toEqual({ left: 200, top: 150, right: 400, bottom: 300 });
});

test("a shape gets the largest area, near the former one", () => {
  expect(areaOfRatio(area, size, 1)).toEqual({ left: 50, top: 0, right: 350, bottom: 300 });
  expect(areaOfRatio({ ...area, left: 280, right: 400 }, size, 0.5)).toEqual({
    left: 250,
    top: 0,
    right: 400,
    bottom: 300,
  });
});

test("an area turns with its picture, and four turns bring it back", () => {
  expect(rotatedArea(area, size, true)).toEqual({ left: 100, top: 100, right: 250, bottom: 300 });
  const back = rotatedArea(rotatedArea(area, size, true), { width: 300, height: 400 }, false);
  expect(back).toEqual(area);
  expect(fractions(wholeArea(size), size)).toEqual({ left: 0, top: 0, right: 1, bottom: 1 });
});

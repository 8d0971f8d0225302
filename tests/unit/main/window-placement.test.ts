import { expect, test } from "vitest";
import { placeWindow, type WindowBounds } from "#main/windows/window-placement.ts";

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 2560, height: 1400 };
const place: WindowBounds = { x: 1600, y: 100, width: 1800, height: 1200, maximised: false };

test("a window opens at its last position", () => {
  expect(placeWindow(place, [laptop, beside])).toEqual(place);
  expect(placeWindow({ ...place, maximised: true }, [laptop, beside])).toEqual({ ...place, maximised: true });
});

test("a first window has a size and no position", () => {
  expect(placeWindow(undefined, [beside])).toEqual({ width: 1280, height: 800, maximised: false });
});

test("if a display was removed, the system chooses a position on another one, and the size fits", () => {
  expect(placeWindow(place, [laptop])).toEqual({ width: 1440, height: 875, maximised: false });
});

test("a window out of reach is moved", () => {
  const at = (x: number, y: number) => placeWindow({ ...place, x, y, width: 800, height: 600 }, [laptop]);
  expect(at(100, 100)).toMatchObject({ x: 100, y: 100 });
  expect(at(-600, 100)).toMatchObject({ x: -600 });
  expect(at(1300, 100)).toMatchObject({ x: 1300 });
  for (const [x, y] of [
    [-700, 100],
    [1400, 100],
    [100, 0],
    [100, 880],
  ] as const)
    expect(at(x, y), `${x},${y}`).toEqual({ width: 800, height: 600, maximised: false });
});

test("a window is at most as large as its display, and never too small to use", () => {
  expect(placeWindow({ ...place, x: 0, y: 100, width: 9000, height: 9000 }, [laptop])).toMatchObject({
    width: 1440,
    height: 875,
  });
  expect(placeWindow({ ...place, width: 1, height: 1 }, [beside])).toMatchObject({ width: 480, height: 400 });
  expect(placeWindow(place, [])).toEqual({ width: 1800, height: 1200, maximised: false });
});

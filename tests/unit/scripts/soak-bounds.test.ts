import { expect, test } from "vitest";
import { grownBeyond } from "#tests/soak/measure.ts";

const before = {
  main: { memory: 100, handles: 100, threads: 40, timers: 0 },
  page: { heap: 20, elements: 800 },
};

test("a program that holds what it held has no faults, nor has one that holds less", () => {
  expect(grownBeyond(before, before)).toEqual([]);
  expect(grownBeyond(before, { main: { memory: 50, handles: 20 } })).toEqual([]);
  expect(grownBeyond(before, { main: { memory: 185, handles: 112, threads: 48, timers: 10 } })).toEqual([]);
});

test("each figure beyond its bound is named", () => {
  const after = {
    main: { memory: 186, handles: 113, threads: 49, timers: 11 },
    page: { heap: 36, elements: 1501 },
    // A process that was not there before has no first value
    helpers: { memory: 5000 },
  };
  expect(grownBeyond(before, after)).toEqual([
    "memory of main: 100 → 186, at most 185",
    "handles of main: 100 → 113, at most 112",
    "threads of main: 40 → 49, at most 48",
    "timers of main: 0 → 11, at most 10",
    "heap of page: 20 → 36, at most 35",
    "elements of page: 800 → 1501, at most 1500",
  ]);
});

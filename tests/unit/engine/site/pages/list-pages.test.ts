import { expect, test } from "vitest";
import { paginate } from "#engine/site/pages/plan-lists.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test("a short list has only an index, newest first", () => {
  expect(paginate([1, 2, 3], 3)).toEqual([{ number: null, items: [3, 2, 1], older: null, newer: null }]);
  expect(paginate([], 3)).toEqual([{ number: null, items: [], older: null, newer: null }]);
});

test("pages are numbered from the oldest and the index shows the newest", () => {
  expect(paginate(numbers(7), 3)).toEqual([
    { number: null, items: [7, 6, 5], older: 2, newer: null },
    { number: 1, items: [3, 2, 1], older: null, newer: 2 },
    { number: 2, items: [6, 5, 4], older: 1, newer: "index" },
  ]);
});

test("older pages do not repeat the index's items if the pages are full", () => {
  const [index] = paginate(numbers(6), 3);
  expect(index).toEqual({ number: null, items: [6, 5, 4], older: 1, newer: null });
});

test("every item is reachable from the index through older pages", () => {
  for (let count = 0; count < 40; count++) {
    const pages = paginate(numbers(count), 4);
    const seen = new Set<number>();
    for (
      let page = pages[0];
      page;
      page = pages.find(({ number }) => number === page?.older && number !== null)
    ) {
      for (const item of page.items) seen.add(item);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(numbers(count));
  }
});

test("a new post changes the index, and an old page only when its successor appears", () => {
  for (let count = 5; count < 40; count++) {
    const before = new Map(paginate(numbers(count), 4).map((page) => [page.number, JSON.stringify(page)]));
    const after = new Map(paginate(numbers(count + 1), 4).map((page) => [page.number, JSON.stringify(page)]));
    const changed = [...before.keys()].filter((number) => before.get(number) !== after.get(number));
    expect(changed.length).toBeLessThanOrEqual((count + 1) % 4 === 0 ? 2 : 1);
  }
});

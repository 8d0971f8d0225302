import { expect, test } from "vitest";
import { renewedMap } from "#engine/site/model/renewed-map.ts";

const plain = new Map(Array.from({ length: 100 }, (_, at) => [`key ${at}`, { at }]));

test("a renewed map equals a copy with the new values, in the same order", () => {
  let map: ReadonlyMap<string, object> = plain;
  const copy = new Map<string, object>(plain);
  // Repeats this often enough for the map to exceed its limit of own values
  for (let at = 0; at < 80; at += 1) {
    const values = new Map([
      [`key ${(at * 7) % 100}`, { new: at }],
      [`key ${at % 5}`, { new: -at }],
    ]);
    const before = [...map];
    const renewed = renewedMap(map, values);
    for (const [key, value] of values) copy.set(key, value);
    expect([...map], "the map before is as it was").toEqual(before);
    map = renewed;
    expect([...map]).toEqual([...copy]);
  }
  const called: unknown[] = [];
  map.forEach((value, key, all) => {
    called.push([key, value, all === map]);
  });
  expect(called).toEqual(Array.from(copy, ([key, value]) => [key, value, true]));
  expect([...map.values()]).toEqual([...copy.values()]);
  expect([...map.keys()]).toEqual([...copy.keys()]);
  expect([...map.entries()]).toEqual([...copy]);
  expect(map.size).toBe(100);
  expect(Array.from(copy.keys(), (key) => map.get(key))).toEqual([...copy.values()]);
  expect([map.has("key 99"), map.has("key 100"), map.get("key 100")]).toEqual([true, false, undefined]);
});

test("a map without new values stays the same object", () => {
  expect(renewedMap(plain, new Map())).toBe(plain);
});

test("keys can be added and removed, and added again", () => {
  let map: ReadonlyMap<string, object> = plain;
  const copy = new Map<string, object>(plain);
  for (let at = 0; at < 80; at += 1) {
    const [gone, again, fresh] = [`key ${at}`, `key ${Math.max(0, at - 3)}`, `new ${at % 7}`];
    const values = new Map([fresh, ...(at % 2 === 0 ? [again] : [])].map((key) => [key, { at }]));
    map = renewedMap(map, values, at % 5 === 4 ? [gone, "new 3", "never there"] : [gone]);
    for (const key of at % 5 === 4 ? [gone, "new 3"] : [gone]) copy.delete(key);
    for (const [key, value] of values) copy.set(key, value);
    expect(new Map(map)).toEqual(copy);
    expect([map.size, [...map.keys()].length, [...map.values()].length]).toEqual(Array(3).fill(copy.size));
    expect([map.has(gone), map.get(gone)]).toEqual([copy.has(gone), copy.get(gone)]);
  }
});

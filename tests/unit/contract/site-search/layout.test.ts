import fc from "fast-check";
import { expect, test } from "vitest";
import { countOf, segmentsOf, shardName, textFilesOf } from "#contract/site-search/layout.ts";
import { NumberReader, NumberWriter } from "#contract/site-search/numbers.ts";

test("segments contain every entry once, oldest first", () => {
  for (const count of [0, 1, 15, 16, 17, 100, 4095, 4096, 4097, 10_000, 100_000]) {
    const segments = segmentsOf("posts", count);
    let next = 0;
    for (const { first, count: held, capacity } of segments) {
      expect([first, held <= capacity]).toEqual([next, true]);
      next += held;
    }
    expect(next).toBe(count);
  }
});

test("there are few segments, and few shards in that of the newest posts", () => {
  for (let count = 1; count < 4096; count++) {
    const segments = segmentsOf("posts", count);
    expect(segments.length).toBeLessThan(10);
  }
  expect(segmentsOf("posts", 10_000).map(({ capacity }) => capacity)).toEqual([
    4096, 4096, 1024, 512, 256, 16,
  ]);
  expect(segmentsOf("posts", 10_000).at(-1)?.shardBits).toBe(0);
});

test("a new post does not affect other segments, unless two of the same size become one", () => {
  const names = (count: number): string[] =>
    segmentsOf("posts", count).map((segment) => shardName(segment, 0));
  expect(names(1001).slice(0, -1)).toEqual(names(1000).slice(0, -1));
  let kept = 0;
  for (let count = 16; count < 2048; count++) {
    const after = new Set(names(count + 1));
    if (
      names(count)
        .slice(0, -1)
        .every((name) => after.has(name))
    )
      kept++;
  }
  expect(kept / 2032).toBeGreaterThan(0.9);
});

test("texts of a group are in the same files", () => {
  const files = textFilesOf("posts", [
    ["2024-01", 5],
    ["2024-03", 1],
  ]);
  expect(files).toEqual([
    { name: "posts/text/2024-01-0", first: 0, end: 4 },
    { name: "posts/text/2024-01-1", first: 4, end: 5 },
    { name: "posts/text/2024-03-0", first: 5, end: 6 },
  ]);
  expect(
    countOf([
      ["2024-01", 5],
      ["2024-03", 1],
    ]),
  ).toBe(6);
});

test("numbers are read as they were written, and need no escaping in a script", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 })), (numbers) => {
      const writer = new NumberWriter();
      for (const number of numbers) writer.write(number);
      const text = Buffer.from(writer.bytes).toString("latin1");
      expect(text).not.toMatch(/[^\x23-\x7e]|["<\\]/);
      const reader = new NumberReader(text);
      expect(numbers.map(() => reader.read())).toEqual(numbers);
      expect(reader.isAtEnd).toBe(true);
    }),
  );
});

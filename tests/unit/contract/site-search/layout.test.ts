import fc from "fast-check";
import { expect, test } from "vitest";
import { type Group, segmentsOf, shardName, textFilesOf, titlesOf } from "#contract/site-search/layout.ts";
import { NumberReader, NumberWriter } from "#contract/site-search/numbers.ts";

/** Groups of one month each, from January 2000 on, with this number of posts each. */
function months(count: number, posts: number): Group[] {
  return Array.from({ length: count }, (_, at) => [
    new Date(Date.UTC(2000, at, 1)).toISOString().slice(0, 7),
    posts,
  ]);
}

test("segments hold every entry once, oldest first", () => {
  for (const groups of [[], months(1, 1), months(30, 7), months(200, 50), months(3, 5000)]) {
    let next = 0;
    for (const { first, count, capacity, shardBits } of segmentsOf("posts", groups)) {
      expect([first, count <= capacity, capacity <= 1024, shardBits <= 2]).toEqual([next, true, true, true]);
      next += count;
    }
    expect(next).toBe(groups.reduce((sum, [, count]) => sum + count, 0));
  }
});

test("a new post does not affect other segments, unless two of the same size become one", () => {
  const groups: Group[] = [...months(13, 2), ["2001-02-1", 40], ["2001-02-3", 1]];
  const segments = segmentsOf("posts", groups).map(({ name, first, count }) => ({ name, first, count }));
  expect(segments).toEqual([
    { name: "2000", first: 0, count: 24 },
    { name: "2001", first: 24, count: 43 },
  ]);
});

test("a change in one year leaves the files of the others alone", () => {
  const names = (groups: readonly Group[]): string[] =>
    segmentsOf("posts", groups).flatMap((segment) => [
      shardName(segment, 0),
      shardName(titlesOf(segment), 0),
    ]);
  const groups = months(60, 40);
  const fewer = groups.map(([name, count]): Group => [name, name === "2002-03" ? count - 1 : count]);
  expect(names(fewer)).toEqual(names(groups));
  expect(names(groups).slice(0, 2)).toEqual(["posts/2000-4/0", "posts/2000-titles"]);
});

test("a year with very many posts has several segments", () => {
  const segments = segmentsOf("posts", [["2024-01", 2500]]);
  expect(segments.map(({ name, count }) => [name, count])).toEqual([
    ["2024", 1024],
    ["2024.1", 1024],
    ["2024.2", 452],
  ]);
});

test("texts of a group are in the same files", () => {
  const files = textFilesOf("posts", [
    ["2024-01-1", 17],
    ["2024-03", 1],
  ]);
  expect(files).toEqual([
    { name: "posts/text/2024-01-1-0", first: 0, end: 16 },
    { name: "posts/text/2024-01-1-1", first: 16, end: 17 },
    { name: "posts/text/2024-03-0", first: 17, end: 18 },
  ]);
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

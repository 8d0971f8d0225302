import { expect, test } from "vitest";
import { anchorPosition, scrollForAnchor } from "#renderer/preview-page/lines/anchor.ts";
import { gather, spread } from "#renderer/preview-page/lines/line-map.ts";
import {
  inOrder,
  lineAtPosition,
  positionOfLine,
  type Row,
  type Stretch,
} from "#renderer/preview-page/lines/stretches.ts";

const stretch = (from: number, to: number, start: number, end: number): Stretch => ({ from, to, start, end });
const rows = [stretch(0, 1, 100, 400), stretch(2, 5, 420, 480), stretch(6, 7, 500, 1500)];

test("a line that is one long paragraph has positions inside it", () => {
  expect(positionOfLine(rows, 6.25)).toBe(750);
  expect(lineAtPosition(rows, 1250)).toBe(6.75);
});

test("blank lines correspond to the space between two blocks", () => {
  expect(positionOfLine(rows, 1.5)).toBe(410);
  expect(lineAtPosition(rows, 410)).toBe(1.5);
});

test("a margin without a blank line belongs to the end of the block above", () => {
  const heading = [stretch(0, 1, 0, 40), stretch(1, 2, 70, 100)];
  expect(positionOfLine(heading, 0.25)).toBe(10);
  expect(positionOfLine(heading, 1)).toBe(70);
  expect(positionOfLine(heading, 0.999)).toBeCloseTo(69.92);
  for (let position = 0; position <= 100; position += 3) {
    expect(positionOfLine(heading, lineAtPosition(heading, position))).toBeCloseTo(position);
  }
});

test("positions before the first and after the last stretch are mapped to their edges", () => {
  expect(lineAtPosition(rows, 3)).toBe(0);
  expect(lineAtPosition(rows, 9000)).toBe(7);
  expect(positionOfLine(rows, 30)).toBe(1500);
  expect(positionOfLine([], 3)).toBe(0);
});

test("converting a position there and back returns the same position", () => {
  for (let line = 0; line <= 7; line += 0.37) {
    expect(lineAtPosition(rows, positionOfLine(rows, line))).toBeCloseTo(line);
  }
});

test("a stretch with an exact map of its inside uses that map", () => {
  const inside = { positionOf: () => 7, lineAt: () => 0.5 };
  expect(positionOfLine([{ ...stretch(0, 1, 0, 10), inside }], 0.2)).toBe(7);
  expect(lineAtPosition([{ ...stretch(0, 1, 0, 10), inside }], 2)).toBe(0.5);
});

test("hidden stretches are skipped, wherever they are", () => {
  for (const hidden of [[0], [1], [2], [0, 1], [1, 2], [0, 2], [3, 4]]) {
    const all = [
      ...rows,
      stretch(8, 9, 1520, 1600),
      stretch(10, 11, 1700, 1800),
      stretch(12, 13, 1900, 2000),
    ];
    const shown = all.filter((_, index) => !hidden.includes(index));
    const row: Row = { length: all.length, at: (index) => (hidden.includes(index) ? undefined : all[index]) };
    for (let line = 0; line < 13; line += 0.25) {
      expect(positionOfLine(row, line)).toBe(positionOfLine(shown, line));
    }
    for (let position = 0; position < 2100; position += 50) {
      expect(lineAtPosition(row, position)).toBe(lineAtPosition(shown, position));
    }
  }
});

test("a search among thousands of stretches reads only a few", () => {
  let looks = 0;
  const row: Row = {
    length: 5000,
    at: (index) => {
      looks++;
      return index < 0 || index >= 5000 ? undefined : stretch(index, index + 1, index * 20, index * 20 + 20);
    },
  };
  expect(lineAtPosition(row, 66_670)).toBeCloseTo(3333.5);
  expect(looks).toBeLessThan(40);
});

test("stretches out of order are removed, and overlapping ones are cut", () => {
  const odd = [stretch(0, 2, 0, 50), stretch(1, 3, 40, 90), stretch(4, 5, 20, 30), stretch(5, 6, 100, 120)];
  expect(inOrder(odd)).toEqual([stretch(0, 1, 0, 40), stretch(1, 3, 40, 90), stretch(5, 6, 100, 120)]);
});

test("the anchor is the top at the start and the bottom at the end, and its inverse returns the position", () => {
  expect(anchorPosition(0, 500, 2000)).toBe(0);
  expect(anchorPosition(1500, 500, 2000)).toBe(2000);
  for (let scroll = 0; scroll <= 1500; scroll += 125) {
    expect(scrollForAnchor(anchorPosition(scroll, 500, 2000), 500, 2000)).toBeCloseTo(scroll);
  }
});

test("the end is reached even if a fraction of a pixel is missing, as on screens with unusual scales", () => {
  expect(anchorPosition(1499.4, 500, 2000)).toBe(2000);
});

test("content that does not scroll stays in place", () => {
  expect(anchorPosition(0, 500, 400)).toBe(0);
  expect(scrollForAnchor(200, 500, 400)).toBe(0);
});

test("header and footer are spread over the text beside them, and everything between stays in place", () => {
  const ends = { extent: 3000, first: 300, last: 2600 };
  expect(spread(300, ends)).toBe(0);
  expect(spread(2600, ends)).toBe(3000);
  expect(spread(450, ends)).toBe(300);
  for (const position of [600, 1000, 2200]) expect(spread(position, ends)).toBe(position);
  for (let position = 0; position <= 3000; position += 100)
    expect(spread(gather(position, ends), ends)).toBeCloseTo(position);
});

test("a short article below a high header still has all its lines in order", () => {
  const ends = { extent: 2000, first: 900, last: 1000 };
  const positions = [900, 925, 950, 975, 1000].map((position) => spread(position, ends));
  expect(positions[0]).toBe(0);
  expect(positions.at(-1)).toBe(2000);
  expect([...positions].sort((a, b) => a - b)).toEqual(positions);
});

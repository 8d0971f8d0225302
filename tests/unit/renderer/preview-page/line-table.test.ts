import { expect, test } from "vitest";
import {
  anchorTop,
  lineAtTop,
  lineTable,
  scrollForAnchor,
  topOfLine,
} from "#renderer/preview-page/line-table.ts";

const table = lineTable(
  [
    { line: 1, top: 300 },
    { line: 3, top: 340 },
    { line: 4, top: 1340 },
  ],
  2000,
  10,
);

test("the first line is the top of the page, whatever stands above the article", () => {
  expect(topOfLine(table, 0)).toBe(0);
  expect(lineAtTop(table, 0)).toBe(0);
});

test("the last line is the end of the article, and all below belongs to it", () => {
  expect(topOfLine(table, 10)).toBe(1340);
  expect(lineAtTop(table, 1341)).toBe(10);
  expect(lineAtTop(table, 2000)).toBe(10);
});

test("a line that is one long paragraph has places inside it", () => {
  expect(topOfLine(table, 3.25)).toBe(590);
  expect(lineAtTop(table, 1090)).toBe(3.75);
});

test("there and back is the same place", () => {
  for (let line = 0; line <= 4; line += 0.37)
    expect(lineAtTop(table, topOfLine(table, line))).toBeCloseTo(line);
});

test("marks that run backwards are left out", () => {
  const odd = lineTable(
    [
      { line: 2, top: 200 },
      { line: 3, top: 50 },
      { line: 4, top: 400 },
    ],
    500,
    5,
  );
  expect(odd.map(({ line }) => line)).toEqual([0, 2, 4, 5, 5]);
});

test("an empty article is a table all the same", () => {
  expect(topOfLine(lineTable([], 700, 0), 0.5)).toBe(350);
});

test("the anchor is the top at the start and the bottom at the end, and its inverse finds it", () => {
  expect(anchorTop(0, 500, 2000)).toBe(0);
  expect(anchorTop(1500, 500, 2000)).toBe(2000);
  for (let scroll = 0; scroll <= 1500; scroll += 125) {
    expect(scrollForAnchor(anchorTop(scroll, 500, 2000), 500, 2000)).toBeCloseTo(scroll);
  }
});

test("what does not scroll stays where it is", () => {
  expect(anchorTop(0, 500, 400)).toBe(0);
  expect(scrollForAnchor(200, 500, 400)).toBe(0);
});

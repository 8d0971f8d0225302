import { expect, test } from "vitest";
import { readCells, readGrid, tableMarkdown } from "#renderer/editor/text/table-text.ts";

test("cells of a spreadsheet become a table; numbers are aligned right", () => {
  const cells = readCells('品名\t値段\t"備考"\r\nインク | 墨\t1,200円\t"二行の\n""メモ"""\r\n紙\t\t\r\n');
  expect(cells).toEqual([
    ["品名", "値段", "備考"],
    ["インク | 墨", "1,200円", '二行の\n"メモ"'],
    ["紙", "", ""],
  ]);
  expect(tableMarkdown(cells ?? [])).toBe(
    [
      "| 品名 | 値段 | 備考 |",
      "| --- | ---: | --- |",
      '| インク \\| 墨 | 1,200円 | 二行の<br>"メモ" |',
      "| 紙 |  |  |",
    ].join("\n"),
  );
});

test("text with tabs that is no table stays text", () => {
  for (const text of ["a\tb", "words\nwithout tabs", "a\tb\nc", "\tindented\n\tcode\tx", ""]) {
    expect(readCells(text)).toBeNull();
  }
});

test("text pasted into a grid is split into cells if there is more than one", () => {
  expect(readGrid("言葉")).toBeNull();
  expect(readGrid("C:\\new | a\r\n")).toBeNull();
  expect(readGrid("a\tb")).toEqual([["a", "b"]]);
  expect(readGrid("a\nb")).toEqual([["a"], ["b"]]);
  expect(readGrid('"二\n行"\tx|y\r\nC:\\a\r\n')).toEqual([
    ["二<br>行", "x|y"],
    ["C:\\\\a", ""],
  ]);
});

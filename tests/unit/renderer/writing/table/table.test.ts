import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import {
  withAlignment,
  withCells,
  withColumn,
  withMovedColumn,
  withMovedRow,
  withoutColumn,
  withoutRow,
  withRow,
} from "#renderer/writing/table/change-table.ts";
import { alignments, type MarkdownTable } from "#renderer/writing/table/markdown-table.ts";
import { splitRow, tableAt } from "#renderer/writing/table/read-table.ts";
import { displayWidth, tableLines } from "#renderer/writing/table/write-table.ts";

const piece = fc.constantFrom(
  "a",
  "日本",
  "|",
  "\\",
  "`",
  "`a|b`",
  " ",
  "*",
  "ｶﾞ",
  "é",
  "①",
  "👨‍👩‍👧",
  "<br>",
  ":-:",
  "-",
);
const cell = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("").trim());

/** Tables of any size, with all kinds of cell contents. */
const anyTable = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([columns, rows]) =>
    fc.record({
      alignments: fc.array(fc.constantFrom(...alignments), { minLength: columns, maxLength: columns }),
      rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    }),
  );

/** Returns the cells as the Markdown parser splits them, before it parses their content. */
function parsedCells(markdown: string): string[][] {
  const rows: string[][] = [];
  for (const token of new MarkdownIt().parse(markdown, {})) {
    if (token.type === "tr_open") rows.push([]);
    if (token.type === "inline") rows.at(-1)?.push(token.content);
  }
  return rows;
}

describe("reading a written table", () => {
  test("returns the same table, wherever the caret is in it", () => {
    fc.assert(
      fc.property(anyTable, fc.nat(), (table, at) => {
        const lines = tableLines(table);
        const placed = tableAt(["words", "", ...lines, "", "more"], 2 + (at % lines.length));
        expect(placed?.table).toEqual(table);
        expect(placed?.lines).toEqual(lines);
      }),
    );
  });

  test("has the cells that a Markdown parser finds", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        expect(parsedCells(tableLines(table).join("\n"))).toEqual(table.rows);
      }),
    );
  });

  test("has the parser's cells for cells with any text", () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const row = `x${pieces.join("")}|y`;
        const cells = splitRow(row);
        const markdown = `${row}\n${cells.map(() => "---").join("|")}|`;
        expect(parsedCells(markdown)[0]).toEqual(cells);
      }),
    );
  });

  test("columns are aligned, and full-width characters count as two", () => {
    const lines = tableLines({
      alignments: ["none", "right", "centre", "left"],
      rows: [
        ["名前", "数", "印", "備考"],
        ["雨", "1,234", "○", "a|b"],
        ["ﾊﾞﾗ", "5", "", ""],
      ],
    });
    expect(lines).toEqual([
      "| 名前 |    数 | 印  | 備考 |",
      "| ---- | ----: | :-: | :--- |",
      "| 雨   | 1,234 | ○  | a\\|b |",
      "| ﾊﾞﾗ  |     5 |     |      |",
    ]);
    expect(new Set(lines.map(displayWidth)).size).toBe(1);
  });

  test("one cell with much text does not make every row as long", () => {
    const [head = ""] = tableLines({ alignments: ["none"], rows: [["a"], ["長".repeat(40)]] });
    expect(head.length).toBeLessThan(10);
  });
});

describe("finding a table", () => {
  const at = (text: string, line: number): MarkdownTable | undefined =>
    tableAt(text.split("\n"), line)?.table;

  test("accepts rows without pipes at their ends, short rows and long ones", () => {
    expect(at("a | b\n:-- | --:\n1\n1 | 2 | 3", 2)).toEqual({
      alignments: ["left", "right", "none"],
      rows: [
        ["a", "b", ""],
        ["1", "", ""],
        ["1", "2", "3"],
      ],
    });
  });

  test("ends at an empty line and at another block", () => {
    expect(at("|a|\n|-|\n|1|\n\nwords", 4)).toBeUndefined();
    expect(at("|a|\n|-|\n# head", 2)).toBeUndefined();
    expect(at("|a|\n|-|\n- item", 2)).toBeUndefined();
    expect(at("|a|b|\n|-|\n", 0)).toBeUndefined();
    expect(at("words\nmore", 0)).toBeUndefined();
  });

  test("ignores code and comments", () => {
    expect(at("```\n|a|\n|-|\n```", 1)).toBeUndefined();
    expect(at("\n    |a|\n    |-|", 1)).toBeUndefined();
    expect(at("<!--\n|a|\n|-|\n-->", 1)).toBeUndefined();
    expect(at("```\nx\n```\n|a|\n|-|", 3)).toBeDefined();
  });

  test("keeps the prefixes of quotations and lists", () => {
    expect(tableAt(["> |a|", "> |-|", "> |1|", "after"], 2)).toMatchObject({
      lines: ["> |a|", "> |-|", "> |1|"],
      prefixes: { first: "> ", rest: "> " },
    });
    expect(tableAt(["- |a|", "  |-|", "  |1|"], 1)?.prefixes).toEqual({ first: "- ", rest: "  " });
  });
});

describe("changing a table", () => {
  const table: MarkdownTable = {
    alignments: ["left", "right"],
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  };

  test("adds, moves and removes rows and columns, and keeps alignments", () => {
    expect(withRow(table, 1).rows).toEqual([
      ["a", "b"],
      ["", ""],
      ["1", "2"],
    ]);
    expect(withMovedRow(table, 1, 0).rows).toEqual([
      ["1", "2"],
      ["a", "b"],
    ]);
    expect(withoutRow(table, 0).rows).toEqual([["1", "2"]]);
    expect(
      withCells(table, { row: 1, column: 1 }, [
        ["x", "y"],
        ["z", ""],
      ]),
    ).toEqual({
      alignments: ["left", "right", "none"],
      rows: [
        ["a", "b", ""],
        ["1", "x", "y"],
        ["", "z", ""],
      ],
    });
    expect(withColumn(table, 1)).toEqual({
      alignments: ["left", "none", "right"],
      rows: [
        ["a", "", "b"],
        ["1", "", "2"],
      ],
    });
    expect(withMovedColumn(table, 0, 1)).toEqual({
      alignments: ["right", "left"],
      rows: [
        ["b", "a"],
        ["2", "1"],
      ],
    });
    expect(withoutColumn(table, 0)).toEqual({ alignments: ["right"], rows: [["b"], ["2"]] });
    expect(withAlignment(table, 0, "centre").alignments).toEqual(["centre", "right"]);
  });

  test("moves nothing beyond the edges, and keeps the last row and column", () => {
    expect(withMovedRow(table, 1, 2)).toEqual(table);
    expect(withMovedColumn(table, 0, -1)).toEqual(table);
    const single: MarkdownTable = { alignments: ["none"], rows: [["a"]] };
    expect(withoutRow(single, 0)).toBe(single);
    expect(withoutColumn(single, 0)).toBe(single);
  });
});

test.each([
  ["日本語", 6],
  ["ｶﾞ", 2],
  ["か\u3099", 2],
  ["é", 1],
  ["e\u0301", 1],
  ["👨‍👩‍👧", 2],
  ["→①", 4],
  ["\u200b", 0],
])("%s takes %i columns", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

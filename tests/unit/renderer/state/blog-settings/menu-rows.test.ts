import { expect, test } from "vitest";
import {
  leveled,
  type MenuRow,
  menuOf,
  menuRows,
  placed,
  stepped,
  withoutRow,
} from "#renderer/state/blog-settings/menu-rows.ts";

/** Rows from names; a name after a space is on the second level. */
const rowsOf = (...names: string[]): MenuRow[] =>
  names.map((name) => ({ label: name.trim(), url: "", level: name.startsWith(" ") ? 1 : 0 }));
const namesOf = (rows: readonly MenuRow[]): string[] =>
  rows.map(({ label, level }) => (level === 1 ? ` ${label}` : label));
const rows = rowsOf("a", " b", " c", "d", "e", " f");

test("a menu of blog.yaml has one row for each entry, and comes back from the rows", () => {
  const menu = [
    { url: "pages/about.md" },
    { label: "Lists", items: [{ label: "Rain", url: "tag:rain" }, { url: "site:contents" }] },
    { label: "Web", url: "https://a.example/" },
  ];
  expect(menuRows(menu).map(({ level }) => level)).toEqual([0, 0, 1, 1, 0]);
  expect(menuOf(menuRows(menu))).toEqual(menu);
  expect(menuRows([null, 3, { items: "x" }])).toEqual([{ label: "", url: "", level: 0 }]);
  // In the second level, the schema needs the key `url`.
  expect(menuOf(rowsOf("雨", " 風"))).toEqual([{ label: "雨", items: [{ label: "風", url: "" }] }]);
});

test.each([
  [0, 1, ["d", "a", " b", " c", "e", " f"]],
  [3, -1, ["d", "a", " b", " c", "e", " f"]],
  [3, 1, ["a", " b", " c", "e", " f", "d"]],
  [4, -1, ["a", " b", " c", "e", " f", "d"]],
  [1, 1, ["a", " c", " b", "d", "e", " f"]],
  [2, 1, ["a", " b", "d", " c", "e", " f"]],
  [5, -1, ["a", " b", " c", "d", " f", "e"]],
  // Rows at the ends do not move beyond them, and no row of the second level becomes the first row
  [0, -1, namesOf(rows)],
  [5, 1, namesOf(rows)],
  [1, -1, namesOf(rows)],
] as const)("row %i moves by %i with the rows below it", (at, by, wanted) => {
  const moved = stepped(rows, at, by);
  expect(namesOf(moved.rows)).toEqual(wanted);
  expect(moved.rows[moved.at]?.label).toBe(rows[at]?.label);
});

test.each([
  [5, 0, 1, ["f", "a", " b", " c", "d", "e"]],
  [3, 1, 1, ["a", " d", " b", " c", "e", " f"]],
  // An entry of the first level that is dropped between rows of the second level is placed after them
  [3, 1, 0, ["a", " b", " c", "d", "e", " f"]],
  [4, 0, 0, ["e", " f", "a", " b", " c", "d"]],
  [0, 2, 1, namesOf(rows)],
  [0, 6, 0, ["d", "e", " f", "a", " b", " c"]],
] as const)("row %i is dropped before row %i on level %i", (from, to, level, wanted) => {
  const dropped = placed(rows, from, to, level);
  expect(namesOf(dropped.rows)).toEqual(wanted);
  expect(dropped.rows[dropped.at]?.label).toBe(rows[from]?.label);
});

test("no move loses a row or leaves a row of the second level at the top", () => {
  for (const [at] of rows.entries()) {
    const all = [
      stepped(rows, at, 1).rows,
      stepped(rows, at, -1).rows,
      leveled(rows, at, 0),
      leveled(rows, at, 1),
      ...Array.from({ length: rows.length + 1 }, (_, to) => placed(rows, at, to, 1).rows),
    ];
    for (const result of all) {
      expect(result.map(({ label }) => label).toSorted()).toEqual(rows.map(({ label }) => label));
      expect(result[0]?.level).toBe(0);
      expect(menuRows(menuOf(result))).toEqual(result);
    }
    expect(withoutRow(rows, at)[0]?.level).toBe(0);
    expect(withoutRow(rows, at)).toHaveLength(rows.length - 1);
  }
});

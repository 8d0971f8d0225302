import { type BlockState, firstState, tokenizeLine } from "../markdown/block-tokens.ts";
import type { Alignment, MarkdownTable } from "./markdown-table.ts";

/** A table and its position in a text. `lines` begin at the 0-based line `start`. */
export interface PlacedTable {
  readonly start: number;
  readonly lines: readonly string[];
  /** The characters, such as `>`, before the table's first line (`first`) and its other lines (`rest`). */
  readonly prefixes: { readonly first: string; readonly rest: string };
  readonly table: MarkdownTable;
}

const prefixPattern = /^(?:[ \t]*>)*[ \t]*/;
const headPattern = /^(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?/;
/** Maximum number of cells in an editable table. Empty cells that are added to short rows count, too. */
const maxCells = 200_000;
/** Matches the first line of another block. Such a line ends a table, even without a blank line between. */
const otherBlock =
  /^(?:#{1,6}(?:\s|$)|>|(?:[-*+]|\d{1,9}[.)])\s|`{3}|~{3}|:{3}|\*[ \t]*\*[ \t]*\*[* \t]*$|_[ \t]*_[ \t]*_[_ \t]*$|<[a-z!/?]|\$\$)/i;

/** Returns the table that contains a 0-based line. Null for code and for lines outside of tables. */
export function tableAt(lines: readonly string[], line: number): PlacedTable | null {
  if (isBlank(lines[line])) return null;
  let from = line;
  while (from > 0 && !isBlank(lines[from - 1])) from--;
  const prose = proseLines(lines, line);
  for (let start = from; start <= line; start++) {
    const placed = prose(start) ? tableFrom(lines, start) : null;
    if (!placed) continue;
    const end = start + placed.lines.length;
    if (line < end) return placed;
    start = end - 1;
  }
  return null;
}

/** Splits a row into its cells. A pipe after a backslash belongs to its cell, even in code. */
export function splitRow(row: string): string[] {
  const cells = row.trim().split(/(?<!\\)\|/);
  if (cells[0] === "") cells.shift();
  if (cells.at(-1) === "") cells.pop();
  return cells.map((cell) => cell.replaceAll("\\|", "|").trim());
}

function tableFrom(lines: readonly string[], start: number): PlacedTable | null {
  const head = lines[start] ?? "";
  const rule = lines[start + 1] ?? "";
  const first = headPattern.exec(head)?.[0] ?? "";
  const rest = prefixPattern.exec(rule)?.[0] ?? "";
  const headCells = splitRow(head.slice(first.length));
  const alignments = readRule(rule.slice(rest.length));
  if (!head.slice(first.length).includes("|") || depth(first) !== depth(rest)) return null;
  if (alignments === null || alignments.length !== headCells.length) return null;
  let end = start + 2;
  while (end < lines.length && isRow(lines[end] ?? "", depth(rest))) end++;
  const body = lines
    .slice(start + 2, end)
    .map((line) => splitRow(line.slice(prefixPattern.exec(line)?.[0].length ?? 0)));
  const rows = [headCells, ...body];
  if (rows.length * widthOf(alignments, rows) > maxCells) return null;
  const table = evened(alignments, rows);
  return { start, lines: lines.slice(start, end), prefixes: { first, rest }, table };
}

function widthOf(alignments: readonly Alignment[], rows: readonly (readonly string[])[]): number {
  return rows.reduce((width, row) => Math.max(width, row.length), alignments.length);
}

/** Adds empty cells to rows, so that all rows are as long as the longest row. */
function evened(alignments: readonly Alignment[], rows: readonly (readonly string[])[]): MarkdownTable {
  const columns = widthOf(alignments, rows);
  const at = Array.from({ length: columns }, (_, column) => column);
  return {
    alignments: at.map((column) => alignments[column] ?? "none"),
    rows: rows.map((row) => at.map((column) => row[column] ?? "")),
  };
}

function readRule(rule: string): Alignment[] | null {
  if (!/^[|:-][|:\- \t]*$/.test(rule) || /^-[ \t]/.test(rule)) return null;
  const parts = rule
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|");
  const read = parts.map((part) => /^(:?)-+(:?)$/.exec(part.trim()));
  return read.every((part) => part !== null)
    ? read.map(([, left, right]) => (left ? (right ? "centre" : "left") : right ? "right" : "none"))
    : null;
}

function isRow(line: string, quotes: number): boolean {
  const prefix = prefixPattern.exec(line)?.[0] ?? "";
  return !isBlank(line) && depth(prefix) === quotes && !otherBlock.test(line.slice(prefix.length));
}

function depth(prefix: string): number {
  return prefix.split(">").length;
}

/** Whether a line contains nothing, or only the `>` marks of a quotation. */
function isBlank(line: string | undefined): boolean {
  return line === undefined || /^[\s>]*$/.test(line);
}

/** Returns a function that tests whether a line from 0 to `last` is outside of code and comments. */
function proseLines(lines: readonly string[], last: number): (line: number) => boolean {
  const isProse: boolean[] = [];
  let state: BlockState = firstState;
  for (const line of lines.slice(0, last + 1)) {
    const wasText = state.kind === "text";
    const isIndentedCode = state.kind === "text" && state.blank && !state.list && /^(?: {4}|\t)/.test(line);
    state = tokenizeLine(line, state).end;
    isProse.push(wasText && state.kind === "text" && !isIndentedCode);
  }
  return (line) => isProse[line] ?? false;
}

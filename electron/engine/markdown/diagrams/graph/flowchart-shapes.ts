import type { Lines, Shape } from "../diagram-types.ts";
import { readLabel } from "../label.ts";

/** The brackets around a label, and the shape of each pair. Longer brackets come first: `((` before `(`. */
const brackets: readonly [open: string, close: string, shape: Shape][] = [
  ["(((", ")))", "double-circle"],
  ["((", "))", "circle"],
  ["([", "])", "stadium"],
  ["[(", ")]", "cylinder"],
  ["[[", "]]", "subroutine"],
  ["[/", "/]", "lean-right"],
  ["[/", "\\]", "trapezoid"],
  ["[\\", "\\]", "lean-left"],
  ["[\\", "/]", "trapezoid-inverse"],
  ["{{", "}}", "hexagon"],
  ["{", "}", "diamond"],
  ["[", "]", "rectangle"],
  ["(", ")", "rounded"],
  [">", "]", "flag"],
];

/** The names that each shape can have in `A@{ shape: … }`. */
const names: readonly [shape: Shape, names: string][] = [
  ["rectangle", "rect rectangle proc process"],
  ["rounded", "rounded event"],
  ["stadium", "stadium pill terminal"],
  ["subroutine", "subroutine subprocess subproc fr-rect framed-rectangle"],
  ["cylinder", "cyl cylinder db database"],
  ["circle", "circle circ"],
  ["double-circle", "dbl-circ double-circle"],
  ["diamond", "diam diamond decision question"],
  ["hexagon", "hex hexagon prepare"],
  ["lean-right", "lean-r lean-right in-out"],
  ["lean-left", "lean-l lean-left out-in"],
  ["trapezoid", "trap-b trapezoid trapezoid-bottom priority"],
  ["trapezoid-inverse", "trap-t inv-trapezoid trapezoid-top manual"],
  ["flag", "odd flag"],
  ["note", "comment note"],
];
const shapes = new Map(
  names.flatMap(([shape, list]) => list.split(" ").map((name) => [name, shape] as const)),
);

/** The shape and the label after the name of a node. `end` is the offset of the text that follows. */
export interface NodeShape {
  readonly shape: Shape | undefined;
  readonly label: Lines | undefined;
  readonly end: number;
}

/**
 * Parses the shape at `pos`. Returns undefined if there is none, and null for an unclosed or unknown shape.
 */
export function readNodeShape(text: string, pos: number): NodeShape | undefined | null {
  if (text.startsWith("@{", pos)) return readNamedShape(text, pos + 2);
  const opened = brackets.filter(([open]) => text.startsWith(open, pos));
  if (opened.length === 0) return undefined;
  const longest = Math.max(...opened.map(([open]) => open.length));
  const found = opened
    .filter(([open]) => open.length === longest || open === "[")
    .map(([open, close, shape]) => ({ shape, end: closing(text, pos + open.length, close), open, close }))
    .filter(({ end }) => end >= 0)
    .sort((one, other) => other.open.length - one.open.length || one.end - other.end)[0];
  if (!found) return null;
  const label = readLabel(text.slice(pos + found.open.length, found.end));
  return { shape: found.shape, label, end: found.end + found.close.length };
}

/** Returns the offset at which the label at `pos` ends. Brackets in quotation marks do not count. */
function closing(text: string, pos: number, close: string): number {
  const start = /\s*"/y;
  start.lastIndex = pos;
  if (!start.test(text)) return text.indexOf(close, pos);
  const quote = text.indexOf('"', start.lastIndex);
  const end = text.indexOf(close, quote);
  return quote >= 0 && text.slice(quote + 1, end).trim() === "" ? end : -1;
}

function readNamedShape(text: string, pos: number): NodeShape | null {
  const end = text.replace(/"[^"]*"/g, (quoted) => "_".repeat(quoted.length)).indexOf("}", pos);
  if (end < 0) return null;
  const values = new Map<string, string>();
  for (const [, key, quoted, plain] of text.slice(pos, end).matchAll(/(\w+)\s*:\s*(?:"([^"]*)"|([^,"]*))/g)) {
    values.set(key ?? "", quoted ?? plain?.trim() ?? "");
  }
  const shape = values.get("shape");
  const label = values.get("label");
  if (shape !== undefined && !shapes.has(shape)) return null;
  return {
    shape: shapes.get(shape ?? ""),
    label: label === undefined ? undefined : readLabel(label),
    end: end + 1,
  };
}

/** Skips `:::class` and returns the offset after it. Classes are not supported. */
export function skipClass(text: string, pos: number): number {
  const written = /:::[\w-]+/y;
  written.lastIndex = pos;
  return written.test(text) ? written.lastIndex : pos;
}

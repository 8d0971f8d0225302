import type { DiagramEdge, EdgeEnd } from "../diagram-types.ts";
import { readLabel } from "../label.ts";

type Link = Pick<DiagramEdge, "label" | "line" | "start" | "end" | "length">;

const whole = /([<ox])?(--+[-xo>]|==+[=xo>]|-\.+-[xo>]?|~~~+)/y;
const begun = /([<ox])?(--|==|-\.)(?=[^-=.>])/y;
const rests: Readonly<Record<string, RegExp>> = {
  "--": /--+[-xo>]/g,
  "==": /==+[=xo>]/g,
  "-.": /\.+-[xo>]?/g,
};
const bars = /\s*\|([^|]*)\|/y;

const ends: Readonly<Record<string, EdgeEnd>> = { "<": "arrow", ">": "arrow", o: "circle", x: "cross" };

function endOf(character: string | undefined): EdgeEnd {
  return (character && ends[character]) || "none";
}

function lineOf(written: string): DiagramEdge["line"] {
  if (written.startsWith("=")) return "thick";
  if (written.startsWith("~")) return "invisible";
  return written.includes(".") ? "dotted" : "solid";
}

/** Returns the number of ranks (rows or columns) that a link spans: `-->` and `-.->` one, `--->` two. */
function lengthOf(written: string): number {
  const dots = written.match(/\./g)?.length;
  return Math.max(1, dots ?? written.length - 2);
}

/**
 * Parses a link such as `-->`, `-.->|label|` or `== label ==>` at `pos`.
 * Returns undefined if there is no link at `pos`.
 */
export function readLink(text: string, pos: number): { link: Link; end: number } | undefined {
  whole.lastIndex = pos;
  const [all, start, written] = whole.exec(text) ?? [];
  if (all !== undefined && written !== undefined) {
    bars.lastIndex = pos + all.length;
    const [labelled = "", label = ""] = bars.exec(text) ?? [];
    return { link: linkOf(start, written, label), end: pos + all.length + labelled.length };
  }
  begun.lastIndex = pos;
  const [opening, open, mark = ""] = begun.exec(text) ?? [];
  const rest = rests[mark];
  if (opening === undefined || !rest) return undefined;
  rest.lastIndex = pos + opening.length;
  const close = rest.exec(text);
  if (!close) return undefined;
  const line = mark === "-." ? `-${close[0]}` : close[0];
  return { link: linkOf(open, line, text.slice(pos + opening.length, close.index)), end: rest.lastIndex };
}

function linkOf(start: string | undefined, written: string, label: string): Link {
  return {
    label: label.trim() === "" ? [] : readLabel(label),
    line: lineOf(written),
    start: endOf(start),
    end: endOf(written.at(-1)),
    length: lengthOf(written),
  };
}

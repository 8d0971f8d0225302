import type { DiagramSource } from "./diagram-source.ts";
import { DiagramError, type Lines, type SourceLine } from "./diagram-types.ts";
import { readLabel } from "./label.ts";

export const pieHeader = /^pie(?:\s|$)/;

export interface Slice {
  readonly label: Lines;
  readonly value: number;
  /** Share of the slice in the whole pie, from 0 to 1. */
  readonly part: number;
}

export interface Pie {
  readonly title: Lines;
  /** Whether the labels show the values as well as the percentages. */
  readonly showsValues: boolean;
  readonly slices: readonly Slice[];
}

const slicesLimit = 30;
/** Matches a slice. The number of digits is limited, so that sums stay precise enough. */
const slice = /^("[^"]*"|'[^']*')\s*:\s*(\d{1,12}(?:\.\d{1,20})?)$/;

/** Parses a pie chart of Mermaid: `pie showData title …`, and lines such as `"label" : 42`. */
export function readPie({ header, lines }: DiagramSource): Pie {
  const [, data, named = ""] = /^pie(\s+showData)?(?:\s+title\s+(.+))?$/.exec(header.text) ?? fail(header);
  let title = named;
  const read: { label: Lines; value: number }[] = [];
  for (const line of lines) {
    const [, other] = /^title\s+(.+)$/.exec(line.text) ?? [];
    if (other !== undefined) title = other;
    else read.push(readSlice(line));
    if (read.length > slicesLimit) throw new DiagramError(header, true);
  }
  const whole = read.reduce((sum, { value }) => sum + value, 0);
  if (whole === 0) fail(header);
  const slices = read.map(({ label, value }) => ({ label, value, part: value / whole }));
  return { title: readLabel(title), showsValues: data !== undefined, slices };
}

function readSlice(line: SourceLine): { label: Lines; value: number } {
  const [, name = "", value] = slice.exec(line.text) ?? fail(line);
  return { label: readLabel(name.slice(1, -1)), value: Number(value) };
}

function fail(line: SourceLine): never {
  throw new DiagramError(line);
}

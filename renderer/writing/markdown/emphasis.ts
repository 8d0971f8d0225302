import { flanking } from "./flanking.ts";

/** A part of a line that is emphasised, including its delimiters. */
export interface Emphasis {
  readonly kind: "strong" | "emphasis" | "strike";
  readonly start: number;
  readonly end: number;
  /** Length of the delimiter on each side. */
  readonly mark: number;
}

interface Run {
  readonly character: string;
  readonly size: number;
  readonly opens: boolean;
  readonly closes: boolean;
  /** The columns of the unused delimiters of the run: from `from` up to, but not including, `to`. */
  from: number;
  to: number;
}

/** Finds emphasis by CommonMark's rules. Ignores characters that are set in `taken`, such as code. */
export function findEmphasis(line: string, taken: ArrayLike<number>): Emphasis[] {
  const found: Emphasis[] = [];
  const openers: Run[] = [];
  for (const run of delimiterRuns(line, taken)) {
    if (run.closes) closeRun(run, openers, found);
    if (run.opens && run.to > run.from) openers.push(run);
  }
  return found;
}

/** Maximum number of opening delimiters that are tried for one closing delimiter. */
const maxOpeners = 200;

function closeRun(closer: Run, openers: Run[], found: Emphasis[]): void {
  const last = Math.max(0, openers.length - maxOpeners);
  for (let i = openers.length - 1; i >= last && closer.to > closer.from; ) {
    const opener = openers[i];
    if (!opener || !pairs(opener, closer)) {
      i--;
      continue;
    }
    const mark = Math.min(2, opener.to - opener.from, closer.to - closer.from);
    const kind = closer.character === "~" ? "strike" : mark === 2 ? "strong" : "emphasis";
    found.push({ kind, start: opener.to - mark, end: closer.from + mark, mark });
    opener.to -= mark;
    closer.from += mark;
    openers.splice(i + 1);
    if (opener.to === opener.from) {
      openers.pop();
      i--;
    }
  }
}

function pairs(opener: Run, closer: Run): boolean {
  if (opener.character !== closer.character) return false;
  if (closer.character === "~") return opener.to - opener.from >= 2 && closer.to - closer.from >= 2;
  const both = opener.closes || closer.opens;
  const multipleOf3 = (opener.size + closer.size) % 3 === 0;
  return !(both && multipleOf3 && !(opener.size % 3 === 0 && closer.size % 3 === 0));
}

function* delimiterRuns(line: string, taken: ArrayLike<number>): Generator<Run> {
  for (let from = nextDelimiter(line, 0); from < line.length; from = nextDelimiter(line, from + 1)) {
    if (taken[from]) continue;
    const character = line.charAt(from);
    let to = from + 1;
    while (line[to] === character && !taken[to]) to++;
    if (character !== "~" || to - from >= 2) {
      yield { character, size: to - from, from, to, ...flanking(line, from, to) };
    }
    from = to - 1;
  }
}

const delimiter = /[*_~]/g;

function nextDelimiter(line: string, from: number): number {
  delimiter.lastIndex = from;
  return delimiter.exec(line)?.index ?? line.length;
}

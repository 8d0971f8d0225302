import { type TextEdit, withEdits } from "#contract/text/text-edits.ts";

/** A 0-based position in the text. The column is in UTF-16 units. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** The Markdown of the page. The text is split into lines only when the lines are needed. */
export class SourceText {
  #text = "";
  #starts: number[] | undefined;

  apply(edit: TextEdit): void {
    this.#text = withEdits(this.#text, [edit]);
    this.#starts = undefined;
  }

  get count(): number {
    return this.#lineStarts().length;
  }

  /** Returns the Markdown from line `from` up to, but not including, line `to`. */
  lines(from: number, to: number): string {
    const starts = this.#lineStarts();
    const begin = starts[from] ?? this.#text.length;
    const end = starts[to] ?? this.#text.length + 1;
    return this.#text.slice(begin, Math.max(begin, end - 1));
  }

  /** Returns the line after the last non-empty line of a range. A line with only `>` counts as empty. */
  endOf(from: number, to: number): number {
    if (this.#text === "") return to;
    let end = to;
    while (end > from + 1 && /^[\s>]*$/.test(this.lines(end - 1, end))) end--;
    return end;
  }

  /** Converts a line number with a fraction to a position: 4.5 is the middle of the characters of line 4. */
  positionOf(line: number): SourcePosition {
    const whole = Math.floor(line);
    return { line: whole, column: Math.round(this.lines(whole, whole + 1).length * (line - whole)) };
  }

  #lineStarts(): readonly number[] {
    if (this.#starts) return this.#starts;
    const starts = [0];
    for (let at = this.#text.indexOf("\n"); at >= 0; at = this.#text.indexOf("\n", at + 1))
      starts.push(at + 1);
    this.#starts = starts;
    return starts;
  }
}

/**
 * Converts an offset in `lines` to a line number with a fraction. The first line has the number `firstLine`.
 */
export function lineOfOffset(lines: string, firstLine: number, offset: number): number {
  const { line, column } = positionOfOffset(lines, firstLine, Math.floor(offset));
  const start = Math.floor(offset) - column;
  const end = lines.indexOf("\n", start);
  const length = (end < 0 ? lines.length : end) - start;
  return line + (length === 0 ? 0 : Math.min(1, (offset - start) / length));
}

/** Inverse of `lineOfOffset`: converts a line with a fraction to an offset in `lines`. */
export function offsetOfLine(lines: string, firstLine: number, line: number): number {
  let start = 0;
  for (let left = Math.floor(line) - firstLine; left > 0; left--) {
    const end = lines.indexOf("\n", start);
    if (end < 0) return lines.length;
    start = end + 1;
  }
  const end = lines.indexOf("\n", start);
  return start + ((end < 0 ? lines.length : end) - start) * (line - Math.floor(line));
}

/** Converts an offset in `lines` to a position in the Markdown. The first line has the number `firstLine`. */
export function positionOfOffset(lines: string, firstLine: number, offset: number): SourcePosition {
  let line = firstLine;
  let start = 0;
  for (let end = lines.indexOf("\n"); end >= 0 && end < offset; end = lines.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { line, column: offset - start };
}

/**
 * Numbers of characters to compare on each side of a position. The longest comparison is the most reliable.
 */
const widths = [12, 8, 5, 3, 2];
/** Number of lines that are searched before and after the guessed line. */
const reach = 4;

/** A 0-based position in the text. The column is in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the position in the Markdown that corresponds to a point on the preview page.
 * `before` and `after` are the words around the point.
 * `guess` is the estimated line, with a fraction: 12.5 is the middle of line 12. The search begins there.
 * If the words are not found in the Markdown, the fraction determines the column.
 */
export function findPosition(
  lines: readonly string[],
  guess: number,
  before: string,
  after: string,
): TextPosition {
  const middle = Math.max(0, Math.min(lines.length - 1, Math.floor(guess)));
  const near = lines
    .map((_, line) => line)
    .slice(Math.max(0, middle - reach), middle + reach + 1)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  for (const width of widths) {
    for (const line of near) {
      const column = findColumn(lines[line] ?? "", before.slice(-width), after.slice(0, width), width);
      if (column !== null) return { line, column };
    }
  }
  const length = lines[middle]?.length ?? 0;
  return { line: middle, column: Math.round(length * Math.min(1, Math.max(0, guess - middle))) };
}

function findColumn(line: string, before: string, after: string, width: number): number | null {
  const both = before + after;
  if (both.trim().length < width) return null;
  const whole = line.indexOf(both);
  if (whole >= 0) return whole + before.length;
  const left = before.length === width ? line.indexOf(before) : -1;
  if (left >= 0) return left + before.length;
  const right = after.length === width ? line.indexOf(after) : -1;
  return right >= 0 ? right : null;
}

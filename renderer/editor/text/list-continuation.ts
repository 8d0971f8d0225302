/** The beginning of a line that belongs to a list or quotation. */
export interface ListMark {
  /** Quotation marks and spaces before the marker. */
  readonly indent: string;
  /** `-`, `1.`, or "" in a quotation without a list. */
  readonly marker: string;
  /** The spaces between marker and text. */
  readonly gap: string;
  /** `[ ] ` with its space, or "". */
  readonly task: string;
  /** Everything up to the text. */
  readonly whole: string;
}

const pattern = /^((?:[ \t]*>[ \t]?)*[ \t]*)(?:([-*+]|\d{1,9}[.)])([ \t]+)(\[[ xX]\][ \t]+)?)?/;

/**
 * Reads the list or quotation mark of a line; null without one. U+3000 after a marker does not make a list.
 */
export function readListMark(line: string): ListMark | null {
  const [whole = "", indent = "", marker = "", gap = "", task = ""] = pattern.exec(line) ?? [];
  if (marker === "" && !indent.includes(">")) return null;
  return { indent, marker, gap, task, whole };
}

export type EnterInList =
  /** Insert a line end and this text. */
  | { readonly kind: "continue"; readonly text: string }
  /** The item is empty: replace the line with this. */
  | { readonly kind: "leave"; readonly line: string };

/**
 * Returns what Enter does at `column` (0-based) of a line; null for an ordinary Enter. Leaving a list or
 * quotation also inserts a blank line: without it, Markdown continues the item with the next line.
 */
export function enterInList(line: string, column: number, previous = ""): EnterInList | null {
  const mark = readListMark(line);
  if (!mark || column < mark.whole.length) return null;
  if (line.slice(mark.whole.length).trim() === "") return { kind: "leave", line: leave(mark, previous) };
  const task = mark.task === "" ? "" : `[ ]${mark.task.slice(3)}`;
  return { kind: "continue", text: mark.indent + nextMarker(mark.marker) + mark.gap + task };
}

/** One level out; at the outermost level, out of the list or quotation. */
function leave(mark: ListMark, previous: string): string {
  const nested = mark.marker === "" ? null : /^(.*?)([ \t]{2,})$/.exec(mark.indent);
  if (nested) {
    return (nested[1] ?? "") + outdented(nested[2] ?? "", mark.marker) + mark.marker + mark.gap + mark.task;
  }
  const left = mark.marker === "" ? mark.indent.replace(/>[ \t]*$/, "") : mark.indent;
  return goesOn(previous) ? `${left.trimEnd()}\n${left}` : left;
}

/** Whether a line belongs to a list or quotation that would include the next line. */
function goesOn(line: string): boolean {
  return !/^[\s>]*$/.test(line) && (readListMark(line) !== null || /^[ \t]/.test(line));
}

function nextMarker(marker: string): string {
  const number = Number.parseInt(marker, 10);
  return Number.isNaN(number) ? marker : `${number + 1}${marker.slice(-1)}`;
}

/** Returns a list item indented to the text of an item with the same marker. Null outside lists. */
export function indentItem(line: string): string | null {
  const mark = readListMark(line);
  if (!mark?.marker) return null;
  const quote = quoteOf(mark.indent);
  return `${quote}${" ".repeat(mark.marker.length + 1)}${line.slice(quote.length)}`;
}

/** Returns a list item one level less deep; null outside lists and at the outermost level. */
export function outdentItem(line: string): string | null {
  const mark = readListMark(line);
  if (!mark?.marker) return null;
  const quote = quoteOf(mark.indent);
  const spaces = mark.indent.slice(quote.length);
  return spaces === "" ? null : quote + outdented(spaces, mark.marker) + line.slice(mark.indent.length);
}

/** Returns the quotation marks at the beginning, with the one space that belongs to each. */
function quoteOf(indent: string): string {
  return /^(?:[ \t]*>[ \t]?)*/.exec(indent)?.[0] ?? "";
}

/** Removes one level, as much as an item with this marker indents. */
function outdented(spaces: string, marker: string): string {
  return spaces.startsWith("\t") ? spaces.slice(1) : spaces.slice(marker.length + 1);
}

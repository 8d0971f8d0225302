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

/** Reads the list or quotation mark of a line; null for an ordinary line. U+3000 after a marker makes no list. */
export function readListMark(line: string): ListMark | null {
  const [whole = "", indent = "", marker = "", gap = "", task = ""] = pattern.exec(line) ?? [];
  if (marker === "" && !indent.includes(">")) return null;
  return { indent, marker, gap, task, whole };
}

export type EnterInList =
  /** Insert a line end and this. */
  | { readonly kind: "continue"; readonly text: string }
  /** The item is empty: put this in place of the line. */
  | { readonly kind: "leave"; readonly line: string };

/**
 * What Enter does at `column` (0-based) of a line; null when it is an ordinary Enter. Behind an item or a quoted line, the one
 * that leaves it leaves a blank line as well: without it, Markdown takes what comes next for more of the same.
 */
export function enterInList(line: string, column: number, previous = ""): EnterInList | null {
  const mark = readListMark(line);
  if (!mark || column < mark.whole.length) return null;
  if (line.slice(mark.whole.length).trim() === "") return { kind: "leave", line: leave(mark, previous) };
  const task = mark.task === "" ? "" : `[ ]${mark.task.slice(3)}`;
  return { kind: "continue", text: mark.indent + nextMarker(mark.marker) + mark.gap + task };
}

/** One level out; out of the list, or of the quotation, at the outermost. */
function leave(mark: ListMark, previous: string): string {
  const nested = mark.marker === "" ? null : /^(.*?)([ \t]{2,})$/.exec(mark.indent);
  if (nested) {
    return (nested[1] ?? "") + outdented(nested[2] ?? "", mark.marker) + mark.marker + mark.gap + mark.task;
  }
  const left = mark.marker === "" ? mark.indent.replace(/>[ \t]*$/, "") : mark.indent;
  return goesOn(previous) ? `${left.trimEnd()}\n${left}` : left;
}

/** Whether a line is one of a list or quotation that the next line would belong to. */
function goesOn(line: string): boolean {
  return !/^[\s>]*$/.test(line) && (readListMark(line) !== null || /^[ \t]/.test(line));
}

function nextMarker(marker: string): string {
  const number = Number.parseInt(marker, 10);
  return Number.isNaN(number) ? marker : `${number + 1}${marker.slice(-1)}`;
}

/** A list item one level further in: as far as the text of an item with the same marker. Null outside lists. */
export function indentItem(line: string): string | null {
  const mark = readListMark(line);
  if (!mark?.marker) return null;
  const quote = quoteOf(mark.indent);
  return `${quote}${" ".repeat(mark.marker.length + 1)}${line.slice(quote.length)}`;
}

/** A list item one level further out; null outside lists and at the outermost level. */
export function outdentItem(line: string): string | null {
  const mark = readListMark(line);
  if (!mark?.marker) return null;
  const quote = quoteOf(mark.indent);
  const spaces = mark.indent.slice(quote.length);
  return spaces === "" ? null : quote + outdented(spaces, mark.marker) + line.slice(mark.indent.length);
}

/** The quotation marks at the beginning, with the one space that belongs to each. */
function quoteOf(indent: string): string {
  return /^(?:[ \t]*>[ \t]?)*/.exec(indent)?.[0] ?? "";
}

/** One step out: as far as an item with this marker goes in. */
function outdented(spaces: string, marker: string): string {
  return spaces.startsWith("\t") ? spaces.slice(1) : spaces.slice(marker.length + 1);
}

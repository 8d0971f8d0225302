/** The beginning of a line in a list or quotation, split into its parts. */
export interface ListMark {
  /** The characters before the marker: spaces and the `>` of quotations. */
  readonly indent: string;
  /** The marker, such as `-` or `1.`. Empty in a quotation without a list. */
  readonly marker: string;
  /** The spaces between marker and text. */
  readonly gap: string;
  /** The checkbox of a task and the space after it (`[ ] `), or "" for other items. */
  readonly task: string;
  /** The whole beginning of the line, up to the text of the item. */
  readonly whole: string;
}

const pattern = /^((?:[ \t]*>[ \t]?)*[ \t]*)(?:([-*+]|\d{1,9}[.)])([ \t]+)(\[[ xX]\][ \t]+)?)?/;

/** Splits the beginning of a line in a list or quotation into its parts. Returns null for other lines. */
export function readListMark(line: string): ListMark | null {
  const [whole = "", indent = "", marker = "", gap = "", task = ""] = pattern.exec(line) ?? [];
  if (marker === "" && !indent.includes(">")) return null;
  return { indent, marker, gap, task, whole };
}

export type EnterInList =
  /** Inserts a line end, and then `text`. */
  | { readonly kind: "continue"; readonly text: string }
  /** Replaces the line of an empty item with `line`. */
  | { readonly kind: "leave"; readonly line: string };

/**
 * Returns the effect of Enter at a 0-based column of a line. Null means an ordinary line end.
 * Where Enter ends a list, it also inserts a blank line, because Markdown needs it after a list.
 */
export function enterInList(line: string, column: number, previous = ""): EnterInList | null {
  const mark = readListMark(line);
  if (!mark || column < mark.whole.length || isRule(line.slice(mark.indent.length))) return null;
  if (line.slice(mark.whole.length).trim() === "") return { kind: "leave", line: leave(mark, previous) };
  const task = mark.task === "" ? "" : `[ ]${mark.task.slice(3)}`;
  return { kind: "continue", text: mark.indent + nextMarker(mark.marker) + mark.gap + task };
}

/** Whether a line is a thematic break, such as `* * *`. */
function isRule(line: string): boolean {
  return /^([-*])(?:[ \t]*\1){2,}[ \t]*$/.test(line);
}

/** Returns the line that replaces an empty item: an outdented item, or a line outside the list. */
function leave(mark: ListMark, previous: string): string {
  const nested = mark.marker === "" ? null : /^(.*?)([ \t]{2,})$/.exec(mark.indent);
  if (nested) {
    return (nested[1] ?? "") + outdented(nested[2] ?? "", mark.marker) + mark.marker + mark.gap + mark.task;
  }
  const left = mark.marker === "" ? mark.indent.replace(/>[ \t]*$/, "") : mark.indent;
  return goesOn(previous) ? `${left.trimEnd()}\n${left}` : left;
}

/** Whether Markdown would treat the line after `line` as part of the same list or quotation. */
function goesOn(line: string): boolean {
  return !/^[\s>]*$/.test(line) && (readListMark(line) !== null || /^[ \t]/.test(line));
}

function nextMarker(marker: string): string {
  const number = Number.parseInt(marker, 10);
  return Number.isNaN(number) ? marker : `${number + 1}${marker.slice(-1)}`;
}

/** Indents a list item by the width of its marker. Returns null if the line is not a list item. */
export function indentItem(line: string): string | null {
  const mark = readListMark(line);
  if (!mark?.marker) return null;
  const quote = quoteOf(mark.indent);
  return `${quote}${" ".repeat(mark.marker.length + 1)}${line.slice(quote.length)}`;
}

/** Outdents a list item by one level. Returns null at the outermost level and for other lines. */
export function outdentItem(line: string): string | null {
  const mark = readListMark(line);
  if (!mark?.marker) return null;
  const quote = quoteOf(mark.indent);
  const spaces = mark.indent.slice(quote.length);
  return spaces === "" ? null : quote + outdented(spaces, mark.marker) + line.slice(mark.indent.length);
}

/** Returns the `>` marks at the beginning of an indent, including the space after each mark. */
function quoteOf(indent: string): string {
  return /^(?:[ \t]*>[ \t]?)*/.exec(indent)?.[0] ?? "";
}

/** Removes one level of indentation, which is as wide as the marker and one space. */
function outdented(spaces: string, marker: string): string {
  return spaces.startsWith("\t") ? spaces.slice(1) : spaces.slice(marker.length + 1);
}

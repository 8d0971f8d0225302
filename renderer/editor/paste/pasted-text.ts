/** A line with block markup: of a heading, list, quotation, table or code. */
const blockLine = /^\s*(?:#{1,6} |[-*+] |\d+\. |>|\||```|---$)|^ {2,}\S/;

/** The text to insert, and how many of its lines follow what was pasted. */
export interface PastedText {
  readonly text: string;
  readonly linesBehind: number;
}

/**
 * Returns pasted Markdown fitted between two parts of a line: blocks get their own lines, and after an indent
 * every line is indented, since a code block would otherwise end after its first line.
 */
export function pastedText(markdown: string, before: string, after: string): PastedText {
  const lines = markdown.split("\n");
  const isIndented = before !== "" && before.trim() === "";
  const inside = isIndented ? lines.join(`\n${before}`) : markdown;
  const tail = blockLine.test(lines.at(-1) ?? "") && after.trim() !== "" ? "\n\n" : "";
  return { text: leadOf(lines[0] ?? "", before) + inside + tail, linesBehind: tail === "" ? 0 : 2 };
}

function leadOf(firstLine: string, before: string): string {
  if (blockLine.test(firstLine) && before.trim() !== "") return "\n\n";
  // Together with the `<` before it, the text would become a tag
  return /<\/?$/.test(before) && /^[a-z/!?]/i.test(firstLine) ? " " : "";
}

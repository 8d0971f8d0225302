/** A line that is more than words: of a heading, list, quotation, table or code. */
const blockLine = /^\s*(?:#{1,6} |[-*+] |\d+\. |>|\||```|---$)|^ {2,}\S/;

/** What goes into the text, and how many lines of it stand behind what was pasted. */
export interface PastedText {
  readonly text: string;
  readonly linesBehind: number;
}

/**
 * Pasted Markdown as it goes between two parts of a line: blocks get lines of their own, and in an indented place every line is
 * indented, for a block of code would else end with its first line.
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
  // With what is there already the words would become a tag
  return /<\/?$/.test(before) && /^[a-z/!?]/i.test(firstLine) ? " " : "";
}

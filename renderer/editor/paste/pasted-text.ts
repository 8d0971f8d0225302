/** Matches a line that contains the markup of a block: a heading, list, quotation, table or code. */
const blockLine = /^\s*(?:#{1,6} |[-*+] |\d+\. |>|\||```|---$)|^ {2,}\S/;

/** The text to insert. Its last `linesBehind` lines were added and are not from the clipboard. */
export interface PastedText {
  readonly text: string;
  readonly linesBehind: number;
}

/**
 * Returns pasted Markdown. Adds line ends to separate pasted blocks from the surrounding text.
 * On an indented line, indents all pasted lines. Otherwise, a code block in a list item would end early.
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
  // Adds a space after `<`, because the pasted text would otherwise become an HTML tag.
  return /<\/?$/.test(before) && /^[a-z/!?]/i.test(firstLine) ? " " : "";
}

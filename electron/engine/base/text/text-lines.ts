import type { TextEdit } from "#contract/text/text-edits.ts";

/** Returns an edit that removes a text from the offset `from` to the end of the line that contains `to`. */
export function removeLines(text: string, from: number, to: number): TextEdit {
  const lineEnd = text.indexOf("\n", to);
  return { offset: from, length: (lineEnd < 0 ? text.length : lineEnd + 1) - from, text: "" };
}

/** Returns the line end of a text's first line. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  const at = text.indexOf("\n");
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}

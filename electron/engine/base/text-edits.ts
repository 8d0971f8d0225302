/** A replacement of the range `[from, to)` of a text; if `from === to`, an insertion. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Applies edits that do not overlap. Their offsets refer to the original text. */
export function applyEdits(original: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let done = 0;
  // If two edits have the same offset, the text of the later one in the list comes first
  for (const { from, to, text } of edits.toReversed().sort((a, b) => a.from - b.from)) {
    pieces.push(original.slice(done, from), text);
    done = to;
  }
  return pieces.join("") + original.slice(done);
}

/** Returns an edit that removes everything from `from` to the end of the line that contains `to`. */
export function removeLines(text: string, from: number, to: number): TextEdit {
  const lineEnd = text.indexOf("\n", to);
  return { from, to: lineEnd < 0 ? text.length : lineEnd + 1, text: "" };
}

/** Returns the line end that the first line of a text has. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  const at = text.indexOf("\n");
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}

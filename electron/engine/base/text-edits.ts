/** A part of a text that is replaced; `from === to` inserts. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Applies edits whose offsets are those of the original text and which do not overlap. */
export function applyEdits(original: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let done = 0;
  // Of two at one place, the later one comes first
  for (const { from, to, text } of edits.toReversed().sort((a, b) => a.from - b.from)) {
    pieces.push(original.slice(done, from), text);
    done = to;
  }
  return pieces.join("") + original.slice(done);
}

/** An edit that takes away everything from `from` to the end of the line that `to` stands on. */
export function removeLines(text: string, from: number, to: number): TextEdit {
  const lineEnd = text.indexOf("\n", to);
  return { from, to: lineEnd < 0 ? text.length : lineEnd + 1, text: "" };
}

/** The line end that the first line of a text has. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  const at = text.indexOf("\n");
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}

/** Replaces `length` UTF-16 units at `offset` by `text`. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Applies successive edits. The offset of each edit refers to the text after the preceding edits. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = text;
  for (const { offset, length, text: put } of edits) {
    edited = edited.slice(0, offset) + put + edited.slice(offset + length);
  }
  return edited;
}

/** Applies simultaneous edits that do not overlap. All offsets refer to the original text. */
export function withEditsAtOnce(original: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let done = 0;
  // If two edits insert text at the same offset, the text of the later edit in the list comes first.
  for (const { offset, length, text } of edits.toReversed().sort((a, b) => a.offset - b.offset)) {
    pieces.push(original.slice(done, offset), text);
    done = offset + length;
  }
  return pieces.join("") + original.slice(done);
}

/** Returns how much longer the edits make a text, in UTF-16 units. */
export function growthOf(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, { length, text }) => sum + text.length - length, 0);
}

/** Merges successive edits that touch each other, so that continuous typing becomes one edit. */
export function joinedEdits(edits: readonly TextEdit[]): TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of edits) {
    const last = joined.at(-1);
    const both = last && joinedEdit(last, edit);
    if (both) joined[joined.length - 1] = both;
    else joined.push(edit);
  }
  return joined;
}

/** Merges two successive edits into one. Returns null if the edits do not touch. */
export function joinedEdit(first: TextEdit, second: TextEdit): TextEdit | null {
  const firstEnd = first.offset + first.text.length;
  const secondEnd = second.offset + second.length;
  if (second.offset > firstEnd || secondEnd < first.offset) return null;
  const [before, after] = [Math.max(0, first.offset - second.offset), Math.max(0, secondEnd - firstEnd)];
  const kept = first.text.slice(0, Math.max(0, second.offset - first.offset));
  const rest = first.text.slice(Math.max(0, secondEnd - first.offset));
  return {
    offset: first.offset - before,
    length: before + first.length + after,
    text: kept + second.text + rest,
  };
}

/**
 * Returns the edit that turns one text into another, or null for equal texts.
 * Does not replace the common beginning and end of the texts, so that the editor keeps its caret and history.
 * Never splits a surrogate pair or a CRLF.
 */
export function minimalEdit(from: string, to: string): TextEdit | null {
  if (from === to) return null;
  let start = commonStart(from, to);
  while (start > 0 && (isInsidePair(from, start) || isInsidePair(to, start))) start--;
  let tail = commonEnd(from, to, Math.min(from.length, to.length) - start);
  while (tail > 0 && (isInsidePair(from, from.length - tail) || isInsidePair(to, to.length - tail))) tail--;
  return { offset: start, length: from.length - start - tail, text: to.slice(start, to.length - tail) };
}

/** Number of UTF-16 units that are compared at a time. */
const step = 4096;

/**
 * Returns the number of equal UTF-16 units at the beginning of two texts.
 * Compares pieces with `===`: for a megabyte, this takes 0.05 ms, whereas `startsWith` takes 2 ms.
 */
export function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let same = 0;
  while (same + step <= limit && a.slice(same, same + step) === b.slice(same, same + step)) same += step;
  while (same < limit && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  return same;
}

/** Returns the number of equal UTF-16 units at the end of two texts, at most `limit`. */
export function commonEnd(a: string, b: string, limit: number): number {
  let same = 0;
  while (same + step <= limit && pieceFromEnd(a, same) === pieceFromEnd(b, same)) same += step;
  while (same < limit && a.charCodeAt(a.length - same - 1) === b.charCodeAt(b.length - same - 1)) same++;
  return same;
}

/** Returns a piece of a text: the `step` UTF-16 units before its last `tail` units. */
function pieceFromEnd(text: string, tail: number): string {
  return text.slice(text.length - tail - step, text.length - tail);
}

/** Whether an index lies between the two units of a surrogate pair or of a CRLF. */
function isInsidePair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  const surrogates = (before & 0xfc00) === 0xd800 && (after & 0xfc00) === 0xdc00;
  return surrogates || (before === 0x0d && after === 0x0a);
}

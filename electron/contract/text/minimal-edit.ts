/** Replaces `length` UTF-16 units at `offset` by `text`. */
export interface MinimalEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

const step = 4096;

/**
 * Returns the edit that turns one text into another. The common beginning and end of the texts are not
 * touched, so that the caret and the undo history there are kept. Null if the texts are equal. Never splits a
 * surrogate pair or a CRLF.
 */
export function minimalEdit(from: string, to: string): MinimalEdit | null {
  if (from === to) return null;
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  // Compares large pieces first, since a text of a megabyte is compared at each key press.
  while (start + step <= shorter && from.startsWith(to.slice(start, start + step), start)) start += step;
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++;
  while (start > 0 && (isInsidePair(from, start) || isInsidePair(to, start))) start--;
  const most = shorter - start;
  let tail = 0;
  while (tail + step <= most && endsAlike(from, to, tail)) tail += step;
  while (tail < most && from.charCodeAt(from.length - tail - 1) === to.charCodeAt(to.length - tail - 1)) {
    tail++;
  }
  while (tail > 0 && (isInsidePair(from, from.length - tail) || isInsidePair(to, to.length - tail))) tail--;
  return { offset: start, length: from.length - start - tail, text: to.slice(start, to.length - tail) };
}

/** Whether two texts are equal in the `step` units before their last `tail` units. */
function endsAlike(from: string, to: string, tail: number): boolean {
  const piece = to.slice(to.length - tail - step, to.length - tail);
  return from.startsWith(piece, from.length - tail - step);
}

/** Whether a position lies between the two units of a surrogate pair or of a CRLF. */
function isInsidePair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  const surrogates = (before & 0xfc00) === 0xd800 && (after & 0xfc00) === 0xdc00;
  return surrogates || (before === 0x0d && after === 0x0a);
}

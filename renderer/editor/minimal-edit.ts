/** Replace `length` UTF-16 units at `offset` by `text`. */
export interface MinimalEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/**
 * The one edit that turns a text into another and leaves their common beginning and end alone, so that the caret and
 * the undo history outside it stay. Null when the texts are equal. Never cuts a surrogate pair or a CRLF.
 */
export function minimalEdit(from: string, to: string): MinimalEdit | null {
  if (from === to) return null;
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++;
  while (start > 0 && (isInsidePair(from, start) || isInsidePair(to, start))) start--;
  let tail = 0;
  while (tail < shorter - start && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  while (tail > 0 && (isInsidePair(from, from.length - tail) || isInsidePair(to, to.length - tail))) tail--;
  return { offset: start, length: from.length - start - tail, text: to.slice(start, to.length - tail) };
}

/** Whether a position lies between two units that only mean something together. */
function isInsidePair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  const surrogates = (before & 0xfc00) === 0xd800 && (after & 0xfc00) === 0xdc00;
  return surrogates || (before === 0x0d && after === 0x0a);
}

import type { MinimalEdit } from "./minimal-edit.ts";

/** Replace `length` UTF-16 units at `offset` by `text`. */
export type TextEdit = MinimalEdit;

/**
 * A text after edits, each of which counts in what the ones before it left. Costs no more than the pieces: V8 keeps the
 * parts of a long text and puts them together when they are read.
 */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = text;
  for (const { offset, length, text: put } of edits) {
    edited = edited.slice(0, offset) + put + edited.slice(offset + length);
  }
  return edited;
}

/** How much longer, in UTF-16 units, edits make a text. */
export function growthOf(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, { length, text }) => sum + text.length - length, 0);
}

/** Edits one after the other, with those that touch each other as one: what somebody types in one place is one edit. */
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

/** One edit that does what two do one after the other; null when they do not touch. */
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

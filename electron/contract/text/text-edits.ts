import type { MinimalEdit } from "./minimal-edit.ts";

/** Replaces `length` UTF-16 units at `offset` by `text`. */
export type TextEdit = MinimalEdit;

/**
 * Applies edits to a text; each edit's offset refers to the result of the edits before it. Does not copy the
 * text: V8 joins the parts only when the result is read.
 */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = text;
  for (const { offset, length, text: put } of edits) {
    edited = edited.slice(0, offset) + put + edited.slice(offset + length);
  }
  return edited;
}

/** Returns by how many UTF-16 units the edits make a text longer. */
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

/** Merges two successive edits into one; null if they do not touch. */
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

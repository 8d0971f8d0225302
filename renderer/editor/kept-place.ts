import type { editor, IRange, Selection } from "monaco-editor/editor";
import type { TextSpan } from "../writing/formatting.ts";
import { rangeOf } from "./text/text-edits.ts";

/** A change of a text in offsets of the text before it, as Monaco reports it. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Tracks a range through the author's edits; the returned function ends the tracking and returns the range,
 * or null when the model no longer exists. Text typed at an empty range is not part of it; a selection of
 * which the author changed anything collapses. (Monaco's own tracked ranges include what is typed at an empty
 * one.)
 */
export function keepPlace(model: editor.ITextModel, selection: Selection): () => IRange | null {
  let span: TextSpan = {
    start: model.getOffsetAt(selection.getStartPosition()),
    end: model.getOffsetAt(selection.getEndPosition()),
  };
  const following = model.onDidChangeContent(({ changes }) => {
    span = spanAfter(span, changes);
  });
  return () => {
    following.dispose();
    return model.isDisposed() ? null : rangeOf(model, span);
  };
}

/** Returns where a span is after changes that were made at once. */
export function spanAfter({ start, end }: TextSpan, changes: readonly TextChange[]): TextSpan {
  let moved = 0;
  let isTouched = false;
  for (const { rangeOffset, rangeLength, text } of changes) {
    const changeEnd = rangeOffset + rangeLength;
    if (rangeOffset >= start) isTouched ||= rangeOffset < end;
    else if (changeEnd <= start) moved += text.length - rangeLength;
    else {
      // The change covers the start of the span: the span moves to the change
      moved += rangeOffset + text.length - start;
      isTouched = true;
    }
  }
  return { start: start + moved, end: (isTouched ? start : end) + moved };
}

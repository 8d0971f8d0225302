import type { editor, IRange, Selection } from "monaco-editor/editor";
import type { TextSpan } from "../writing/formatting.ts";
import { rangeOf } from "./text/text-edits.ts";

/** A change of a text as Monaco reports it. Offsets refer to the text before the change. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Tracks the position of a range while the author edits the text.
 * The returned function stops tracking and returns the range, or null if the text was disposed.
 */
export function trackRange(model: editor.ITextModel, selection: Selection): () => IRange | null {
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

/** Returns the position of a span after a list of simultaneous changes. */
export function spanAfter({ start, end }: TextSpan, changes: readonly TextChange[]): TextSpan {
  let moved = 0;
  let isTouched = false;
  for (const { rangeOffset, rangeLength, text } of changes) {
    const changeEnd = rangeOffset + rangeLength;
    if (rangeOffset >= start) isTouched ||= rangeOffset < end;
    else if (changeEnd <= start) moved += text.length - rangeLength;
    else {
      // If a change covers the start of the span, the span becomes empty at the end of the new text.
      moved += rangeOffset + text.length - start;
      isTouched = true;
    }
  }
  return { start: start + moved, end: (isTouched ? start : end) + moved };
}

import type { editor, IRange, Selection } from "monaco-editor/editor";
import type { TextSpan } from "../writing/formatting.ts";
import { rangeOf } from "./text/text-edits.ts";

/** A change of a text, in offsets of the text before it, as Monaco tells it. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Follows a place through the author's edits; the returned function tells where it is, once; null when the text is no
 * longer kept. What is typed there stands behind it. Selected words of which the author changed any are no longer a part of it. (Monaco's own tracked ranges take
 * what is typed at an empty one for a part of it.)
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

/** Where a span is after changes that were made at once. */
export function spanAfter({ start, end }: TextSpan, changes: readonly TextChange[]): TextSpan {
  let moved = 0;
  let isTouched = false;
  for (const { rangeOffset, rangeLength, text } of changes) {
    const changeEnd = rangeOffset + rangeLength;
    if (rangeOffset >= start) isTouched ||= rangeOffset < end;
    else if (changeEnd <= start) moved += text.length - rangeLength;
    else {
      // The place itself is gone: what is left of it is where the change is
      moved += rangeOffset + text.length - start;
      isTouched = true;
    }
  }
  return { start: start + moved, end: (isTouched ? start : end) + moved };
}

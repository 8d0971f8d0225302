/** The caret of a box, and the box's text. */
export interface BoxPlace {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export function placeIn({ value, selectionStart: start, selectionEnd: end }: HTMLTextAreaElement): BoxPlace {
  return { value, start, end };
}

/**
 * Inserts images at the caret of a box, as one step that can be undone. Then selects the first one's
 * description, unless the author wrote on since `asked`: then the caret stays.
 */
export function insertIntoBox(box: HTMLTextAreaElement, text: string, asked: BoxPlace): void {
  box.focus();
  const { value, start, end } = placeIn(box);
  // The only way that keeps the box's undo history
  document.execCommand("insertText", false, text);
  const description = /^!\[([^\]]*)\]/.exec(text)?.[1];
  const isAsAsked = value === asked.value && start === asked.start && end === asked.end;
  if (description === undefined || !isAsAsked) return;
  const from = start + "![".length;
  box.setSelectionRange(from, from + description.length);
}

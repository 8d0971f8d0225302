/** Where the caret of a box is, and in which words. */
export interface BoxPlace {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export function placeIn({ value, selectionStart: start, selectionEnd: end }: HTMLTextAreaElement): BoxPlace {
  return { value, start, end };
}

/**
 * Writes images at the caret of a box, as one step that can be undone. The first one's description is then selected, unless the
 * author wrote on since `asked`: then the caret stays with their words.
 */
export function insertIntoBox(box: HTMLTextAreaElement, text: string, asked: BoxPlace): void {
  box.focus();
  const { value, start, end } = placeIn(box);
  // The one way that keeps the box's history of changes
  document.execCommand("insertText", false, text);
  const description = /^!\[([^\]]*)\]/.exec(text)?.[1];
  const isAsAsked = value === asked.value && start === asked.start && end === asked.end;
  if (description === undefined || !isAsAsked) return;
  const from = start + "![".length;
  box.setSelectionRange(from, from + description.length);
}

/** Writes text at the caret of a box, as one step that can be undone; an image's description is then selected. */
export function insertIntoBox(box: HTMLTextAreaElement, text: string): void {
  box.focus();
  const start = box.selectionStart;
  // The one way that keeps the box's history of changes
  document.execCommand("insertText", false, text);
  const description = /^!\[([^\]]*)\]/.exec(text)?.[1];
  if (description === undefined) return;
  const from = start + "![".length;
  box.setSelectionRange(from, from + description.length);
}

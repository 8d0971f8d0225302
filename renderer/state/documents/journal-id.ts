/** Identifies this page from its loading to its end. */
const run = crypto.randomUUID();

/**
 * Returns the id of a journal entry for a text that is written now. It never equals that of an earlier run:
 * text that a crash left stays in its own entry until the author has decided about it, even if the same post
 * is edited meanwhile.
 */
export function newJournalId(name: string): string {
  return `${name}#${run}`;
}

/** Whether an entry was written by this page, so that its text is on screen. */
export function isOfThisPage(id: string): boolean {
  return id.endsWith(`#${run}`);
}

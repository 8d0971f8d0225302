/** Identifies one load of the window's page. */
const run = crypto.randomUUID();

/**
 * Returns the id of a new journal entry for a text. It differs from all ids of earlier loads of the page. So
 * text that a crash left keeps its own entry until the author has decided about it, even if the same post is
 * edited meanwhile.
 */
export function newJournalId(name: string): string {
  return `${name}#${run}`;
}

/**
 * Whether a journal entry was written since this page was loaded; its text is then on screen, not left by a
 * crash.
 */
export function isOfThisPage(id: string): boolean {
  return id.endsWith(`#${run}`);
}

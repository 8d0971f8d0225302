/** Identifies one load of the window's page. */
const run = crypto.randomUUID();

/**
 * Returns the id of a new journal entry for a text. It differs from all ids of earlier loads of the page. So
 * if a crash left text in an entry, that entry is kept until the author has decided about it, even if the
 * same post is edited meanwhile.
 */
export function newJournalId(name: string): string {
  return `${name}#${run}`;
}

/**
 * Whether a journal entry was written since this page was loaded. If so, its text is on screen, and was not
 * left by a crash.
 */
export function isOfThisPage(id: string): boolean {
  return id.endsWith(`#${run}`);
}

/** Identifies one load of the window's page. */
const run = crypto.randomUUID();

/**
 * Returns the id of a new journal entry for a text, unique among all loads of the page.
 * An entry that a crash left is therefore never overwritten by a later load.
 */
export function newJournalId(name: string): string {
  return `${name}#${run}`;
}

/** Whether a journal entry was written since the page was loaded, and so was not left by a crash. */
export function isOfThisPage(id: string): boolean {
  return id.endsWith(`#${run}`);
}

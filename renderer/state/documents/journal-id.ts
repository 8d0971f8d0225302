/** Identifies one load of the window's page. */
const run = crypto.randomUUID();

/** Returns the id of a new journal entry. Entries of earlier loads of the page have other ids. */
export function newJournalId(name: string): string {
  return `${name}#${run}`;
}

/** Whether a journal entry was written after the page was loaded. Older entries were left by a crash. */
export function isOfThisPage(id: string): boolean {
  return id.endsWith(`#${run}`);
}

/** Identifies one load of the window's page. */
const run = crypto.randomUUID();

/** Returns an id that no earlier load of the page has used, so that entries left by a crash are kept. */
export function newJournalId(name: string): string {
  return `${name}#${run}`;
}

/** Whether a journal entry was written since the page was loaded, and so was not left by a crash. */
export function isOfThisPage(id: string): boolean {
  return id.endsWith(`#${run}`);
}

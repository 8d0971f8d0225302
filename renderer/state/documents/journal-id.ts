/** Stands for this page from its loading to its end. */
const run = crypto.randomUUID();

/**
 * The id of a journal entry for a text that is written now. It is never that of an earlier run: what a crash left behind
 * waits in its own entry until the author has decided about it, whatever is typed into the same post meanwhile.
 */
export function newJournalId(name: string): string {
  return `${name}#${run}`;
}

/** Whether the words of an entry are those of this very page, and so on screen. */
export function isOfThisPage(id: string): boolean {
  return id.endsWith(`#${run}`);
}

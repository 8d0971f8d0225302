/** Identifies one load of the window's page. */
const run = crypto.randomUUID();

/** A sheet whose unsaved changes are kept in the journal. */
export type DraftKind = "settings" | "notices";

/** Returns the id of a new journal entry. Entries of earlier loads of the page have other ids. */
export function newJournalId(name: string): string {
  return `${name}#${run}`;
}

/**
 * Whether a journal entry was written after the page was loaded.
 * Older entries were left by a crash or a closed window.
 */
export function isOfThisPage(id: string): boolean {
  return id.endsWith(`#${run}`);
}

/** Returns the id of the journal entry with the unsaved changes of a sheet. */
export function ownDraftId(kind: DraftKind): string {
  return draftId(kind, run);
}

/** Returns the id of a journal entry that contains changes in a sheet. `of` makes the id unique. */
export function draftId(kind: DraftKind, of: string): string {
  return `draft:${kind}#${of}`;
}

/** If a journal entry contains changes in a sheet, returns the sheet. Null for the text of a post. */
export function draftKindOf(id: string): DraftKind | null {
  return (/^draft:(settings|notices)#/.exec(id)?.[1] as DraftKind | undefined) ?? null;
}

import type { App } from "../state/app.ts";
import { blogMessages } from "../state/language.ts";
import { dateIn, dayOf, stampText } from "../writing/dates.ts";
import { type BlockPosition, insertBlock } from "../writing/insert-block.ts";

export interface Addendum {
  readonly position: BlockPosition;
  /** Text of the entry in the post's revision log, or "" for the default text. */
  readonly note: string;
  /** Whether to set the property `updated`, so that feeds and recent updates show the change. */
  readonly announce: boolean;
}

/** Inserts a dated block at the caret or at the end of the open post. Adds an entry to the revision log. */
export async function addAddendum(app: App, { position, note, announce }: Addendum): Promise<void> {
  const { language, now, words } = blogTime(app);
  const label = words("addendum.label", { stamp: stampText(now, language) });
  const text = language.startsWith("ja") ? `${label}\n` : `${label} `;
  const editor = await app.editor.loaded();
  editor.edit((body, { end }) => insertBlock(body, { position, offset: end }, { text, caret: text.length }));
  logRevision(app, note.trim() || words("addendum.note"), announce);
}

/** Adds an entry to the open post's revision log. With `announce`, also sets the property `updated`. */
export function logRevision(app: App, note: string, announce: boolean): void {
  const { now } = blogTime(app);
  app.documents.editProperties(announce ? { updated: now } : {}, [
    { list: "revisions", date: dayOf(now), note },
  ]);
}

/** Returns the blog's language, the time in the blog's time zone, and the texts to write into posts. */
export function blogTime({ blog }: App) {
  const { language = "ja", timeZone = "UTC" } = blog.store.getState().summary ?? {};
  return { language, now: dateIn(timeZone, Date.now()), words: blogMessages(language) };
}

import { whenEditor } from "../editor/current-editor.ts";
import type { App } from "../state/app.ts";
import { blogMessages } from "../state/language.ts";
import { dateIn } from "../writing/date-text.ts";
import { type BlockPlace, insertBlock } from "../writing/addendum-text.ts";
import { dayOf, stampText } from "../writing/blog-time.ts";

export interface Addendum {
  readonly place: BlockPlace;
  /** What the revision log says of it; "" for the usual word. */
  readonly note: string;
  /** Readers are told: it counts as a change in the feeds and among the recent updates. */
  readonly tell: boolean;
}

/** Puts a stamped block into the open post, with the caret in it, and a line into its revision log. */
export async function addAddendum(app: App, { place, note, tell }: Addendum): Promise<void> {
  const { language, now, words } = blogTime(app);
  const label = words("addendum.label", { stamp: stampText(now, language) });
  const text = language.startsWith("ja") ? `${label}\n` : `${label} `;
  const editor = await whenEditor();
  editor.edit((body, { end }) => insertBlock(body, { place, offset: end }, { text, caret: text.length }));
  logRevision(app, note.trim() || words("addendum.note"), tell);
}

/** Writes into the open post's revision log that something changed now, and whether readers are told. */
export function logRevision(app: App, note: string, tell: boolean): void {
  const { now } = blogTime(app);
  app.documents.editProperties(tell ? { updated: now } : {}, [{ list: "revisions", date: dayOf(now), note }]);
}

/** Language and clock of the blog, and the words that the program writes into it. */
export function blogTime({ blog }: App) {
  const { language = "ja", timeZone = "UTC" } = blog.store.getState().summary ?? {};
  return { language, now: dateIn(timeZone, Date.now()), words: blogMessages(language) };
}

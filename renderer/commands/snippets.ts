import type { Snippet } from "#contract/main-contract.ts";
import type { App } from "../state/app.ts";
import { dateIn } from "../writing/dates.ts";
import { snippetSource } from "../writing/snippet-text.ts";

/** Inserts a snippet at the caret. Dates and times in the snippet use the blog's time zone. */
export async function writeSnippet(app: App, { text }: Snippet): Promise<void> {
  const { current } = app.documents;
  const timeZone = app.blog.store.getState().summary?.timeZone ?? "UTC";
  const [date = "", time = ""] = dateIn(timeZone, Date.now()).split(" ");
  const title = app.blog.post(current?.path ?? "")?.title ?? "";
  const values = { date, time: time.slice(0, 5), title };
  app.workspace.showPane("editor");
  (await app.editor.loaded()).insertSnippet((selection) => snippetSource(text, { ...values, selection }));
}

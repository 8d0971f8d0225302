import type { Excerpt, ReplaceOutcome, ReplaceMatch } from "#contract/types/search-types.ts";
import type { App } from "../state/app.ts";
import { type Command, isReady } from "../state/command.ts";

/** Commands that search and replace in all posts. */
export const searchCommands: readonly Command[] = [
  { id: "search-posts", enabled: isReady, run: ({ workspace }) => workspace.openSheet("search") },
  { id: "replace-in-posts", enabled: isReady, run: ({ workspace }) => workspace.openSheet("replace") },
  { id: "undo-replace", enabled: isReady, run: undoReplacement },
];

/** Opens a post with the caret at a match. If `excerpt` is null, the match is in the title. Never rejects. */
export async function showExcerpt(app: App, path: string, excerpt: Excerpt | null): Promise<void> {
  app.workspace.closeSheet();
  app.workspace.showPane("editor");
  await app.documents.open(path);
  if (app.documents.current?.path !== path) return;
  if (excerpt === null || excerpt.line < 0) app.panes.focus("title");
  else {
    const { line, before, match, after } = excerpt;
    (await app.editor.loaded()).goTo(line, before.replace(/^…/, ""), match + after.replace(/…$/, ""));
  }
}

/** Replaces the given matches, and offers an undo. Rejects with an `AppError`. */
export async function replaceWords(
  app: App,
  replacement: string,
  places: readonly ReplaceMatch[],
): Promise<void> {
  const outcome = await app.services.engine.call("replace.apply", { replacement, places: [...places] });
  report(app, outcome, false);
}

/** Saves unsaved text, and then undoes the last replacement. Rejects with an `AppError`. */
export async function undoReplacement(app: App): Promise<void> {
  await app.documents.saveAll();
  report(app, await app.services.engine.call("replace.undo", {}), true);
}

function report({ workspace }: App, outcome: ReplaceOutcome, isUndone: boolean): void {
  workspace.notify({ kind: "replaced", outcome, isUndone });
}

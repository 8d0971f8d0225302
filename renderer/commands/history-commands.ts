import type { App } from "../state/app.ts";
import type { Command } from "./command.ts";

/** Commands on earlier versions of the open post. */
export const historyCommands: readonly Command[] = [
  {
    id: "history",
    enabled: (app) => app.documents.current !== null,
    run: async ({ documents, workspace }) => {
      // What is on screen is a version as well.
      await documents.saveAll();
      workspace.openSheet("history");
    },
  },
];

/** Brings a version's text back into the open post, and offers to take that back. Rejects with an `AppError`. */
export async function restoreVersion(app: App, path: string, id: string): Promise<void> {
  const { current } = app.documents;
  if (current?.path !== path) return;
  const { frontMatter, body } = await app.services.engine.call("history.read", { path, id });
  app.workspace.closeSheet();
  await app.documents.restore(path, frontMatter, body);
  const before = { frontMatter: current.frontMatter, body: current.body };
  app.workspace.notify({ kind: "restored", path, before });
  app.panes.focus("editor");
}

/** Puts back what a restored version took the place of. Rejects with an `AppError`. */
export async function undoRestore(
  app: App,
  path: string,
  { frontMatter, body }: { readonly frontMatter: string; readonly body: string },
): Promise<void> {
  app.workspace.dismissNotice();
  await app.documents.restore(path, frontMatter, body);
  app.panes.focus("editor");
}

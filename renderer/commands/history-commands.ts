import type { App } from "../state/app.ts";
import type { Command } from "../state/command.ts";

/** What a file says. */
interface Text {
  readonly frontMatter: string;
  readonly body: string;
}

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
  followUndo(app, path, before, { frontMatter, body });
  app.panes.focus("editor");
}

/**
 * As long as the notice offers to take a restored version back, a key in the text that takes its words back has the title
 * and all else of the front matter come back with them.
 */
function followUndo({ documents, workspace }: App, path: string, before: Text, restored: Text): void {
  if (before.body === restored.body || before.frontMatter === restored.frontMatter) return;
  const { notice } = workspace.store.getState();
  const stop = documents.onEdit(() => {
    const { current } = documents;
    if (current?.path !== path || workspace.store.getState().notice !== notice) stop();
    else if (current.body === before.body) {
      stop();
      if (current.frontMatter === restored.frontMatter) documents.setFrontMatter(before.frontMatter);
      workspace.dismissNotice();
    }
  });
}

/** Puts back what a restored version took the place of. Rejects with an `AppError`. */
export async function undoRestore(app: App, path: string, { frontMatter, body }: Text): Promise<void> {
  app.workspace.dismissNotice();
  await app.documents.restore(path, frontMatter, body);
  app.panes.focus("editor");
}

import type { App } from "../state/app.ts";
import type { Command } from "../state/command.ts";

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
      // The text is saved first, so that the history contains the text on screen.
      await documents.saveAll();
      workspace.openSheet("history");
    },
  },
];

/** Restores an earlier version of the open post, and offers an undo. Rejects with an `AppError`. */
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

/** When an undo in the editor restores the earlier body, also restores the earlier front matter. */
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

/** Brings back the text that a restored version replaced. Rejects with an `AppError`. */
export async function undoRestore(app: App, path: string, { frontMatter, body }: Text): Promise<void> {
  app.workspace.dismissNotice();
  await app.documents.restore(path, frontMatter, body);
  app.panes.focus("editor");
}

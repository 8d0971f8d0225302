import type { App } from "../app.ts";

/**
 * Saves all text before the window closes. If saving fails, the journal has the text.
 * Writes changed settings and notices only into the journal, because the author decides whether to save them.
 * If the engine has stopped for good, starts it again, because only the engine can write the text.
 */
export async function saveBeforeClosing(app: App): Promise<void> {
  const { documents, quickPost, messages, settings, notices, services, workspace } = app;
  const save = async (): Promise<void> => {
    const drafts = [quickPost, messages, settings, notices];
    await Promise.all([documents.saveAll(true), ...drafts.map((draft) => draft.flush())]);
  };
  await save();
  const { engine, main } = services;
  if (!engine.isClosed) return;
  const replaced = new Promise<void>((resolve) => {
    const stop = engine.onReplaced(() => {
      stop();
      resolve();
    });
  });
  await main.call("engine.reconnect", {});
  await replaced;
  // Removes the notice, because closing may only hide the window, which can be shown again later.
  if (workspace.store.getState().notice?.kind === "engineGone") workspace.dismissNotice();
  await save();
}

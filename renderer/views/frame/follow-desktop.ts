import { commandOfKey, disabledCommands, runCommand, runNamedCommand } from "../../commands/run-command.ts";
import { currentEditor } from "../../editor/current-editor.ts";
import type { App } from "../../state/app.ts";

/**
 * Ties the page to the window around it: keys and menu run commands, the menu knows what can run, words are saved
 * when the window loses the focus or closes.
 */
export function followDesktop(app: App): void {
  const { main } = app.services;
  const mac = app.info.platform === "darwin";

  window.addEventListener(
    "keydown",
    (event) => {
      const id = commandOfKey(event, mac, app.preferences.keys);
      if (id === undefined) return;
      // A place that records keys gets them all.
      if (event.target instanceof Element && event.target.closest("[data-records-keys]")) return;
      event.preventDefault();
      event.stopPropagation();
      // Nobody gets such a key while an input method composes, the editor neither: it would take Ctrl+K for the first of
      // two keys and end the composition. The event knows nothing of it, so the editor is asked.
      if (!isComposing()) void runCommand(app, id);
    },
    { capture: true },
  );
  window.addEventListener("blur", () => void app.documents.saveAll());

  main.on("command.run", ({ id }) => {
    // A key of the menu, too, must not pull the text away from under an input method.
    if (!isComposing()) void runNamedCommand(app, id);
  });
  main.on("window.closing", () => void close(app));
  main.on("post.show", ({ path }) => void showPost(app, path));
  main.on("engine.died", () => app.workspace.notify({ kind: "engineGone" }));
  showMenuState(app);
}

/** Shows a post that another program asked for. */
async function showPost({ documents, workspace, panes }: App, path: string): Promise<void> {
  await documents.open(path);
  workspace.showPane("editor");
  panes.focus("editor");
}

/** Words that cannot be saved are in the journal, so the window may close in any case. */
async function close(app: App): Promise<void> {
  await Promise.all([app.documents.saveAll(), app.quickPost.flush(), app.messages.flush()]);
  await app.services.main.call("window.ready-to-close", {});
}

/** Tells main which commands cannot run whenever that changes. */
function showMenuState(app: App): void {
  let told: string | undefined;
  const tell = (): void => {
    const disabled = disabledCommands(app);
    const key = disabled.join(" ");
    if (key === told) return;
    told = key;
    // A menu that shows an item too many does no harm: the command itself asks again.
    app.services.main.call("menu.state", { disabled }).catch(() => undefined);
  };
  app.blog.store.subscribe(tell);
  app.documents.store.subscribe(({ facts }, before) => {
    if (facts !== before.facts) tell();
  });
  app.publishing.store.subscribe(tell);
  tell();
}

function isComposing(): boolean {
  return currentEditor.getState().composing;
}

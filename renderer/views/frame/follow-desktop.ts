import { commandOfKey, disabledCommands, runCommand, runNamedCommand } from "../../commands/run-command.ts";
import type { App } from "../../state/app.ts";

/**
 * Connects the page with its window. Keys and menu run commands, and the menu shows which commands can run.
 * When the window loses the focus or closes, unsaved text is saved.
 */
export function followDesktop(app: App): void {
  const { main } = app.services;
  const isComposing = (): boolean => app.editor.composing;
  const mac = app.info.platform === "darwin";

  window.addEventListener(
    "keydown",
    (event) => {
      const id = commandOfKey(event, mac, app.preferences.keys);
      if (id === undefined) return;
      // While a key is being recorded for a command, no key runs one.
      if (event.target instanceof Element && event.target.closest("[data-records-keys]")) return;
      event.preventDefault();
      event.stopPropagation();
      // While an input method is composing, no command runs, and the editor must not get the key either:
      // Monaco would take Ctrl+K for the first of two keys and end the composition. The event does not tell
      // about the composition, so the editor's state is checked.
      if (!isComposing()) void runCommand(app, id);
    },
    { capture: true },
  );
  window.addEventListener("blur", () => void app.documents.saveAll());

  main.on("command.run", ({ id }) => {
    // A menu command must not change the text during a composition, either.
    if (!isComposing()) void runNamedCommand(app, id);
  });
  main.on("window.closing", () => void close(app));
  main.on("post.show", ({ path }) => void showPost(app, path));
  main.on("engine.died", () => app.workspace.notify({ kind: "engineGone" }));
  showMenuState(app);
}

/** Shows a post, because another program asked for it. */
async function showPost({ documents, workspace, panes }: App, path: string): Promise<void> {
  await documents.open(path);
  workspace.showPane("editor");
  panes.focus("editor");
}

/**
 * Saves all text before the window closes. Text that cannot be saved is in the journal, so closing need not
 * wait.
 */
async function close(app: App): Promise<void> {
  await Promise.all([app.documents.saveAll(), app.quickPost.flush(), app.messages.flush()]);
  await app.services.main.call("window.ready-to-close", {});
}

/** Tells the main process, whenever that changes, which commands cannot run. */
function showMenuState(app: App): void {
  let told: string | undefined;
  const tell = (): void => {
    const disabled = disabledCommands(app);
    const key = disabled.join(" ");
    if (key === told) return;
    told = key;
    // If this fails, a menu item may be enabled although its command cannot run. That does no harm, since the
    // command checks that itself.
    app.services.main.call("menu.state", { disabled }).catch(() => undefined);
  };
  app.blog.store.subscribe(tell);
  app.documents.store.subscribe(({ facts }, before) => {
    if (facts !== before.facts) tell();
  });
  app.publishing.store.subscribe(tell);
  tell();
}

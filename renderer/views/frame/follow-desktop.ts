import { commandOfKey, disabledCommands, runCommand, runNamedCommand } from "../../commands/run-command.ts";
import { currentEditor } from "../../editor/current-editor.ts";
import type { App } from "../../state/app.ts";

/**
 * Connects the page to its window: keys and menu run commands, the menu shows which can run, unsaved text is
 * saved when the window loses the focus or closes.
 */
export function followDesktop(app: App): void {
  const { main } = app.services;
  const mac = app.info.platform === "darwin";

  window.addEventListener(
    "keydown",
    (event) => {
      const id = commandOfKey(event, mac, app.preferences.keys);
      if (id === undefined) return;
      // An element that records keys receives them all.
      if (event.target instanceof Element && event.target.closest("[data-records-keys]")) return;
      event.preventDefault();
      event.stopPropagation();
      // No command runs while an input method composes, and the editor does not get the key either: it would
      // take Ctrl+K for the first of two keys and end the composition. The event does not show that, so the
      // editor's state is checked.
      if (!isComposing()) void runCommand(app, id);
    },
    { capture: true },
  );
  window.addEventListener("blur", () => void app.documents.saveAll());

  main.on("command.run", ({ id }) => {
    // A menu command must not change the text during a composition either.
    if (!isComposing()) void runNamedCommand(app, id);
  });
  main.on("window.closing", () => void close(app));
  main.on("post.show", ({ path }) => void showPost(app, path));
  main.on("engine.died", () => app.workspace.notify({ kind: "engineGone" }));
  showMenuState(app);
}

/** Shows a post that another program requested. */
async function showPost({ documents, workspace, panes }: App, path: string): Promise<void> {
  await documents.open(path);
  workspace.showPane("editor");
  panes.focus("editor");
}

/** Text that cannot be saved is in the journal, so the window may close in any case. */
async function close(app: App): Promise<void> {
  await Promise.all([app.documents.saveAll(), app.quickPost.flush(), app.messages.flush()]);
  await app.services.main.call("window.ready-to-close", {});
}

/** Sends main the commands that cannot run, whenever they change. */
function showMenuState(app: App): void {
  let told: string | undefined;
  const tell = (): void => {
    const disabled = disabledCommands(app);
    const key = disabled.join(" ");
    if (key === told) return;
    told = key;
    // An enabled menu item that should be disabled does no harm: the command checks again.
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

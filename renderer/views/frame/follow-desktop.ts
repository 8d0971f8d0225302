import { showPost } from "../../commands/post-commands.ts";
import { commandOfKey, disabledCommands, runCommand, runNamedCommand } from "../../commands/run-command.ts";
import type { App } from "../../state/app.ts";
import { saveBeforeClosing } from "../../state/documents/save-before-closing.ts";

/** Connects the page with its window: keys and menu run commands, and closing saves the text. */
export function followDesktop(app: App): void {
  const { main } = app.services;
  const isComposing = (): boolean => app.editor.composing;
  const mac = app.info.platform === "darwin";

  window.addEventListener(
    "keydown",
    (event) => {
      const id = commandOfKey(event, mac, app.preferences.keys);
      if (id === undefined) return;
      // While the author records a new key for a command, key presses run no commands.
      if (event.target instanceof Element && event.target.closest("[data-records-keys]")) return;
      event.preventDefault();
      event.stopPropagation();
      // During an IME composition, a key runs no command and does not end the composition.
      if (!isComposing()) void runCommand(app, id);
    },
    { capture: true },
  );
  window.addEventListener("blur", () => void app.documents.saveAll());

  main.on("command.run", ({ id }) => {
    // A menu command must not change the text during an IME composition.
    if (!isComposing()) void runNamedCommand(app, id);
  });
  main.on("window.closing", () => void close(app));
  main.on("post.show", ({ path }) => void showPost(app, path));
  main.on("engine.died", () => app.workspace.notify({ kind: "engineGone" }));
  showMenuState(app);
}

/** Saves all text, then lets the window close. */
async function close(app: App): Promise<void> {
  await saveBeforeClosing(app);
  await app.services.main.call("window.ready-to-close", {});
}

/** Reports to the main process which commands cannot run, so that the menu disables them. */
function showMenuState(app: App): void {
  let sentKey: string | undefined;
  const sendState = (): void => {
    const disabled = disabledCommands(app);
    const key = disabled.join(" ");
    if (key === sentKey) return;
    sentKey = key;
    // If this call fails, the menu may offer a command that cannot run. This is harmless.
    app.services.main.call("menu.state", { disabled }).catch(() => undefined);
  };
  app.blog.store.subscribe(sendState);
  app.documents.store.subscribe(({ facts, saving }, before) => {
    if (facts !== before.facts || saving !== before.saving) sendState();
  });
  app.publishing.store.subscribe(sendState);
  app.workspace.store.subscribe(({ isBlocked }, before) => {
    if (isBlocked !== before.isBlocked) sendState();
  });
  app.selection.store.subscribe(sendState);
  app.editor.store.subscribe(({ handle, image }, before) => {
    if (handle !== before.handle || image !== before.image) sendState();
  });
  sendState();
}

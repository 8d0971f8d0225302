import { expect, test } from "vitest";
import { commandKeys } from "#contract/command-keys.ts";
import { commandTable } from "#contract/commands.ts";
import { AppError } from "#contract/errors.ts";
import { bulkCommands } from "#renderer/commands/posts/bulk-commands.ts";
import { checkCommands } from "#renderer/commands/check-commands.ts";
import { exportCommands } from "#renderer/commands/export-commands.ts";
import { historyCommands } from "#renderer/commands/history-commands.ts";
import { mediaCommands } from "#renderer/commands/media-commands.ts";
import { postActions } from "#renderer/commands/posts/post-actions.ts";
import { moveInCommands } from "#renderer/commands/move-in.ts";
import { postCommands } from "#renderer/commands/post-commands.ts";
import { previewCommands } from "#renderer/commands/preview-commands.ts";
import { programCommands } from "#renderer/commands/program-commands.ts";
import { publishCommands } from "#renderer/commands/publish-commands.ts";
import { attempt, commandOfKey, disabledCommands, runCommand } from "#renderer/commands/run-command.ts";
import { searchCommands } from "#renderer/commands/search-commands.ts";
import { viewCommands } from "#renderer/commands/view-commands.ts";
import { comfortCommands } from "#renderer/commands/comfort-commands.ts";
import { writingCommands } from "#renderer/commands/writing-commands.ts";
import { type App, createApp } from "#renderer/state/app.ts";
import { editorCommands } from "#renderer/commands/editor-commands.ts";
import { info, preferences } from "../support/app-start.ts";
import { serveEngine } from "../support/served-engine.ts";

test("every command of the table has exactly one action", () => {
  const ids = [
    postCommands,
    postActions,
    bulkCommands,
    publishCommands,
    checkCommands,
    viewCommands,
    writingCommands,
    comfortCommands,
    programCommands,
    editorCommands,
    searchCommands,
    mediaCommands,
    moveInCommands,
    historyCommands,
    exportCommands,
    previewCommands,
  ]
    .flat()
    .map(({ id }) => id);
  expect([...ids].sort()).toEqual(commandTable.map(({ id }) => id).sort());
});

test("a key runs its command; the editor handles keys of the text", () => {
  const press = {
    code: "",
    ctrlKey: true,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
  };
  expect(commandOfKey({ ...press, key: "k" }, false, commandKeys({}))).toBe("palette");
  expect(commandOfKey({ ...press, key: "b" }, false, commandKeys({}))).toBeUndefined();
  expect(commandOfKey({ ...press, ctrlKey: false, key: "F1" }, false, commandKeys({}))).toBe("help");
  // A key that types cannot be assigned to a command; if a file assigns one, it still types.
  expect(
    commandOfKey({ ...press, ctrlKey: false, key: "k" }, false, commandKeys({ palette: "K" })),
  ).toBeUndefined();
  const changed = commandKeys({ palette: "CmdOrCtrl+M", bold: "CmdOrCtrl+K" });
  expect(commandOfKey({ ...press, key: "m" }, false, changed)).toBe("palette");
  expect(commandOfKey({ ...press, key: "k" }, false, changed)).toBeUndefined();
});

test("a text that is read-only can be searched, but no command offers to change it", () => {
  const appWith = (encoding: string | null) =>
    ({
      editor: { handle: {}, store: { getState: () => ({ image: {} }) } },
      documents: { current: { encoding } },
    }) as unknown as App;
  const ids = (encoding: string | null): string[] =>
    [...editorCommands, ...comfortCommands]
      .filter(({ id, enabled }) => enabled(appWith(encoding)) && !comfort.has(id))
      .map(({ id }) => id);
  const comfort = new Set(["snippets", "typewriter-mode", "focus-mode", "spell-check"]);
  expect(ids("Shift_JIS")).toEqual(["find-in-text", "outline"]);
  expect(ids(null)).toEqual(expect.arrayContaining(["bold", "insert-image", "edit-table", "fix"]));
});

test("while a sheet blocks commands, none runs, and the menu disables all", async () => {
  const app = createApp(
    { engine: serveEngine({}).client, main: { on: () => () => undefined } } as never,
    info,
    preferences,
  );
  const { workspace } = app;
  workspace.openSheet("targets");
  workspace.block(true);
  await runCommand(app, "palette");
  expect(workspace.store.getState().sheet).toBe("targets");
  expect(disabledCommands(app)).toHaveLength(commandTable.length);
  workspace.block(false);
  await runCommand(app, "palette");
  expect(workspace.store.getState().sheet).toBe("palette");
  expect(disabledCommands(app)).not.toContain("palette");
});

test("a refused image has no retry button, because a retry would refuse it again", async () => {
  const app = createApp(
    { engine: serveEngine({}).client, main: { on: () => () => undefined } } as never,
    info,
    preferences,
  );
  for (const code of ["image.heif", "file.notFound"] as const) {
    await attempt(app, () => Promise.reject(new AppError(code, { name: "a.heic", path: "a.heic" })));
    const { notice } = app.workspace.store.getState();
    expect(notice).toMatchObject({ kind: "error", error: { code } });
    expect(notice !== null && "retry" in notice, code).toBe(code === "file.notFound");
  }
});

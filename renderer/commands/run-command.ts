import type { CommandKeys } from "#contract/command-keys.ts";
import { type CommandId, commandTable, isCommandId } from "#contract/commands.ts";
import { toAppError } from "#contract/errors.ts";
import { editorCommands } from "./editor-commands.ts";
import { isTextCommand } from "../editor/text/text-actions.ts";
import type { App } from "../state/app.ts";
import { bulkCommands } from "./posts/bulk-commands.ts";
import { checkCommands } from "./check-commands.ts";
import { comfortCommands } from "./comfort-commands.ts";
import type { Command } from "../state/command.ts";
import { StatusError } from "../state/documents/post-status.ts";
import { exportCommands } from "./export-commands.ts";
import { historyCommands } from "./history-commands.ts";
import { isTyping, type KeyPress, matchesChord, parseAccelerator } from "../ui/keys.ts";
import { mediaCommands } from "./media-commands.ts";
import { moveInCommands } from "./move-in.ts";
import { postActions } from "./posts/post-actions.ts";
import { postCommands } from "./post-commands.ts";
import { programCommands } from "./program-commands.ts";
import { previewCommands } from "./preview-commands.ts";
import { publishCommands } from "./publish-commands.ts";
import { searchCommands } from "./search-commands.ts";
import { viewCommands } from "./view-commands.ts";
import { writingCommands } from "./writing-commands.ts";

const commands: ReadonlyMap<CommandId, Command> = new Map(
  [
    ...postCommands,
    ...postActions,
    ...bulkCommands,
    ...writingCommands,
    ...editorCommands,
    ...publishCommands,
    ...checkCommands,
    ...previewCommands,
    ...historyCommands,
    ...exportCommands,
    ...comfortCommands,
    ...searchCommands,
    ...mediaCommands,
    ...moveInCommands,
    ...viewCommands,
    ...programCommands,
  ].map((command) => [command.id, command]),
);

export function isEnabled(app: App, id: CommandId): boolean {
  return commands.get(id)?.enabled(app) ?? false;
}

/** Returns the ids of the commands that cannot run now. */
export function disabledCommands(app: App): CommandId[] {
  return commandTable.map(({ id }) => id).filter((id) => isBlocked(app) || !isEnabled(app, id));
}

function isBlocked({ workspace }: App): boolean {
  return workspace.store.getState().isBlocked;
}

/** Runs a command if it is enabled and no sheet blocks commands. Never rejects, but shows errors in a notice. */
export async function runCommand(app: App, id: CommandId): Promise<void> {
  const command = commands.get(id);
  if (command?.enabled(app) && !isBlocked(app)) await attempt(app, () => command.run(app));
}

/** Runs the command whose id the main process sent. Ignores ids that do not exist. */
export async function runNamedCommand(app: App, id: string): Promise<void> {
  if (isCommandId(id)) await runCommand(app, id);
}

/** Returns the command of a pressed key. Ignores text commands, because the editor handles their keys. */
export function commandOfKey(event: KeyPress, mac: boolean, keys: CommandKeys): CommandId | undefined {
  if (isTyping(event)) return undefined;
  for (const [id, key] of keys) {
    if (key !== null && !isTextCommand(id) && matchesChord(parseAccelerator(key), event, mac)) return id;
  }
  return undefined;
}

/**
 * Runs `work`. Never rejects, but shows errors in a notice.
 * The notice has a retry button, except for a refused image, which would be refused again.
 */
export async function attempt(app: App, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (reason) {
    const error = toAppError(reason);
    const retry = (): void => void attempt(app, work);
    const isRefusal = error.code.startsWith("image.");
    const statusOf = reason instanceof StatusError ? { statusOf: reason.path } : {};
    app.workspace.notify({ kind: "error", error, ...(isRefusal ? {} : { retry }), ...statusOf });
  }
}

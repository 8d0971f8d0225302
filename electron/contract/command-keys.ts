import { z } from "zod";
import { type CommandId, commandTable } from "./commands.ts";

/** The author's keyboard shortcuts. Maps each changed command to its new key, or to null for no key. */
export const keyChangesSchema = z.record(z.string(), z.string().nullable());
export type KeyChanges = z.infer<typeof keyChangesSchema>;

/** The current keyboard shortcut of every command. Null means that the command has no shortcut. */
export type CommandKeys = ReadonlyMap<CommandId, string | null>;

const keyName =
  "(?:[A-Z0-9]|F(?:[1-9]|1\\d|2[0-4])|Enter|Space|Plus|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete|[!-*,-/:-@[-`{-~])";
const accelerator = new RegExp(`^(?:CmdOrCtrl\\+)?(?:Alt\\+)?(?:Shift\\+)?${keyName}$`);

/** Whether a text is a valid key in Electron's notation. The native menu throws for any other text. */
export function isAccelerator(text: string): boolean {
  return accelerator.test(text);
}

/**
 * Applies the author's changes to the default keys. Returns the key of each command.
 * A command loses its default key if the author gave this key to another command.
 */
export function commandKeys(changes: KeyChanges): CommandKeys {
  const keys = new Map<CommandId, string | null>();
  const taken = new Set<string>();
  const give = (id: CommandId, key: string | null): void => {
    const free = key !== null && !taken.has(key) ? key : null;
    if (free !== null) taken.add(free);
    keys.set(id, free);
  };
  const isChanged = (id: CommandId): boolean => {
    const change = Object.hasOwn(changes, id) ? changes[id] : undefined;
    return change === null || (change !== undefined && isAccelerator(change));
  };
  for (const { id } of commandTable) if (isChanged(id)) give(id, changes[id] ?? null);
  for (const { id, key } of commandTable) if (!isChanged(id)) give(id, key);
  return keys;
}

export function defaultKey(id: CommandId): string | null {
  return commandTable.find((command) => command.id === id)?.key ?? null;
}

/**
 * Changes the key of a command to `key`. If `key` is null, the command has no key.
 * If another command has the same key, that command loses the key.
 */
export function withKey(changes: KeyChanges, id: CommandId, key: string | null): KeyChanges {
  const next: KeyChanges = { ...changes, [id]: key };
  for (const [other, its] of commandKeys(changes)) {
    if (other !== id && key !== null && its === key) next[other] = null;
  }
  return tidied(next);
}

/**
 * Removes the changes whose key equals the command's default key.
 * If a later version of the program changes the default, these commands then get the new key.
 */
function tidied(changes: KeyChanges): KeyChanges {
  const kept = commandTable.flatMap(({ id, key }) => {
    const change = Object.hasOwn(changes, id) ? changes[id] : undefined;
    return change === undefined || change === key ? [] : [[id, change] as const];
  });
  return Object.fromEntries(kept);
}

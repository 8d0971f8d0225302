import { z } from "zod";
import { type CommandId, commandTable } from "./commands.ts";

/**
 * The author's changes: command → assigned key, or null for no key. Commands that are missing keep their
 * default key.
 */
export const keyChangesSchema = z.record(z.string(), z.string().nullable());
export type KeyChanges = z.infer<typeof keyChangesSchema>;

/** Every command with its current key. */
export type CommandKeys = ReadonlyMap<CommandId, string | null>;

const keyName =
  "(?:[A-Z0-9]|F(?:[1-9]|1\\d|2[0-4])|Enter|Space|Plus|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete|[!-*,-/:-@[-`{-~])";
const accelerator = new RegExp(`^(?:CmdOrCtrl\\+)?(?:Alt\\+)?(?:Shift\\+)?${keyName}$`);

/** Whether a text is a valid key in Electron's notation. The native menu throws if it gets any other text. */
export function isAccelerator(text: string): boolean {
  return accelerator.test(text);
}

/**
 * Returns each command's key after the author's changes. If the author assigns a key that another command has
 * by default, that command loses it; so no key belongs to two commands.
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

/** Returns a command's default key. */
export function defaultKey(id: CommandId): string | null {
  return commandTable.find((command) => command.id === id)?.key ?? null;
}

/**
 * Returns the changes after the author has assigned a key, or null, to a command. Another command that has
 * the key loses it.
 */
export function withKey(changes: KeyChanges, id: CommandId, key: string | null): KeyChanges {
  const next: KeyChanges = { ...changes, [id]: key };
  for (const [other, its] of commandKeys(changes)) {
    if (other !== id && key !== null && its === key) next[other] = null;
  }
  return tidied(next);
}

/**
 * Drops changes that equal the default key, so that the command gets a new default if a later version changes
 * it.
 */
function tidied(changes: KeyChanges): KeyChanges {
  const kept = commandTable.flatMap(({ id, key }) => {
    const change = Object.hasOwn(changes, id) ? changes[id] : undefined;
    return change === undefined || change === key ? [] : [[id, change] as const];
  });
  return Object.fromEntries(kept);
}

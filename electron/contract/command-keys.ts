import { z } from "zod";
import { type CommandId, commandTable } from "./commands.ts";

/** Command → the key that the author gave it, or null where it shall have none. What is not named keeps its own key. */
export const keyChangesSchema = z.record(z.string(), z.string().nullable());
export type KeyChanges = z.infer<typeof keyChangesSchema>;

/** Every command with the key that it has now. */
export type CommandKeys = ReadonlyMap<CommandId, string | null>;

const keyName =
  "(?:[A-Z0-9]|F(?:[1-9]|1\\d|2[0-4])|Enter|Space|Plus|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete|[!-*,-/:-@[-`{-~])";
const accelerator = new RegExp(`^(?:CmdOrCtrl\\+)?(?:Alt\\+)?(?:Shift\\+)?${keyName}$`);

/** Whether a text is a key as the table writes it; the native menu throws at anything else. */
export function isAccelerator(text: string): boolean {
  return accelerator.test(text);
}

/**
 * The keys after the author's changes. A key that the author gave to a command is taken from the command that has it by
 * itself, so that no press ever means two things, not even when a later version brings a command with that key.
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

/** The key that a command has when the author changes nothing. */
export function defaultKey(id: CommandId): string | null {
  return commandTable.find((command) => command.id === id)?.key ?? null;
}

/** The changes after a command was given a key, or none; whoever had that key loses it, and says so. */
export function withKey(changes: KeyChanges, id: CommandId, key: string | null): KeyChanges {
  const next: KeyChanges = { ...changes, [id]: key };
  for (const [other, its] of commandKeys(changes)) {
    if (other !== id && key !== null && its === key) next[other] = null;
  }
  return tidied(next);
}

/** Changes that say nothing new are left out, so that these commands follow later versions again. */
function tidied(changes: KeyChanges): KeyChanges {
  const kept = commandTable.flatMap(({ id, key }) => {
    const change = Object.hasOwn(changes, id) ? changes[id] : undefined;
    return change === undefined || change === key ? [] : [[id, change] as const];
  });
  return Object.fromEntries(kept);
}

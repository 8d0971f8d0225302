import { pipeline, settled } from "./pipeline.ts";
import { orRefused, type RemoteFiles } from "./remote-files.ts";
import { stagedNamePattern } from "./staged-names.ts";

const prefix = "stage-";
const lockPrefix = "lock-";

/** Names under which a replaced or removed file waits for its end; never picked up again. */
export const asideName = { old: "old-", gone: "gone-" } as const;

/** The directory in which one publish prepares its files. */
export interface Stage {
  readonly directory: string;
  /** Complete files that lie there, by name. */
  readonly ready: Map<string, number>;
  /** Another client had one, and may have worked out of it until this moment. */
  readonly wasAnothers: boolean;
}

/**
 * Takes over what an interrupted publish had prepared, by giving the directory the name of the new lock. Every change of
 * the live site is a rename out of or into this directory; so a client that lost its lock, and knows only the old name,
 * cannot change anything any more, even if it is alive.
 */
export async function claimStage(
  files: RemoteFiles,
  state: string,
  { directory, isMade, entries }: PreparedStage,
): Promise<Stage> {
  const own = directory.slice(state.length + 1);
  const stages = entries.filter((name) => name.startsWith(prefix) && name !== own);
  const [older, ...others] = stages;
  // Locks that were never had, or were taken away from the dead.
  others.push(...entries.filter((name) => name.startsWith(lockPrefix)));
  if (older !== undefined && isMade) await orRefused(files.rmdir(directory));
  const taken =
    older !== undefined && (await orRefused(files.rename(`${state}/${older}`, directory).then(() => true)));
  if (!taken && (older !== undefined || !isMade)) await files.mkdir(directory, 0o755);
  for (const other of others) await removeTree(files, `${state}/${other}`);
  const ready = taken ? await readyFiles(files, directory) : new Map<string, number>();
  return { directory, ready, wasAnothers: older !== undefined };
}

/** What can be done for a stage directory before the lock is sure: one that is empty belongs to nobody. */
export interface PreparedStage {
  readonly directory: string;
  readonly isMade: boolean;
  /** What else lies in the state directory. */
  readonly entries: readonly string[];
}

/** Makes the stage directory of a lock, and looks for others. */
export async function prepareStage(files: RemoteFiles, state: string, nonce: string): Promise<PreparedStage> {
  const directory = stageOf(state, nonce);
  const making = orRefused(files.mkdir(directory, 0o755).then(() => true));
  const listing = files.readdir(state);
  await settled([making, listing]);
  return { directory, isMade: (await making) === true, entries: [...(await listing).keys()] };
}

/** Takes a prepared stage directory away again. */
export async function undoStage(files: RemoteFiles, state: string, nonce: string): Promise<void> {
  await orRefused(files.rmdir(stageOf(state, nonce)));
}

function stageOf(state: string, nonce: string): string {
  return `${state}/${prefix}${nonce}`;
}

async function readyFiles(files: RemoteFiles, directory: string): Promise<Map<string, number>> {
  const ready = new Map<string, number>();
  const rest: string[] = [];
  for (const [name, entry] of await files.readdir(directory)) {
    if (stagedNamePattern.test(name)) ready.set(name, entry.size);
    else rest.push(name);
  }
  await pipeline(rest, async (name) => void (await orRefused(files.remove(`${directory}/${name}`))));
  return ready;
}

/** Removes the stage directory of a finished publish, which is mostly empty. */
export async function removeStage(files: RemoteFiles, { directory }: Stage): Promise<void> {
  const done = await orRefused(files.rmdir(directory).then(() => true));
  if (!done) await removeTree(files, directory);
}

/** Removes a directory with the files in it; whatever resists stays for the next time. */
async function removeTree(files: RemoteFiles, directory: string): Promise<void> {
  const entries = await orRefused(files.readdir(directory));
  await pipeline(entries?.keys() ?? [], async (name) => {
    await orRefused(files.remove(`${directory}/${name}`));
  });
  await orRefused(files.rmdir(directory));
}

import { AppError } from "#contract/errors.ts";
import { mostBytesOfFile } from "./byte-window.ts";
import { pipeline, settled } from "./pipeline.ts";
import { orRefused, type RemoteEntry, type RemoteFiles } from "./remote-files.ts";
import { removeTree } from "./remove-tree.ts";
import type { StageJob } from "./stage-file.ts";
import { partSuffix, stagedNamePattern } from "./staged-names.ts";

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
  /** How much of large files lies there for certain, by the name that they will have. */
  readonly parts: ReadonlyMap<string, number>;
}

/**
 * Takes over what an interrupted publish had prepared, by giving the directory the name of the new lock. Every change of
 * the live site is a rename out of or into this directory; so a client that lost its lock, and knows only the old name,
 * cannot change anything any more, even if it is alive. Rejects as `assertHeld` does where that client is this one: it may have slept
 * since it looked, and what it saw may be the directory of who has the lock now.
 */
export async function claimStage(
  files: RemoteFiles,
  state: string,
  { directory, isMade, entries }: PreparedStage,
  assertHeld: () => Promise<void>,
): Promise<Stage> {
  const own = directory.slice(state.length + 1);
  const stages = entries.filter((name) => name.startsWith(prefix) && name !== own);
  const [older, ...others] = stages;
  if (older !== undefined) await assertHeld();
  // Locks that were never had, or were taken away from the dead.
  others.push(...entries.filter((name) => name.startsWith(lockPrefix)));
  if (older !== undefined && isMade) await orRefused(files.rmdir(directory));
  const taken =
    older !== undefined && (await orRefused(files.rename(`${state}/${older}`, directory).then(() => true)));
  if (!taken && (older !== undefined || !isMade)) await files.mkdir(directory, 0o755);
  for (const other of others) await removeTree(files, `${state}/${other}`);
  const lying = taken ? await lyingReady(files, directory) : { ready: new Map(), parts: new Map() };
  return { directory, ...lying, wasAnothers: older !== undefined };
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

async function lyingReady(
  files: RemoteFiles,
  directory: string,
): Promise<{ ready: Map<string, number>; parts: Map<string, number> }> {
  const ready = new Map<string, number>();
  const parts = new Map<string, number>();
  const rest: string[] = [];
  for (const [name, { kind, size }] of await files.readdir(directory)) {
    const whole = name.endsWith(partSuffix) ? name.slice(0, -partSuffix.length) : null;
    // A folder that was on its way to its place, or out of the way: whoever carries the journal out knows what for.
    if (kind === "directory") continue;
    if (stagedNamePattern.test(name)) ready.set(name, size);
    // Of what was in flight some may be missing in the middle: a server may write what comes later first.
    else if (whole !== null && stagedNamePattern.test(whole) && size > mostBytesOfFile) {
      parts.set(whole, size - mostBytesOfFile);
    } else rest.push(name);
  }
  await pipeline(rest, async (name) => void (await orRefused(files.remove(`${directory}/${name}`))));
  return { ready, parts };
}

/**
 * Looks whether the server has all bytes of what it said it had stored: a full quota is seen to cut files off without a word. `seen` is what
 * was looked at already. Returns what the server tells of them; rejects with `publish.verifyFailed`; nothing live has changed then.
 */
export async function expectStaged(
  files: RemoteFiles,
  directory: string,
  sent: readonly StageJob[],
  seen: ReadonlyMap<string, RemoteEntry>,
): Promise<ReadonlyMap<string, RemoteEntry>> {
  const isSeen = sent.every(({ staged }) => seen.has(staged));
  const entries = isSeen ? seen : await files.readdir(directory, sent.length);
  const short = sent.filter(({ staged, size }) => entries.get(staged)?.size !== size);
  const [first] = short;
  if (!first) return entries;
  // Emptied of what is not whole, so that nobody takes it for something else.
  await pipeline(short, async ({ staged }) => void (await orRefused(files.remove(`${directory}/${staged}`))));
  throw new AppError("publish.verifyFailed", { path: first.path, reason: "not as it was sent" });
}

/** Removes the stage directory of a finished publish, which is mostly empty. */
export async function removeStage(files: RemoteFiles, { directory }: Stage): Promise<void> {
  const done = await orRefused(files.rmdir(directory).then(() => true));
  if (!done) await removeTree(files, directory);
}

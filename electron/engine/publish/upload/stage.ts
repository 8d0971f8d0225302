import { AppError } from "#contract/errors.ts";
import { mostBytesOfFile } from "../base/byte-window.ts";
import { inTurn, manyLanes, pipeline } from "../base/pipeline.ts";
import { accepted, orRefused, type RemoteEntry, type RemoteFiles } from "../base/remote-files.ts";
import { removeTree } from "../base/remove-tree.ts";
import type { StageJob } from "./stage-file.ts";
import { partSuffix, stagedNamePattern } from "./staged-names.ts";

const prefix = "stage-";
const lockPrefix = "lock-";

/** Before the name of another's stage directory that is being emptied. */
const takenPrefix = "taken-";

/** How often such a directory is looked at again when it is not empty after all. */
const mostRounds = 5;

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
 * Takes over what interrupted publishes had prepared. Every change of the live site is a rename out of or into such a directory; so a client
 * that lost its lock, and knows only the old name, cannot change anything any more, even if it is alive. Nor can a request of it that the
 * server has begun to carry out, and for which it has looked that directory up already: all that lies in the directory is moved into
 * one of our own, and it is removed. Rejects as `assertHeld` does where the client that lost its lock is this one: it may have slept since it
 * looked, and what it saw may be the directory of who has the lock now; and since then, and whoever has the lock now cannot know of a
 * directory that was made after its look.
 */
export async function claimStage(
  files: RemoteFiles,
  state: string,
  { directory, isMade, entries }: PreparedStage,
  assertHeld: () => Promise<void>,
): Promise<Stage> {
  const own = directory.slice(state.length + 1);
  const others = entries.filter((name) => name.startsWith(prefix) && name !== own);
  if (!isMade) await makeStage(files, directory, assertHeld);
  else if (others.length > 0) await assertHeld();
  for (const other of others) {
    const taken = `${directory}/${takenPrefix}${other}`;
    if (await accepted(files.rename(`${state}/${other}`, taken))) await takeOut(files, taken, directory);
  }
  // Locks that were never had, or were taken away from the dead.
  const locks = entries.filter((name) => name.startsWith(lockPrefix));
  for (const lock of locks) await removeTree(files, `${state}/${lock}`);
  if (others.length > 0) await assertHeld();
  const lying =
    others.length > 0 ? await lyingReady(files, directory) : { ready: new Map(), parts: new Map() };
  return { directory, ...lying, wasAnothers: others.length > 0 };
}

/**
 * Moves what can be used again out of another's stage directory, and removes the directory, with those that it had taken over itself. What a late
 * request puts there in the meantime is found in the next round; in a directory that is removed no request finds or puts anything.
 */
async function takeOut(files: RemoteFiles, from: string, directory: string): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const entries = (await orRefused(files.readdir(from))) ?? [];
    const take = async ([name, { kind }]: [string, RemoteEntry]): Promise<void> => {
      const path = `${from}/${name}`;
      if (kind === "directory" && name.startsWith(takenPrefix)) return takeOut(files, path, directory);
      const isOfUse = kind === "directory" ? !name.startsWith(asideName.gone) : isStaged(name);
      if (isOfUse && (await accepted(files.rename(path, `${directory}/${name}`)))) return;
      if (kind === "directory") await removeTree(files, path);
      else await orRefused(files.remove(path));
    };
    await pipeline(entries, take, undefined, manyLanes(files));
    if (await accepted(files.rmdir(from))) return;
  }
}

function isStaged(name: string): boolean {
  return stagedNamePattern.test(name.endsWith(partSuffix) ? name.slice(0, -partSuffix.length) : name);
}

async function makeStage(
  files: RemoteFiles,
  directory: string,
  assertHeld: () => Promise<void>,
): Promise<void> {
  await files.mkdir(directory, 0o755);
  await assertHeld();
}

/** What can be done for a stage directory before the lock is sure: one that is empty belongs to nobody. */
export interface PreparedStage {
  readonly directory: string;
  readonly isMade: boolean;
  /** What else lies in the state directory. */
  readonly entries: readonly string[];
}

/**
 * Makes the stage directory of a lock, and looks for others. `expectHeld` asks for the lock once more, behind the making, and rejects when
 * it is lost: whoever takes it over later finds the directory and renames it; one that was made after that look would be found by nobody.
 */
export async function prepareStage(
  files: RemoteFiles,
  state: string,
  nonce: string,
  expectHeld: () => Promise<unknown>,
): Promise<PreparedStage> {
  const directory = stageOf(state, nonce);
  let isMade = false;
  let entries: string[] = [];
  await inTurn<unknown>(files, [
    async () => {
      isMade = (await orRefused(files.mkdir(directory, 0o755).then(() => true))) === true;
    },
    expectHeld,
    async () => {
      entries = [...(await files.readdir(state)).keys()];
    },
  ]);
  return { directory, isMade, entries };
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

import { AppError } from "#contract/errors.ts";
import { mostBytesOfFile } from "../base/byte-window.ts";
import { inTurn, manyLanes, pipeline } from "../base/pipeline.ts";
import { accepted, orRefused, type RemoteEntry, type RemoteFiles } from "../base/remote-files.ts";
import { removeTree } from "../base/remove-tree.ts";
import type { StageJob } from "./stage-file.ts";
import { partSuffix, stagedNamePattern } from "./staged-names.ts";

const prefix = "stage-";
const lockPrefix = "lock-";

/** Prefix of another client's stage directory while it is being emptied. */
const takenPrefix = "taken-";

/** How often such a directory is emptied again if new files appear in it. */
const mostRounds = 5;

/** Name prefixes of replaced and removed files until they are deleted; never reused. */
export const asideName = { old: "old-", gone: "gone-" } as const;

/** The directory in which one publish prepares its files. */
export interface Stage {
  readonly directory: string;
  /** Complete files in it: name → size. */
  readonly ready: Map<string, number>;
  /** Another client had a stage directory, and may have used it until this moment. */
  readonly wasAnothers: boolean;
  /** Bytes of large files that are certain to be there, by the name of the complete file. */
  readonly parts: ReadonlyMap<string, number>;
}

/**
 * Takes over what interrupted publishes had prepared. Every change of the live site is a rename out of or
 * into a stage directory; so a client that lost its lock, and knows only the old name, cannot change anything
 * any more, even if it is alive. The same holds for its requests for which the server has already resolved
 * that directory: its contents are moved into ours, and it is removed. Rejects as `assertHeld` does when this
 * client itself has lost the lock: it may have slept since it listed the stage directories, so that it saw
 * the one of the current holder, or made its own after that holder's listing.
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
  // Locks that were never obtained, or were taken from dead clients.
  const locks = entries.filter((name) => name.startsWith(lockPrefix));
  for (const lock of locks) await removeTree(files, `${state}/${lock}`);
  if (others.length > 0) await assertHeld();
  const lying =
    others.length > 0 ? await lyingReady(files, directory) : { ready: new Map(), parts: new Map() };
  return { directory, ...lying, wasAnothers: others.length > 0 };
}

/**
 * Moves reusable files out of another client's stage directory, and removes it, with those that it had taken
 * over itself. Files that a late request adds meanwhile are found in the next round; no request succeeds in a
 * removed directory.
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

/** What can be done for a stage directory before the lock is confirmed: an empty one does no harm. */
export interface PreparedStage {
  readonly directory: string;
  readonly isMade: boolean;
  /** Names of the other entries of the state directory. */
  readonly entries: readonly string[];
}

/**
 * Makes the stage directory of a lock, and lists others. `expectHeld` checks the lock after the mkdir, and
 * rejects when it is lost: a client that takes the lock over later finds the directory and renames it; it
 * would miss one made after its listing.
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

/** Removes a prepared stage directory. */
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
    // A folder of a kind change or a release; committing the journal takes care of it.
    if (kind === "directory") continue;
    if (stagedNamePattern.test(name)) ready.set(name, size);
    // Of the bytes in flight some may be missing: a server may write later chunks first.
    else if (whole !== null && stagedNamePattern.test(whole) && size > mostBytesOfFile) {
      parts.set(whole, size - mostBytesOfFile);
    } else rest.push(name);
  }
  await pipeline(rest, async (name) => void (await orRefused(files.remove(`${directory}/${name}`))));
  return { ready, parts };
}

/**
 * Checks that the server has all bytes that it acknowledged: full quotas have been seen to truncate files
 * silently. `seen` are known attributes. Returns the attributes; rejects with `publish.verifyFailed`, before
 * anything live has changed.
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
  // Truncated files are removed so that they are not reused.
  await pipeline(short, async ({ staged }) => void (await orRefused(files.remove(`${directory}/${staged}`))));
  throw new AppError("publish.verifyFailed", { path: first.path, reason: "not as it was sent" });
}

/** Removes the stage directory of a finished publish, which is usually empty. */
export async function removeStage(files: RemoteFiles, { directory }: Stage): Promise<void> {
  const done = await orRefused(files.rmdir(directory).then(() => true));
  if (!done) await removeTree(files, directory);
}

import { AppError } from "#contract/errors.ts";
import { maxBytesPerFile } from "../base/byte-window.ts";
import { type Deletion, removeTree } from "../base/directories.ts";
import { inTurn, manyLanes, pipeline } from "../base/pipeline.ts";
import {
  accepted,
  orRefused,
  type RemoteEntry,
  RemoteError,
  type RemoteFiles,
} from "../base/remote-files.ts";
import type { StageJob } from "./stage-file.ts";
import { stagedNamePattern } from "../state/commit-journal.ts";
import { partSuffix } from "./staged-names.ts";

const prefix = "stage-";
const lockPrefix = "lock-";

/** Name prefix of a staging directory that was taken over from another client and still has to be emptied. */
const takenPrefix = "taken-";

/** Maximum number of attempts to empty another client's staging directory. */
const maxRounds = 5;

/** Name prefixes in the staging directory for files that were replaced (`old`) or removed (`gone`). */
export const asideName = { old: "old-", gone: "gone-" } as const;

/** The directory on the server in which one publish prepares its files. */
export interface Stage {
  readonly directory: string;
  /** Maps the names of the complete files in the directory to their sizes. */
  readonly ready: Map<string, number>;
  /** Whether uploads were taken over from another client, which may still have been writing them. */
  readonly wasAnothers: boolean;
  /**
   * Maps the names of partly uploaded files to the number of bytes that need not be sent again.
   * The keys of the map are names of complete files, without the suffix of partly uploaded files.
   */
  readonly parts: ReadonlyMap<string, number>;
  /** Names of the files that an interrupted publish had moved out of the site before their removal. */
  readonly aside: ReadonlySet<string>;
  /** Present if the server refused to move files of an interrupted publish, so that they still exist. */
  readonly refusal: RemoteError | null;
}

/**
 * Moves the files of interrupted publishes into this client's staging directory.
 * Every change of the live site is a rename from or to a staging directory.
 * A client that has lost its lock has also lost its staging directory, so it cannot change the live site.
 * If this client has lost its own lock, rejects with the error of `assertHeld`.
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
  let refusal: RemoteError | null = null;
  for (const other of others) {
    const taken = `${directory}/${takenPrefix}${other}`;
    const moved = await tryToMove(files, `${state}/${other}`, taken);
    const refused = moved === "moved" ? await takeOut(files, taken, directory) : moved;
    refusal ??= refused;
  }
  // Removes lock directories of clients that did not get the lock or have lost it.
  const locks = entries.filter((name) => name.startsWith(lockPrefix));
  for (const lock of locks) await removeTree(files, `${state}/${lock}`);
  const probes = entries.filter(isProbe);
  await pipeline(probes, async (name) => void (await orRefused(files.remove(`${state}/${name}`))));
  if (others.length > 0) await assertHeld();
  const lying = others.length > 0 ? await lyingReady(files, directory) : noneLying();
  return { directory, ...lying, wasAnothers: others.length > 0, refusal };
}

/** Whether an entry of the state directory is a file that an interrupted test of the server has left. */
function isProbe(name: string): boolean {
  return /^(?:probe-[0-9a-f]{12}-[12]|room-[0-9a-f]{16})$/.test(name);
}

/** Tries to move an entry. Returns null if there is nothing at `from`, and the error if the move fails. */
async function tryToMove(
  files: RemoteFiles,
  from: string,
  to: string,
): Promise<"moved" | RemoteError | null> {
  try {
    await files.rename(from, to);
    return "moved";
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return (await orRefused(files.lstat(from))) ? error : null;
  }
}

/**
 * Moves the usable files out of another client's staging directory, and removes that directory.
 * Returns the refusal if the server refuses to move a usable file, because a journal may need this file.
 */
async function takeOut(files: RemoteFiles, from: string, directory: string): Promise<RemoteError | null> {
  let refusal: RemoteError | null = null;
  for (let round = 0; round < maxRounds; round += 1) {
    refusal = null;
    const entries = await files.readdir(from).catch((error: unknown) => {
      if (!(error instanceof RemoteError)) throw error;
      refusal = error;
      return [];
    });
    const take = async ([name, { kind }]: [string, RemoteEntry]): Promise<void> => {
      const path = `${from}/${name}`;
      if (kind === "directory" && name.startsWith(takenPrefix)) {
        refusal = (await takeOut(files, path, directory)) ?? refusal;
        return;
      }
      const isOfUse =
        kind === "directory" ? !name.startsWith(asideName.gone) : isStaged(name) || isFromSite(name);
      if (isOfUse) {
        const moved = await tryToMove(files, path, `${directory}/${name}`);
        if (moved === "moved" || moved === null) return;
        // Files with equal names have equal contents, so a second file with the same name is not needed.
        if (!(await orRefused(files.lstat(`${directory}/${name}`)))) {
          refusal = moved;
          return;
        }
      }
      if (kind === "directory") await removeTree(files, path);
      else await orRefused(files.remove(path));
    };
    await pipeline(entries, take, undefined, manyLanes(files));
    if (await accepted(files.rmdir(from))) return null;
  }
  return refusal;
}

/** Whether a file in the staging directory was moved there from the site before its removal. */
function isFromSite(name: string): boolean {
  return /^gone-(?:turn-\d+-\d+|\d+-[0-9a-f]{12})$/.test(name);
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

/** A staging directory that is made before the lock is confirmed. It is empty, so it does no harm. */
export interface PreparedStage {
  readonly directory: string;
  readonly isMade: boolean;
  /** Names of the entries in the state directory. */
  readonly entries: readonly string[];
}

/**
 * Makes the staging directory of a lock, and lists the state directory.
 * Makes the directory before `expectHeld` checks the lock.
 * Otherwise, the next client that takes the lock could overlook the directory.
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

/** Removes the staging directory that `prepareStage` has made. */
export async function undoStage(files: RemoteFiles, state: string, nonce: string): Promise<void> {
  await orRefused(files.rmdir(stageOf(state, nonce)));
}

function stageOf(state: string, nonce: string): string {
  return `${state}/${prefix}${nonce}`;
}

interface Lying {
  readonly ready: Map<string, number>;
  readonly parts: Map<string, number>;
  readonly aside: Set<string>;
}

function noneLying(): Lying {
  return { ready: new Map(), parts: new Map(), aside: new Set() };
}

async function lyingReady(files: RemoteFiles, directory: string): Promise<Lying> {
  const lying = noneLying();
  const { ready, parts, aside } = lying;
  const rest: string[] = [];
  for (const [name, { kind, size }] of await files.readdir(directory)) {
    const whole = name.endsWith(partSuffix) ? name.slice(0, -partSuffix.length) : null;
    // Skips directories, because they belong to steps of the commit, such as making a release.
    if (kind === "directory") continue;
    if (stagedNamePattern.test(name)) ready.set(name, size);
    else if (isFromSite(name)) aside.add(name);
    // Sends the last bytes of a partial file again, because chunks out of order may have left gaps.
    else if (whole !== null && stagedNamePattern.test(whole) && size > maxBytesPerFile) {
      parts.set(whole, size - maxBytesPerFile);
    } else rest.push(name);
  }
  await pipeline(rest, async (name) => void (await orRefused(files.remove(`${directory}/${name}`))));
  return lying;
}

/**
 * Checks the size of the uploaded files on the server, and returns their attributes.
 * This is needed because some servers cut files off at the quota without reporting an error.
 * Rejects with `publish.verifyFailed` if a file is not complete. Nothing is live yet at this point.
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
  // Removes the incomplete files, so that the next publish does not use these files.
  await pipeline(short, async ({ staged }) => void (await orRefused(files.remove(`${directory}/${staged}`))));
  throw new AppError("publish.verifyFailed", { path: first.path });
}

/**
 * Removes the staging directory of a finished publish. The directory is usually empty.
 * Returns the operations that the server refused.
 */
export async function removeStage(files: RemoteFiles, { directory }: Stage): Promise<ReadonlySet<Deletion>> {
  const done = await orRefused(files.rmdir(directory).then(() => true));
  return done ? new Set() : removeTree(files, directory);
}

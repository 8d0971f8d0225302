import { AppError } from "#contract/errors.ts";
import { mostBytesOfFile } from "./byte-window.ts";
import { inTurn, pipeline } from "./pipeline.ts";
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
 * since it looked, and what it saw may be the directory of who has the lock now; and since then, and whoever has the lock now cannot know
 * of a directory that was made after its look.
 */
export async function claimStage(
  files: RemoteFiles,
  state: string,
  { directory, isMade, entries }: PreparedStage,
  assertHeld: () => Promise<void>,
): Promise<Stage> {
  const own = directory.slice(state.length + 1);
  const [older, ...others] = entries.filter((name) => name.startsWith(prefix) && name !== own);
  const taken =
    older !== undefined && (await takeOver(files, `${state}/${older}`, directory, isMade, assertHeld));
  if (older === undefined && !isMade) await makeStage(files, directory, assertHeld);
  // Out of the way first: whoever works out of one that is being emptied must not be able to go on.
  for (const other of others) {
    const away = `${directory}/${asideName.gone}${other}`;
    const moved = await orRefused(files.rename(`${state}/${other}`, away).then(() => true));
    if (moved) await removeTree(files, away);
  }
  // Locks that were never had, or were taken away from the dead.
  const locks = entries.filter((name) => name.startsWith(lockPrefix));
  for (const lock of locks) await removeTree(files, `${state}/${lock}`);
  const lying = taken ? await lyingReady(files, directory) : { ready: new Map(), parts: new Map() };
  return { directory, ...lying, wasAnothers: older !== undefined };
}

/** Gives another's stage directory our name; where it is gone meanwhile, an empty one is made. Returns whether it was had. */
async function takeOver(
  files: RemoteFiles,
  older: string,
  directory: string,
  isMade: boolean,
  assertHeld: () => Promise<void>,
): Promise<boolean> {
  await assertHeld();
  if (isMade) await orRefused(files.rmdir(directory));
  const taken = (await orRefused(files.rename(older, directory).then(() => true))) === true;
  if (taken) await assertHeld();
  else await makeStage(files, directory, assertHeld);
  return taken;
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

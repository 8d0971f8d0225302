import { posix } from "node:path";
import { outputGroups } from "#engine/site/output/site-output.ts";
import type { CommitOptions } from "./commit-types.ts";
import type { JournalPut } from "./commit-journal.ts";
import { makeDirectories, parentDirectories } from "../base/directories.ts";
import type { LiveFile } from "../state/manifest.ts";
import type { Moves } from "../base/moves.ts";
import { manyLanes, pipeline, settled } from "../base/pipeline.ts";
import { orMissing, orRefused, type RemoteEntry, RemoteError } from "../base/remote-files.ts";
import { asideName } from "../upload/stage.ts";

/** What lies where files go, by path; null is nothing. */
export type TargetLook = ReadonlyMap<string, RemoteEntry | null>;

export interface PutOutcome {
  /** What went live, or was live already, as the server tells it. */
  readonly live: Map<string, LiveFile>;
  /** Paths at which somebody else's change was found, and left. */
  readonly edited: Set<string>;
}

/** The files that go live first. */
export function firstGroup(puts: readonly JournalPut[]): readonly JournalPut[] {
  return groupsOf(puts)[0] ?? [];
}

/** Whether a put changes what readers may have in front of them, and so has to wait for what it shows or links to. */
function isChange({ seen, group }: JournalPut): boolean {
  return seen !== null && group !== "asset";
}

/** Assets, and what goes where nothing was yet. */
export function unnoticed(puts: readonly JournalPut[]): JournalPut[] {
  return puts.filter((put) => !isChange(put));
}

/**
 * In the order in which things may be seen: nothing goes live before what it shows or links to. What goes where nothing was yet goes with
 * the assets, whatever it is, when pages change that may lead to it: nobody finds it before.
 */
function groupsOf(puts: readonly JournalPut[]): JournalPut[][] {
  const inOrder = outputGroups.map((group) => puts.filter((put) => put.group === group));
  if (!puts.some(isChange)) return inOrder.filter((group) => group.length > 0);
  const first = unnoticed(inOrder.flat());
  return [first, ...inOrder.map((group) => group.filter(isChange))].filter((group) => group.length > 0);
}

/** Looks at the places of some files, to see whether they are still as the plan saw them. */
export async function lookAtTargets(
  { files, place }: CommitOptions,
  puts: readonly Pick<JournalPut, "path">[],
): Promise<TargetLook> {
  const look = new Map<string, RemoteEntry | null>();
  const lookAt = async ({ path }: Pick<JournalPut, "path">): Promise<void> => {
    look.set(path, await orMissing(files.lstat(posix.join(place.root, path))));
  };
  await pipeline(puts, lookAt, undefined, manyLanes(files));
  return look;
}

/**
 * Renames files to their places, group by group. Where each group goes is looked at together with the renames of the group before, and each
 * file right behind its own rename: its size has to be right, and its time by the server's clock is what drift is told by. `look` is
 * of the first group, when there is one already.
 */
export async function putLive(
  options: CommitOptions,
  puts: readonly JournalPut[],
  moves: Moves,
  look?: TargetLook,
): Promise<PutOutcome> {
  const { stage, progress } = options;
  const outcome = { live: new Map<string, LiveFile>(), edited: new Set<string>() };
  const isWaiting = ({ staged }: JournalPut): boolean => stage.ready.has(staged);
  const groups = groupsOf(puts.filter(isWaiting));
  const done = puts.filter((put) => !isWaiting(put));
  progress.enter("commit", puts.length - done.length);
  let next = look ?? (await lookAtTargets(options, groups[0] ?? []));
  for (const [index, group] of groups.entries()) {
    const before = next;
    const put = (one: JournalPut): Promise<void> => putOne(one, options, moves, before, outcome);
    const renames = pipeline(group, put, undefined, manyLanes(options.files));
    const looking = lookAtTargets(options, groups[index + 1] ?? []);
    await settled([renames, looking]);
    next = await looking;
  }
  progress.enter("verify", done.length);
  for (const [path, file] of await lookAtPuts(options, done)) outcome.live.set(path, file);
  return outcome;
}

async function putOne(
  put: JournalPut,
  options: CommitOptions,
  moves: Moves,
  look: TargetLook,
  outcome: PutOutcome,
): Promise<void> {
  const { stage, progress } = options;
  const before = look.get(put.path) ?? null;
  if (isEdited(put, before)) outcome.edited.add(put.path);
  else noteLive(put, await moveAndLook(put, options, moves, before), outcome);
  stage.ready.delete(put.staged);
  progress.file(put.path);
}

/** Somebody else has been there since the plan was made: what they did stays. A file that is gone can be put again. */
function isEdited({ seen }: JournalPut, now: RemoteEntry | null): boolean {
  if (seen === undefined || now === null) return false;
  return seen === null || seen.size !== now.size || seen.mtime !== now.mtime;
}

/** Moves one file to its place; returns what lies there then. */
async function moveAndLook(
  put: JournalPut,
  options: CommitOptions,
  moves: Moves,
  before: RemoteEntry | null,
): Promise<RemoteEntry | null> {
  const { files, place, stage } = options;
  const target = posix.join(place.root, put.path);
  const [from, aside] = [
    `${stage.directory}/${put.staged}`,
    `${stage.directory}/${asideName.old}${put.staged}`,
  ];
  const moved = move(() => moves.into(from, target, aside), put, options, target);
  const looked = moves.isOneRequest ? orMissing(files.lstat(target)) : Promise.resolve(null);
  await settled([moved, looked]);
  const entry = await looked;
  // A server that works on several requests at once may have looked first.
  const isOld = entry?.size === before?.size && entry?.mtime === before?.mtime;
  return entry && !isOld && entry.size === put.size ? entry : lookAgain(put, options);
}

async function move(
  request: () => Promise<void>,
  put: JournalPut,
  { files, place, directoryMode }: CommitOptions,
  target: string,
): Promise<void> {
  try {
    // Missing: the directory above was removed by hand since the publish was decided.
    if ((await orMissing(request().then(() => true))) !== null) return;
    await makeDirectories(files, place.root, parentDirectories([put.path]), directoryMode);
    await request();
  } catch (error) {
    // Where a directory appeared meanwhile nothing can be put; the look after this one tells.
    if (!(error instanceof RemoteError)) throw error;
    if ((await orRefused(files.lstat(target)))?.kind !== "directory") throw error;
  }
}

/** What lies at the places of some files that were put there, as far as it is what was put. */
export async function lookAtPuts(
  options: CommitOptions,
  puts: readonly JournalPut[],
): Promise<Map<string, LiveFile>> {
  const outcome = { live: new Map<string, LiveFile>(), edited: new Set<string>() };
  const look = async (put: JournalPut): Promise<void> =>
    noteLive(put, await lookAgain(put, options), outcome);
  await pipeline(puts, look, undefined, manyLanes(options.files));
  return outcome.live;
}

function lookAgain({ path }: JournalPut, { files, place }: CommitOptions): Promise<RemoteEntry | null> {
  return orMissing(files.lstat(posix.join(place.root, path)));
}

function noteLive({ path, sha256, size }: JournalPut, entry: RemoteEntry | null, { live }: PutOutcome): void {
  if (entry?.kind === "file" && entry.size === size) live.set(path, { sha256, size, mtime: entry.mtime });
}

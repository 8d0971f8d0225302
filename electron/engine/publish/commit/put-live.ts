import { posix } from "node:path";
import { outputGroups } from "#engine/site/model/output-groups.ts";
import { needsClosing, replaceRules } from "./closed-folders.ts";
import { isEdited } from "./journal-steps.ts";
import type { CommitOptions } from "./commit-types.ts";
import type { JournalPut } from "../state/commit-journal.ts";
import { makeDirectories, parentDirectories } from "../base/directories.ts";
import type { LiveFile } from "../state/manifest.ts";
import type { Moves } from "../base/moves.ts";
import { manyLanes, pipeline, settled } from "../base/pipeline.ts";
import {
  orMissing,
  orRefused,
  type RemoteEntry,
  RemoteError,
  type RemoteFiles,
} from "../base/remote-files.ts";
import { frontPage } from "../plan/lost-files.ts";
import { isProtection, unprotectedWithout } from "../plan/server-rules.ts";
import { asideName } from "../upload/stage.ts";

/** Maps site paths to entries on the server. The value is null if the server has no entry at the path. */
export type TargetLook = ReadonlyMap<string, RemoteEntry | null>;

export interface PutOutcome {
  /** The files that are live now, and the size and time that the server reports for each file. */
  readonly live: Map<string, LiveFile>;
  /**
   * Paths of files that someone has changed since the plan was made. The commit leaves these files unchanged.
   */
  readonly edited: Set<string>;
}

/** Divides the files into groups, and returns the group that goes live first. */
export function firstGroup(
  { files }: Pick<CommitOptions, "files">,
  puts: readonly JournalPut[],
  moves: Moves,
): readonly JournalPut[] {
  return groupsOf(puts, keepsOrder(files, moves))[0] ?? [];
}

/** Whether the server moves files in the order of the requests, so that no request waits for a reply. */
function keepsOrder({ capabilities }: RemoteFiles, moves: Moves): boolean {
  return capabilities.ordered && moves.isOneRequest;
}

/** Whether a new file replaces a page that readers already see. */
function isChange({ seen, group }: JournalPut): boolean {
  return seen !== null && group !== "asset";
}

/** Returns the files that no reader notices when they go live: assets, and files at new paths. */
export function unnoticed(puts: readonly JournalPut[]): JournalPut[] {
  return puts.filter((put) => !isChange(put));
}

/**
 * Divides files into groups. Rules and passwords go live before all files that they may protect.
 */
function groupsOf(puts: readonly JournalPut[], isInOrder: boolean): JournalPut[][] {
  const protection = puts.filter(isProtection);
  const groups = othersInGroups(
    puts.filter((put) => !isProtection(put)),
    isInOrder,
  );
  if (protection.length === 0) return groups;
  const [first = [], ...later] = groups;
  return isInOrder ? [[...protection, ...first], ...later] : [protection, ...groups];
}

/**
 * Divides files into groups. A page goes live after all files that the page shows or links to.
 * If no existing page changes, readers reach the new pages through the front page, which goes live last.
 * If existing pages change, assets and files at new paths go live first, because no reader notices them.
 * Changed files go live last, as a single group if the server keeps the order of requests.
 */
function othersInGroups(puts: readonly JournalPut[], isInOrder: boolean): JournalPut[][] {
  const inOrder = outputGroups.map((group) => puts.filter((put) => put.group === group));
  if (!puts.some(isChange)) {
    const isFront = ({ path }: JournalPut): boolean => path === frontPage;
    const others = inOrder.map((group) => group.filter((put) => !isFront(put)));
    const groups = [...others, puts.filter(isFront)].filter((group) => group.length > 0);
    return isInOrder && groups.length > 0 ? [groups.flat()] : groups;
  }
  const first = unnoticed(inOrder.flat());
  const changes = inOrder.map((group) => group.filter(isChange));
  return [first, ...(isInOrder ? [changes.flat()] : changes)].filter((group) => group.length > 0);
}

/**
 * Returns the present entries at the paths of some files, to detect changes since the plan was made.
 */
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

/** Moves files to their final paths, group by group, and records their sizes and times on the server. */
export async function putLive(
  options: CommitOptions,
  puts: readonly JournalPut[],
  moves: Moves,
  look?: TargetLook,
): Promise<PutOutcome> {
  const { stage, progress } = options;
  const outcome = { live: new Map<string, LiveFile>(), edited: new Set<string>() };
  const isWaiting = ({ staged }: JournalPut): boolean => stage.ready.has(staged);
  const groups = groupsOf(puts.filter(isWaiting), keepsOrder(options.files, moves));
  const done = puts.filter((put) => !isWaiting(put));
  progress.enter("commit", puts.length - done.length);
  let next = look ?? (await lookAtTargets(options, groups[0] ?? []));
  for (const [index, group] of groups.entries()) {
    const before = next;
    const put = async (one: JournalPut): Promise<void> => {
      const now = before.get(one.path) ?? null;
      if (isEdited(one, now)) outcome.edited.add(one.path);
      else noteLive(one, await moveAndLook(one, options, moves, now), outcome);
      stage.ready.delete(one.staged);
      progress.file(one.path);
    };
    for (const one of unprotectedWithout(puts, (put) => isEditedRule(put, before)))
      outcome.edited.add(one.path);
    const unprotected = group.filter(({ path }) => outcome.edited.has(path));
    const closing = group.filter((one) => needsClosing(one, moves));
    const rest = without(group, [...closing, ...unprotected]);
    const renames = pipeline(rest, put, undefined, manyLanes(options.files));
    // Waits for the other renames: closing a folder moves it away, and a rename inside it would then fail.
    if (closing.length > 0) {
      await renames;
      for (const one of closing) await put(one);
    }
    const looking = lookAtTargets(options, groups[index + 1] ?? []);
    await settled([renames, looking]);
    next = await looking;
  }
  progress.enter("verify", done.length);
  for (const [path, file] of await lookAtPuts(options, done)) outcome.live.set(path, file);
  return outcome;
}

/**
 * Whether someone has changed a rules file since the plan was made. A file not in `look` counts as missing.
 */
function isEditedRule(put: JournalPut, look: TargetLook): boolean {
  return isProtection(put) && isEdited(put, look.get(put.path) ?? null);
}

/** Moves one file to its final path. Returns the entry at that path afterwards. */
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
  const isClosing = before !== null && needsClosing(put, moves);
  const replace = () => (isClosing ? replaceRules(put, options, moves) : moves.into(from, target, aside));
  const moved = move(replace, put, options, target);
  const looked = moves.isOneRequest ? orMissing(files.lstat(target)) : Promise.resolve(null);
  await settled([moved, looked]);
  const entry = await looked;
  // Ignores attributes from before the move, which a server with parallel requests may return.
  const isOld = entry?.size === before?.size && entry?.mtime === before?.mtime;
  return entry && !isOld && entry.size === put.size ? entry : lookAgain(put, options);
}

function without<T>(all: readonly T[], some: readonly T[]): readonly T[] {
  return some.length === 0 ? all : all.filter((one) => !some.includes(one));
}

async function move(
  request: () => Promise<void>,
  put: JournalPut,
  { files, place, directoryMode }: CommitOptions,
  target: string,
): Promise<void> {
  try {
    // Makes the parent directory again if someone has removed it since the journal was written.
    if ((await orMissing(request().then(() => true))) !== null) return;
    await makeDirectories(files, place.root, parentDirectories([put.path]), { mode: directoryMode });
    await request();
  } catch (error) {
    // Ignores a directory at the path, because the check after the move reports the problem.
    if (!(error instanceof RemoteError)) throw error;
    if ((await orRefused(files.lstat(target)))?.kind !== "directory") throw error;
  }
}

/** Returns the files that are on the server with the right size. */
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

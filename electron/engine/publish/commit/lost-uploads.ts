import { hash } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { Moves } from "../base/moves.ts";
import { orMissing, type RemoteEntry, type RemoteError, type RemoteFiles } from "../base/remote-files.ts";
import { readWhole } from "../base/whole-file.ts";
import { isInside } from "../plan/plan-kind-changes.ts";
import { rulesOf, unprotectedWithout } from "../plan/server-rules.ts";
import type { CommitJournal, JournalPut, JournalRemoval } from "../state/commit-journal.ts";
import type { Manifest } from "../state/manifest.ts";
import { reopenFolders } from "./closed-folders.ts";
import { kindChangesOf } from "./kind-changes.ts";
import type { CommitOptions } from "./commit-types.ts";
import { lookAtTargets } from "./put-live.ts";
import { goneName, turnedName } from "./return-file.ts";

/**
 * Returns `publish.uploadsGone` if another program has removed uploaded files before they were live.
 * `error` is the server's error for a missing file. Returns null if the file is missing for another reason.
 * `stage` is the path of the staging directory. The lock must be held.
 */
export async function uploadsGone(
  files: RemoteFiles,
  stage: string,
  error: RemoteError,
): Promise<AppError | null> {
  const { operation, path } = error;
  const hasStage = (await orMissing(files.lstat(stage))) !== null;
  // The `path` of a move is its destination. If its folder exists, the missing file is the source.
  const isMove = (operation === "rename" || operation === "link") && !path.startsWith(`${stage}/`);
  if (hasStage && !(isMove && (await orMissing(files.lstat(posix.dirname(path)))))) return null;
  return new AppError("publish.uploadsGone", { directory: posix.dirname(stage) }, error);
}

/**
 * Drops the steps of an interrupted publish that cannot be carried out, because uploaded files are gone.
 * At the paths of the dropped steps, the files of the last publish stay live.
 * Also drops new versions of pages if the rules that protect these versions are gone.
 * Keeps all entries of `turns`, because names in the staging directory contain the indexes of these entries.
 */
export async function withoutLostUploads(
  options: CommitOptions,
  journal: CommitJournal,
  before: Manifest | null,
): Promise<CommitJournal> {
  const { stage, files } = options;
  const gone = journal.puts.filter(({ staged }) => !stage.ready.has(staged));
  if (gone.length === 0) return journal;
  // First moves folders from the staging directory back to the site, so that their `.htaccess` is found.
  await reopenFolders(options, kindChangesOf(journal, null).puts, new Moves(files, journal.traits));
  // Does not yet count files at paths where a folder replaces a file, or the reverse, as lost.
  // They may already be in the new folder, which is unfinished and in the staging directory.
  const turned = new Set(journal.turns.map(({ path }) => path));
  const isTurned = ({ path }: Pick<JournalPut, "path">): boolean =>
    turned.has(path) || isInside(path, turned);
  const single = gone.filter((put) => !isTurned(put));
  const look = await lookAtTargets(options, single);
  const lost = new Set<JournalPut>();
  for (const put of single) if (!(await isLive(options, put, look.get(put.path) ?? null))) lost.add(put);
  const unprotected = unprotectedWithout(journal.puts, (put) => lost.has(put));
  const waiting = new Set(unprotected.filter(({ staged }) => stage.ready.has(staged)));
  for (const put of waiting) if (!isTurned(put)) lost.add(put);
  const isReady = (put: JournalPut): boolean => stage.ready.has(put.staged) && !waiting.has(put);
  const kept = await unbegunTurns(options, journal, isReady);
  const isKept = ({ path }: { readonly path: string }): boolean => kept.has(path) || isInside(path, kept);
  const puts = journal.puts.filter((put) => !lost.has(put) && !isKept(put));
  const left = new Set(journal.puts.filter((put) => !puts.includes(put)).map(({ path }) => path));
  const isMoved = movedPosts(journal, before, left);
  const isStaying = (removal: JournalRemoval): boolean =>
    // Keeps the removal of a file that is already in the staging directory, to delete it or move it back.
    isMoved(removal) && !isTurned(removal) && !stage.aside.has(goneName(removal.path, journal.generation));
  const removals = journal.removals.filter((removal) => !isKept(removal) && !isStaying(removal));
  return { ...journal, puts, removals, posts: livePosts(journal, before, { left, removals }) };
}

/**
 * Returns the paths at which a file was to replace a folder, or the reverse, but nothing was done yet.
 * Leaves out a path if one of its new files passes `isReady`.
 */
async function unbegunTurns(
  { stage, files, place }: CommitOptions,
  { turns, puts, generation }: CommitJournal,
  isReady: (put: JournalPut) => boolean,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const [index, { path, to }] of turns.entries()) {
    const at = new Set([path]);
    const isHere = (put: JournalPut): boolean => put.path === path || isInside(put.path, at);
    if (puts.some((put) => isHere(put) && isReady(put))) continue;
    const name = `${to === "folder" ? "turn" : "turned"}-${generation}-${index}`;
    if (stage.aside.has(turnedName(`${generation}-${index}`))) continue;
    if (await orMissing(files.lstat(`${stage.directory}/${name}`))) continue;
    const kind = (await orMissing(files.lstat(posix.join(place.root, path))))?.kind;
    if (kind === (to === "folder" ? "file" : "directory")) found.add(path);
  }
  return found;
}

/**
 * What is left of an interrupted publish. `left`: the paths whose new files cannot go live.
 * `removals`: the removals that will still be carried out.
 */
interface Left {
  readonly left: ReadonlySet<string>;
  readonly removals: readonly JournalRemoval[];
}

/** Whether `paths` contains the page at `address`: the address itself, or its `index.html`. */
function isAt(address: string, paths: ReadonlySet<string>): boolean {
  return paths.has(address) || paths.has(indexAt(address));
}

function indexAt(address: string): string {
  return `${address.replace(/\/?$/, "/")}index.html`;
}

/**
 * Returns a function that is true for the old page of a moved post, if the old page has to stay
 * because the new page cannot go live. False if rules protect the new page or rules for the old page change.
 */
function movedPosts(
  { posts, puts, removals }: CommitJournal,
  before: Manifest | null,
  left: Left["left"],
): (removal: JournalRemoval) => boolean {
  const changed = [...puts, ...removals].map(({ path }) => path);
  const all = [...changed, ...Object.keys(before?.files ?? {})];
  const moved = Object.entries(posts).flatMap(([post, { address }]) => {
    const old = before?.posts[post];
    return old && isAt(address, left) && !all.some(rulesOf([indexAt(address)])) ? old.address : [];
  });
  return ({ path }) =>
    moved.some((address) => isAt(address, new Set([path]))) && !changed.some(rulesOf([path]));
}

/** Returns the posts of a journal. A post whose new page cannot go live keeps its earlier address. */
function livePosts(
  { posts }: CommitJournal,
  before: Manifest | null,
  { left, removals }: Left,
): Manifest["posts"] {
  const removed = new Set(removals.map(({ path }) => path));
  const live = Object.entries(posts).flatMap(([post, now]) => {
    const old = before?.posts[post];
    if (!isAt(now.address, left)) return [[post, now] as const];
    return old && !isAt(old.address, removed) ? [[post, old] as const] : [];
  });
  return Object.fromEntries(live);
}

/**
 * Whether the new version of a file is live.
 * Reads the file only if its size and time do not show whether it is the new or the old version.
 */
async function isLive(
  { files, place }: CommitOptions,
  { path, size, sha256, seen }: JournalPut,
  entry: RemoteEntry | null,
): Promise<boolean> {
  if (entry?.kind !== "file" || entry.size !== size) return false;
  if (seen?.size !== size || seen.mtime !== entry.mtime) return true;
  const bytes = await orMissing(readWhole(files, posix.join(place.root, path), size));
  return bytes !== null && hash("sha256", bytes) === sha256;
}

import type { CommitJournal, JournalPut } from "../../state/commit-journal.ts";
import { parentDirectories } from "../../base/directories.ts";
import { isEdited } from "../journal-steps.ts";
import { rulesOf, unprotectedWithout } from "../../plan/server-rules.ts";
import { isUntouched } from "../../plan/plan.ts";
import { isInside } from "../../plan/plan-kind-changes.ts";
import type { RemoteEntry } from "../../base/remote-files.ts";
import type { RemoteTree } from "../../base/remote-tree.ts";

/** The content of the new release at one path. The kind `ours` means a file of this publish. */
export type Wanted =
  | { readonly kind: "ours"; readonly staged: string; readonly size: number }
  | { readonly kind: "directory"; readonly mode: number }
  | { readonly kind: "file" | "link"; readonly entry: RemoteEntry };

export interface ReleasePlan {
  /** Maps paths to entries of the release. Directories come before their contents. */
  readonly wanted: ReadonlyMap<string, Wanted>;
  /**
   * Paths of files that someone has changed since the plan was made. The new release contains these versions.
   */
  readonly edited: ReadonlySet<string>;
}

/** The parts of a journal that determine the contents of a release. */
export type ReleaseSteps = Pick<CommitJournal, "puts" | "removals">;

/**
 * Plans the next release: the new files, and all live entries that this publish keeps.
 * `ours`: the directories that Hitofude made. The release leaves them out if they are empty.
 */
export function planRelease(
  tree: RemoteTree,
  { puts, removals }: ReleaseSteps,
  ours: ReadonlySet<string>,
  directoryMode: number,
): ReleasePlan {
  const removed = removedFrom(tree, removals);
  const stays = ([path, { kind }]: readonly [string, RemoteEntry]): boolean =>
    kind === "directory" ? !ours.has(path) : !removed.has(path);
  const folders = foldersInTheWay(tree, puts, stays);
  const isTaken = ({ path }: JournalPut): boolean =>
    folders.has(path) || parentDirectories([path]).some((parent) => isFileThatStays(tree, parent, removed));
  // Ignores a directory at the path of a new file: the new release contains the file instead.
  const liveAt = (path: string): RemoteEntry | null => {
    const entry = tree.get(path);
    return entry === undefined || entry.kind === "directory" ? null : entry;
  };
  const edited = new Set(
    puts.filter((put) => isTaken(put) || isEdited(put, liveAt(put.path))).map(({ path }) => path),
  );
  for (const { path } of unprotectedWithout(puts, (put) => edited.has(put.path))) edited.add(path);
  const placed = new Map(puts.filter(({ path }) => !edited.has(path)).map((put) => [put.path, put]));
  // If a folder has to stay, keeps all its files, even files that this publish wanted to remove.
  for (const path of removed) if (isInside(path, folders)) removed.delete(path);
  const taken = [...tree].filter(
    ([path, { kind }]) => kind !== "directory" && !placed.has(path) && !removed.has(path),
  );
  const filled = new Set(parentDirectories([...placed.keys(), ...taken.map(([path]) => path)]));
  const wanted = new Map<string, Wanted>();
  for (const [path, { kind, mode }] of tree) {
    // Keeps empty directories, unless Hitofude made them.
    if (kind === "directory" && (filled.has(path) || !ours.has(path)))
      wanted.set(path, { kind: "directory", mode });
  }
  for (const path of parentDirectories(placed.keys())) {
    if (!wanted.has(path)) wanted.set(path, { kind: "directory", mode: directoryMode });
  }
  for (const [path, entry] of taken)
    wanted.set(path, { kind: entry.kind === "link" ? "link" : "file", entry });
  for (const [path, { staged, size }] of placed) wanted.set(path, { kind: "ours", staged, size });
  return { wanted, edited };
}

/** Returns the paths of files to remove. Leaves out changed files and the rules that protect them. */
function removedFrom(tree: RemoteTree, removals: ReleaseSteps["removals"]): Set<string> {
  const present = removals.filter(({ path }) => tree.has(path));
  const untouched = new Set(present.filter((one) => isUntouchedIn(tree, one)).map(({ path }) => path));
  const isNeeded = rulesOf(present.map(({ path }) => path).filter((path) => !untouched.has(path)));
  return new Set([...untouched].filter((path) => !isNeeded(path)));
}

/**
 * Returns the path of a symbolic link among the parent folders of the paths, or undefined.
 * Files written through such a link would go live before the rest of the site.
 */
export function linkAbove(tree: RemoteTree, paths: Iterable<string>): string | undefined {
  return parentDirectories(paths).find((path) => tree.get(path)?.kind === "link");
}

/**
 * Returns the path of a directory that belongs to another user, or undefined if there is none.
 * Hitofude cannot put another user's directory into a new release.
 */
export function ofAnother(tree: RemoteTree, uid: number | undefined): string | undefined {
  if (uid === undefined) return undefined;
  const found = [...tree].find(
    ([, entry]) => entry.kind === "directory" && entry.uid !== undefined && entry.uid !== uid,
  );
  return found?.[0];
}

/** Returns the folders that new files cannot replace, because the folders contain entries that stay. */
function foldersInTheWay(
  tree: RemoteTree,
  puts: readonly JournalPut[],
  stays: (entry: readonly [string, RemoteEntry]) => boolean,
): Set<string> {
  const taken = puts.map(({ path }) => path).filter((path) => tree.get(path)?.kind === "directory");
  if (taken.length === 0) return new Set();
  const filled = new Set(parentDirectories([...tree].filter(stays).map(([path]) => `${path}/.`)));
  return new Set(taken.filter((path) => filled.has(path)));
}

/** Whether the path has a file that this publish does not remove. */
export function isFileThatStays(tree: RemoteTree, path: string, removed: ReadonlySet<string>): boolean {
  const kind = tree.get(path)?.kind;
  return (kind === "file" || kind === "other") && !removed.has(path);
}

function isUntouchedIn(tree: RemoteTree, removal: ReleaseSteps["removals"][number]): boolean {
  const entry = tree.get(removal.path);
  return entry !== undefined && isUntouched(removal, entry);
}

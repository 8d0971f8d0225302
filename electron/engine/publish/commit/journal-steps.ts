import type { RemoteEntry } from "../base/remote-files.ts";
import type { CommitJournal, JournalPut } from "../state/commit-journal.ts";
import { parentDirectories } from "../base/directories.ts";
import type { Manifest } from "../state/manifest.ts";
import type { RemoteView } from "../plan/plan-types.ts";
import type { DecidedSteps } from "../plan/plan-decisions.ts";
import { isInside, type KindChange } from "../plan/plan-kind-changes.ts";
import type { StagedPut } from "../upload/staged-names.ts";

/** The steps that the author has accepted, and the server's files at the time of the plan. */
interface AgreedSteps {
  readonly steps: DecidedSteps;
  readonly kindChanges: readonly KindChange[];
  readonly remote: RemoteView;
}

/**
 * Returns a journal's new files, its removals, and the paths where files and folders replace each other.
 * For each new file, adds what was at the file's path on the server when the plan was made.
 */
export function journalSteps(
  { steps, kindChanges, remote }: AgreedSteps,
  puts: readonly StagedPut[],
): Pick<CommitJournal, "puts" | "removals" | "turns"> {
  const changed = new Set(kindChanges.map(({ path }) => path));
  return {
    turns: [...kindChanges],
    puts: puts.map(({ staged, file: { path, sha256, size, group } }) => ({
      path,
      sha256,
      size,
      group,
      staged,
      // If the file replaces a folder, stores null, because that folder is not a change by someone else.
      seen: changed.has(path) ? null : seenAt(remote, path),
    })),
    removals: [...steps.removals],
  };
}

/** Returns the entry that was at a path when the plan was made. */
function seenAt(remote: RemoteView, path: string): JournalPut["seen"] {
  const seen = remote.get(path);
  return seen ? { size: seen.size, mtime: seen.mtime } : null;
}

/**
 * Returns the directories that new files need and that contain no file of Hitofude yet.
 * The directories in `now` are made before the commit.
 * The commit makes the directories in `later`, because they or their parents replace files.
 */
export function neededDirectories(
  puts: readonly StagedPut[],
  kindChanges: readonly KindChange[],
  before: Manifest | null,
): { readonly now: readonly string[]; readonly later: readonly string[] } {
  const known = new Set(parentDirectories(Object.keys(before?.files ?? {})));
  const changed = new Set(kindChanges.map(({ path }) => path));
  const needed = parentDirectories(puts.map((put) => put.file.path)).filter((path) => !known.has(path));
  const isLater = (path: string): boolean => changed.has(path) || isInside(path, changed);
  return { now: needed.filter((path) => !isLater(path)), later: needed.filter(isLater) };
}

/** Returns the files that this publish removes, and those that it keeps once more for pages that are open. */
export function leftBy({ removals, retired }: DecidedSteps, before: Manifest | null): string[] {
  const removed = removals.map(({ path }) => path);
  return [...removed.filter((path) => !before?.files[path]?.retired), ...retired];
}

/**
 * Whether someone has changed the file at the path of a new file since the plan was made.
 * A removed file does not count as changed.
 */
export function isEdited({ seen }: Pick<JournalPut, "seen">, now: RemoteEntry | null): boolean {
  if (seen === undefined || now === null) return false;
  return seen === null || seen.size !== now.size || seen.mtime !== now.mtime;
}

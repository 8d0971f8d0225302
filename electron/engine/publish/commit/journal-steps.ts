import type { CommitJournal, JournalPut } from "./commit-journal.ts";
import { parentDirectories } from "../base/directories.ts";
import type { Manifest } from "../state/manifest.ts";
import type { RemoteView } from "../plan/plan-types.ts";
import type { DecidedSteps } from "../plan/plan-decisions.ts";
import type { Agreement } from "../plan/plan-review.ts";
import { isInside, type KindChange } from "../plan/plan-kind-changes.ts";
import type { StagedPut } from "../upload/staged-names.ts";

/**
 * Returns the new files, removals and kind changes for a journal, with the entries that the plan saw at their
 * paths. `isExact` says whether the plan checked each path individually, instead of listing the whole site.
 */
export function journalSteps(
  { steps, turns, remote }: Agreement,
  puts: readonly StagedPut[],
  isExact: boolean,
): Pick<CommitJournal, "puts" | "removals" | "turns"> {
  const turned = new Set(turns.map(({ path }) => path));
  return {
    turns: [...turns],
    puts: puts.map(({ staged, file: { path, sha256, size, group } }) => ({
      path,
      sha256,
      size,
      group,
      staged,
      // A folder at this path will be replaced, as the plan says. It must not count as a change by someone
      // else.
      seen: turned.has(path) ? null : seenAt(remote, path, isExact),
    })),
    removals: [...steps.removals],
  };
}

/**
 * Returns the entry that the plan saw at a path. Undefined if the plan saw it in a listing of the whole site,
 * because a listing is not exact enough to detect later changes.
 */
function seenAt(remote: RemoteView, path: string, isExact: boolean): JournalPut["seen"] {
  const seen = remote.get(path);
  if (!seen) return null;
  return isExact ? { size: seen.size, mtime: seen.mtime } : undefined;
}

/**
 * Returns the directories that new files need and in which Hitofude has published no file yet. `now` are made
 * before the commit; `later` are made by a kind change.
 */
export function neededDirectories(
  puts: readonly StagedPut[],
  turns: readonly KindChange[],
  before: Manifest | null,
): { readonly now: readonly string[]; readonly later: readonly string[] } {
  const known = new Set(parentDirectories(Object.keys(before?.files ?? {})));
  const turned = new Set(turns.map(({ path }) => path));
  const needed = parentDirectories(puts.map((put) => put.file.path)).filter((path) => !known.has(path));
  const isLater = (path: string): boolean => turned.has(path) || isInside(path, turned);
  return { now: needed.filter((path) => !isLater(path)), later: needed.filter(isLater) };
}

/**
 * Returns the files that are no longer part of the site after this publish: the files that this publish
 * removes, and the files that the next publish will remove.
 */
export function leftBy({ removals, retired }: DecidedSteps, before: Manifest | null): string[] {
  const removed = removals.map(({ path }) => path);
  return [...removed.filter((path) => !before?.files[path]?.retired), ...retired];
}

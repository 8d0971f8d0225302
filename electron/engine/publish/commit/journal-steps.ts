import type { CommitJournal, JournalPut } from "./commit-journal.ts";
import { parentDirectories } from "../base/directories.ts";
import type { Manifest } from "../state/manifest.ts";
import type { RemoteView } from "../plan/plan-types.ts";
import type { DecidedSteps } from "../plan/plan-decisions.ts";
import type { Agreement } from "../plan/plan-review.ts";
import { isInside, type KindChange } from "../plan/plan-kind-changes.ts";
import type { StagedPut } from "../upload/staged-names.ts";

/**
 * Returns the journal's puts, removals and kind changes, with what the plan saw. `isExact`: the plan checked
 * each path individually.
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
      // A folder that is to be replaced does not count as someone else's change.
      seen: turned.has(path) ? null : seenAt(remote, path, isExact),
    })),
    removals: [...steps.removals],
  };
}

/** What the plan saw at a path; listings of whole trees are too imprecise to compare against later. */
function seenAt(remote: RemoteView, path: string, isExact: boolean): JournalPut["seen"] {
  const seen = remote.get(path);
  if (!seen) return null;
  return isExact ? { size: seen.size, mtime: seen.mtime } : undefined;
}

/**
 * Returns directories for new files in which no file of ours exists yet: those to make first, and those made
 * in a kind change.
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

/** Returns the files that this publish drops from the site, whether it or the next one removes them. */
export function leftBy({ removals, retired }: DecidedSteps, before: Manifest | null): string[] {
  const removed = removals.map(({ path }) => path);
  return [...removed.filter((path) => !before?.files[path]?.retired), ...retired];
}

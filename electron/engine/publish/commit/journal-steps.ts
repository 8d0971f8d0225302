import type { CommitJournal, JournalPut } from "./commit-journal.ts";
import { parentDirectories } from "../base/directories.ts";
import type { Manifest } from "../state/manifest.ts";
import type { RemoteView } from "../plan/plan-types.ts";
import type { DecidedSteps } from "../plan/plan-decisions.ts";
import type { Agreement } from "../plan/plan-review.ts";
import { isInside, type KindChange } from "../plan/plan-kind-changes.ts";
import type { StagedPut } from "../upload/staged-names.ts";

/** What is written, removed and turned, with what the plan saw there. `isExact`: the plan looked at each of the paths by itself. */
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
      // A folder that gives way is nothing that anybody else has put there.
      seen: turned.has(path) ? null : seenAt(remote, path, isExact),
    })),
    removals: [...steps.removals],
  };
}

/** What the plan saw at a path; listings of whole trees say too little of what is there to be held to it. */
function seenAt(remote: RemoteView, path: string, isExact: boolean): JournalPut["seen"] {
  const seen = remote.get(path);
  if (!seen) return null;
  return isExact ? { size: seen.size, mtime: seen.mtime } : undefined;
}

/** Directories that new files need where no file of ours lies yet: those to be made first, and those that are made in a turn. */
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

/** Files that are no part of the site any more since this publish, whether it removes them or the next one does. */
export function leftBy({ removals, retired }: DecidedSteps, before: Manifest | null): string[] {
  const removed = removals.map(({ path }) => path);
  return [...removed.filter((path) => !before?.files[path]?.retired), ...retired];
}

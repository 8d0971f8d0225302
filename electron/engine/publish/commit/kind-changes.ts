import type { KindChangeSteps, CommitOptions } from "./commit-types.ts";
import type { CommitJournal, JournalPut, JournalRemoval } from "../state/commit-journal.ts";
import type { Manifest } from "../state/manifest.ts";
import { parentDirectories } from "../base/directories.ts";
import type { Moves } from "../base/moves.ts";
import { isInside } from "../plan/plan-kind-changes.ts";
import type { PutOutcome } from "./put-live.ts";
import { replaceDirectory } from "./replace-directory.ts";
import { replaceFile } from "./replace-file.ts";

/** The steps of a publish. Kind changes (a folder replaces a file, or the reverse) are kept separate. */
export interface KindChanges {
  readonly toFolder: readonly KindChangeSteps[];
  readonly toFile: readonly KindChangeSteps[];
  /** The new files at all other paths, where there was a file before, or nothing. */
  readonly puts: readonly JournalPut[];
  readonly removals: readonly JournalRemoval[];
}

/** Separates the steps that replace a file with a folder, or a folder with a file, from all other steps. */
export function kindChangesOf(
  { turns: changes, puts, removals, generation }: CommitJournal,
  before: Manifest | null,
): KindChanges {
  if (changes.length === 0) return { toFolder: [], toFile: [], puts, removals };
  const paths = new Set(changes.map(({ path }) => path));
  const ours = new Set(before?.directories ?? []);
  const isPart = ({ path }: { readonly path: string }): boolean => paths.has(path) || isInside(path, paths);
  const steps = changes.map((change, index) => {
    const at = new Set([change.path]);
    const isHere = ({ path }: { readonly path: string }): boolean =>
      path === change.path || isInside(path, at);
    return {
      change,
      puts: puts.filter(isHere),
      removals: removals.filter(isHere),
      name: `${generation}-${index}`,
      ours,
    };
  });
  return {
    toFolder: steps.filter(({ change }) => change.to === "folder"),
    toFile: steps.filter(({ change }) => change.to === "file"),
    puts: puts.filter((put) => !isPart(put)),
    removals: removals.filter((removal) => !isPart(removal)),
  };
}

/** Replaces files with folders and folders with files, one after the other. Adds the results to `outcome`. */
export async function applyKindChanges(
  options: CommitOptions,
  steps: readonly KindChangeSteps[],
  moves: Moves,
  outcome: PutOutcome,
): Promise<void> {
  for (const one of steps) {
    const replace = one.change.to === "folder" ? replaceFile : replaceDirectory;
    const { live, edited } = await replace(options, one, moves);
    for (const [path, file] of live) outcome.live.set(path, file);
    for (const path of edited) outcome.edited.add(path);
    for (const { path } of one.puts) options.progress.file(path);
  }
}

/**
 * Drops the removals at paths where nothing was replaced, because someone has changed the old file or folder.
 * Without a removal, the old files stay in the manifest, and the next plan asks the author about them.
 */
export function withoutRefused(journal: CommitJournal, edited: ReadonlySet<string>): CommitJournal {
  if (edited.size === 0 || journal.turns.length === 0) return journal;
  const parents = new Set(parentDirectories(edited));
  const refused = journal.turns.filter(({ path, to }) => (to === "file" ? edited : parents).has(path));
  const paths = new Set(refused.map(({ path }) => path));
  const isPart = ({ path }: JournalRemoval): boolean => paths.has(path) || isInside(path, paths);
  return { ...journal, removals: journal.removals.filter((removal) => !isPart(removal)) };
}

/** Removes a directory from `directories` if a file has replaced it, or if it could not be made. */
export function withoutReplaced(
  directories: Set<string>,
  { turns: changes, puts }: CommitJournal,
  edited: ReadonlySet<string>,
): void {
  const gone = changes.filter(({ path, to }) => {
    const at = new Set([path]);
    const here = puts.filter((put) => put.path === path || isInside(put.path, at));
    // If `withoutLostUploads` has dropped the new files of a path, the old file or folder is still there.
    const isRefused = here.length === 0 || here.some((put) => edited.has(put.path));
    return to === "file" ? !isRefused : isRefused;
  });
  const paths = new Set(gone.map(({ path }) => path));
  for (const path of directories) if (paths.has(path) || isInside(path, paths)) directories.delete(path);
}

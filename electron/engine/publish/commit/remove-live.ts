import { posix } from "node:path";
import type { CommitOptions } from "./commit-types.ts";
import type { CommitJournal, JournalRemoval } from "../state/commit-journal.ts";
import type { Moves } from "../base/moves.ts";
import { inTurn, manyLanes, pipeline } from "../base/pipeline.ts";
import { isUntouched } from "../plan/plan.ts";
import { isServerRule, rulesOf } from "../plan/server-rules.ts";
import type { TargetLook } from "./put-live.ts";
import { orMissing, orRefused, type RemoteEntry } from "../base/remote-files.ts";
import { goneName, lookAtMoved, returnFile } from "./return-file.ts";

/** The files that are still on the server after `removeLive`. */
interface Remaining {
  /** Paths of files that somebody has changed since the plan. */
  readonly edited: ReadonlySet<string>;
  /** Paths of all files that stay: those in `edited`, and rules that protect files of other people. */
  readonly stays: ReadonlySet<string>;
}

interface RemoveOptions {
  /** Entries on the server that are known already, by the paths of the files. Default: none. */
  readonly look?: TargetLook | undefined;
  /** Called for each removed file. */
  readonly onFile?: (path: string) => void;
}

/**
 * Removes files that are unchanged since the author agreed to the removal. Returns the other files.
 * First moves each file into the staging directory, which a client that has lost its lock no longer has.
 * Removes files with access rules last, because the rules may protect the other files.
 */
export async function removeLive(
  options: CommitOptions,
  { removals, generation }: Pick<CommitJournal, "removals" | "generation">,
  moves: Moves,
  { look, onFile }: RemoveOptions = {},
): Promise<Remaining> {
  const { files, place, stage } = options;
  const edited = new Set<string>();
  /** Paths to which the server refused to move files back. These files are kept in the state directory. */
  const aside = new Set<string>();
  const giveBack = async (gone: string, path: string): Promise<void> => {
    const isBack = await returnFile(options, gone, path);
    (isBack ? edited : aside).add(path);
  };
  const remove = async (removal: JournalRemoval): Promise<void> => {
    const path = posix.join(place.root, removal.path);
    const name = goneName(removal.path, generation);
    const gone = `${stage.directory}/${name}`;
    const left = stage.aside.has(name) ? await lookAtMoved(files, gone) : null;
    if (left && !isUntouched(removal, left)) return giveBack(gone, removal.path);
    const entry = look?.get(removal.path) ?? (await orMissing(files.lstat(path)));
    if (!entry) return;
    if (!isUntouched(removal, entry)) {
      edited.add(removal.path);
      return;
    }
    if (stage.aside.has(name)) await orRefused(files.remove(gone));
    const [, moved] = await inTurn<RemoteEntry | null>(files, [
      () => moves.toFree(path, gone).then(() => null),
      () => lookAtMoved(files, gone),
    ]);
    if (moved && !isUntouched(removal, moved)) return giveBack(gone, removal.path);
    const clearing = orRefused(files.remove(gone));
    // Does not wait for the deletion if the server keeps the order of requests: the file is no longer live.
    if (files.capabilities.ordered) clearing.catch(() => undefined);
    else await clearing;
    onFile?.(removal.path);
  };
  const others = removals.filter(({ path }) => !isServerRule(path));
  await pipeline(others, remove, undefined, manyLanes(files));
  const isNeeded = rulesOf([...edited, ...aside]);
  const rules = removals.filter(({ path }) => isServerRule(path));
  const needed = rules.flatMap(({ path }) => (isNeeded(path) ? path : []));
  await pipeline(
    rules.filter(({ path }) => !isNeeded(path)),
    remove,
    undefined,
    manyLanes(files),
  );
  return { edited, stays: new Set([...edited, ...needed]) };
}

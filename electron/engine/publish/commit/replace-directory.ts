import { posix } from "node:path";
import type { CommitOptions, KindChangeSteps } from "./commit-types.ts";
import type { JournalPut } from "../state/commit-journal.ts";
import type { Moves } from "../base/moves.ts";
import { inTurn } from "../base/pipeline.ts";
import { isUntouched } from "../plan/plan.ts";
import { lookAtPuts, type PutOutcome } from "./put-live.ts";
import { orMissing, orRefused, type RemoteFiles } from "../base/remote-files.ts";
import { removeTree } from "../base/directories.ts";
import { listWholeTree } from "../base/remote-tree.ts";

/**
 * Replaces a folder with a file. Also completes a replacement that was interrupted.
 * During the replacement, the path is empty only between two renames.
 * Keeps the folder if the folder contains anything that may not be removed.
 */
export async function replaceDirectory(
  options: CommitOptions,
  steps: KindChangeSteps,
  moves: Moves,
): Promise<PutOutcome> {
  const { files, place, stage } = options;
  const [put] = steps.puts;
  if (!put) return nothing;
  const [path, aside] = [posix.join(place.root, put.path), `${stage.directory}/turned-${steps.name}`];
  const staged = `${stage.directory}/${put.staged}`;
  const refused = { ...nothing, edited: new Set([put.path]) };
  if (stage.ready.has(put.staged)) {
    const entry = await orMissing(files.lstat(path));
    if (entry && entry.kind !== "directory") return refused;
    if (entry && !(await mayGo(files, path, steps))) return refused;
    try {
      await inTurn(files, [
        async () => {
          if (entry) await files.rename(path, aside);
        },
        () => moves.toFree(staged, path),
      ]);
    } catch (error) {
      // Moves the old folder back, so that readers see the old pages until the next publish.
      if (entry) await orRefused(files.rename(aside, path)).catch(() => undefined);
      throw error;
    }
    stage.ready.delete(put.staged);
  }
  if ((await orMissing(files.lstat(aside))) !== null) {
    if (!(await mayGo(files, aside, steps))) {
      await putBack(options, put, path, aside);
      return refused;
    }
    await removeTree(files, aside);
  }
  return { live: await lookAtPuts(options, [put]), edited: new Set() };
}

const nothing: PutOutcome = { live: new Map(), edited: new Set() };

/** Whether a folder contains only directories of Hitofude and unchanged files that may be removed. */
async function mayGo(
  files: RemoteFiles,
  folder: string,
  { change, removals, ours }: KindChangeSteps,
): Promise<boolean> {
  const agreed = new Map(removals.map((removal) => [removal.path, removal]));
  const tree = await listWholeTree(files, folder);
  return [...tree].every(([inside, entry]) => {
    const path = posix.join(change.path, inside);
    if (entry.kind === "directory") return ours.has(path);
    const removal = agreed.get(path);
    return removal !== undefined && isUntouched(removal, entry);
  });
}

async function putBack(
  { files, stage }: CommitOptions,
  put: JournalPut,
  path: string,
  aside: string,
): Promise<void> {
  const staged = `${stage.directory}/${put.staged}`;
  await inTurn(files, [() => files.rename(path, staged), () => files.rename(aside, path)]);
}

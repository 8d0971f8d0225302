import { posix } from "node:path";
import type { CommitOptions, KindChangeSteps } from "./commit-types.ts";
import { makeDirectories, parentDirectories } from "../base/directories.ts";
import type { Moves } from "../base/moves.ts";
import { inTurn, pipeline } from "../base/pipeline.ts";
import { isUntouched } from "../plan/plan.ts";
import { lookAtPuts, type PutOutcome } from "./put-live.ts";
import { orMissing, orRefused, type RemoteEntry } from "../base/remote-files.ts";
import { lookAtMoved, returnFile, turnedName } from "./return-file.ts";

/**
 * Replaces a file with a folder. Also completes a replacement that was interrupted.
 * During the replacement, the path is empty only between two renames.
 */
export async function replaceFile(
  options: CommitOptions,
  { change, puts, removals, name }: KindChangeSteps,
  moves: Moves,
): Promise<PutOutcome> {
  const { files, place, stage } = options;
  const [path, draft] = [posix.join(place.root, change.path), `${stage.directory}/turn-${name}`];
  const gone = `${stage.directory}/${turnedName(name)}`;
  const isOurs = (seen: RemoteEntry): boolean => removals.some((removal) => isUntouched(removal, seen));
  const refused = { live: new Map(), edited: new Set(puts.map((put) => put.path)) };
  const giveBack = async (): Promise<PutOutcome> => {
    const there = await orMissing(files.lstat(path));
    if (there?.kind === "directory") await orRefused(files.rename(path, draft));
    await returnFile(options, gone, change.path);
    return refused;
  };
  const isAside = stage.aside.has(turnedName(name));
  const left = isAside ? await lookAtMoved(files, gone) : null;
  if (left && !isOurs(left)) return giveBack();
  const isBegun = (await orMissing(files.lstat(draft))) !== null;
  const waiting = puts.filter(({ staged }) => stage.ready.has(staged));
  if (isBegun || waiting.length > 0) {
    await fillDraft(options, draft, { change, puts }, moves);
    const entry = await orMissing(files.lstat(path));
    if (entry && !isOurs(entry)) return refused;
    if (entry && isAside) await orRefused(files.remove(gone));
    const away = async (): Promise<void> => {
      if (entry) await moves.toFree(path, gone);
    };
    try {
      await inTurn(files, [away, () => files.rename(draft, path)]);
    } catch (error) {
      // Moves the old file back, so that readers see the old page until the next publish.
      if (entry) await orRefused(files.rename(gone, path)).catch(() => undefined);
      throw error;
    }
    const moved = entry && (await lookAtMoved(files, gone));
    if (moved && !isOurs(moved)) return giveBack();
    if (entry) await orRefused(files.remove(gone));
  }
  return { live: await lookAtPuts(options, puts), edited: new Set() };
}

/**
 * Makes the new folder in the staging directory, and moves the new files into it. Skips finished steps.
 */
async function fillDraft(
  { files, stage, directoryMode }: CommitOptions,
  draft: string,
  { change, puts }: Pick<KindChangeSteps, "change" | "puts">,
  moves: Moves,
): Promise<void> {
  const inside = (path: string): string => path.slice(change.path.length + 1);
  const below = parentDirectories(puts.map((put) => inside(put.path)));
  const name = posix.basename(draft);
  const directories = [name, ...below.map((path) => posix.join(name, path))];
  await makeDirectories(files, stage.directory, directories, { mode: directoryMode, chmod: true });
  const waiting = puts.filter(({ staged }) => stage.ready.has(staged));
  await pipeline(waiting, async ({ path, staged }) => {
    await moves.toFree(`${stage.directory}/${staged}`, posix.join(draft, inside(path)));
    stage.ready.delete(staged);
  });
}

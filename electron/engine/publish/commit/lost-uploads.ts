import { hash } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { Moves } from "../base/moves.ts";
import { orMissing, type RemoteEntry, type RemoteError, type RemoteFiles } from "../base/remote-files.ts";
import { readWhole } from "../base/whole-file.ts";
import { isInside } from "../plan/plan-kind-changes.ts";
import type { CommitJournal, JournalPut } from "../state/commit-journal.ts";
import { reopenFolders } from "./closed-folders.ts";
import { kindChangesOf } from "./kind-changes.ts";
import type { CommitOptions } from "./commit-types.ts";
import { lookAtTargets } from "./put-live.ts";
import { turnedName } from "./return-file.ts";

/**
 * Returns `publish.uploadsGone` if another program has removed uploaded files before they were live.
 * `error` is the server's error for a missing file. Returns null if the file is missing for another reason.
 * `stage` is the path of the stage directory. The lock must be held.
 */
export async function uploadsGone(
  files: RemoteFiles,
  stage: string,
  error: RemoteError,
): Promise<AppError | null> {
  const { operation, path } = error;
  const hasStage = (await orMissing(files.lstat(stage))) !== null;
  // If the destination's folder exists, the missing file is the source of the move.
  const isMove = (operation === "rename" || operation === "link") && !path.startsWith(`${stage}/`);
  if (hasStage && !(isMove && (await orMissing(files.lstat(posix.dirname(path)))))) return null;
  return new AppError("publish.uploadsGone", { directory: posix.dirname(stage) }, error);
}

/**
 * Returns the journal of an interrupted publish without the steps that can no longer be carried out,
 * because their uploaded files are gone. The files of the last publish stay at these paths.
 * Keeps the kind changes, without their puts, because names in the stage contain the index of a kind change.
 */
export async function withoutLostUploads(
  options: CommitOptions,
  journal: CommitJournal,
): Promise<CommitJournal> {
  const { stage, files, place } = options;
  const gone = journal.puts.filter(({ staged }) => !stage.ready.has(staged));
  if (gone.length === 0) return journal;
  // Closed folders are in the stage directory. Moves them back first, so that their `.htaccess` is found.
  await reopenFolders(options, kindChangesOf(journal, null).puts, new Moves(files, journal.traits));
  const kept = new Set<string>();
  for (const [index, { path, to }] of journal.turns.entries()) {
    const at = new Set([path]);
    const isHere = (put: JournalPut): boolean => put.path === path || isInside(put.path, at);
    if (journal.puts.some((put) => isHere(put) && stage.ready.has(put.staged))) continue;
    const name = `${to === "folder" ? "turn" : "turned"}-${journal.generation}-${index}`;
    if (stage.aside.has(turnedName(`${journal.generation}-${index}`))) continue;
    if (await orMissing(files.lstat(`${stage.directory}/${name}`))) continue;
    const kind = (await orMissing(files.lstat(posix.join(place.root, path))))?.kind;
    if (kind === (to === "folder" ? "file" : "directory")) kept.add(path);
  }
  const isKept = ({ path }: { readonly path: string }): boolean => kept.has(path) || isInside(path, kept);
  // Skips files of kind changes. Those of a new folder may be in the stage, in the unfinished folder.
  const turned = new Set(journal.turns.map(({ path }) => path));
  const single = gone.filter(({ path }) => !turned.has(path) && !isInside(path, turned));
  const look = await lookAtTargets(options, single);
  const lost = new Set<JournalPut>();
  for (const put of single) if (!(await isLive(options, put, look.get(put.path) ?? null))) lost.add(put);
  return {
    ...journal,
    puts: journal.puts.filter((put) => !lost.has(put) && !isKept(put)),
    removals: journal.removals.filter((removal) => !isKept(removal)),
  };
}

/**
 * Whether the new version of a file is live.
 * Reads the file only if the old version, which the plan has seen, had the same size and time as this file.
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

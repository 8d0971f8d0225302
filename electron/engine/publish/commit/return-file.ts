import { createHash, randomBytes } from "node:crypto";
import { posix } from "node:path";
import { accepted, orMissing, type RemoteEntry, type RemoteFiles } from "../base/remote-files.ts";
import { asideName } from "../upload/stage.ts";
import type { CommitOptions } from "./commit-types.ts";

/**
 * Returns the name in the staging directory to which a file moves before it is removed.
 * The name contains a hash of the path, by which the next publish recognises a file after an interruption.
 */
export function goneName(path: string, generation: number): string {
  return `${asideName.gone}${generation}-${createHash("sha256").update(path).digest("hex").slice(0, 12)}`;
}

/** Returns the name in the staging directory to which a file moves before a folder replaces it. */
export function turnedName(name: string): string {
  return `${asideName.gone}turn-${name}`;
}

/** Name prefix of someone else's file that is kept in the state directory. */
export const keptPrefix = "kept-";

/** Maximum number of bytes of the old name in a kept file's new name. Servers allow 255 bytes for a name. */
const maxRepeated = 120;

/**
 * Moves someone else's file back from the staging directory to its path in the site.
 * If the server refuses, moves the file into the state directory, where no publish removes it.
 * Returns whether the file is at its path again.
 * Rejects if the server refuses both moves. The next publish then tries again.
 */
export async function returnFile(
  { files, place, keptAside }: CommitOptions,
  gone: string,
  path: string,
): Promise<boolean> {
  if (await accepted(files.rename(gone, posix.join(place.root, path)))) return true;
  // Keeps the end of the file's name. Drops the bytes of a character that the cut has split.
  const name = Buffer.from(posix.basename(path))
    .subarray(-maxRepeated)
    .toString()
    .replace(/^\uFFFD+/, "");
  const at = `${place.state}/${keptPrefix}${randomBytes(4).toString("hex")}-${name}`;
  await files.rename(gone, at);
  keptAside.push({ path, at });
  return false;
}

/**
 * Returns the size and time of a file after its move, which reveal an edit shortly before the move.
 * Returns null if the server moves files by copying, because a copy can have a different time.
 */
export async function lookAtMoved(files: RemoteFiles, path: string): Promise<RemoteEntry | null> {
  return files.capabilities.directoryRename ? orMissing(files.lstat(path)) : null;
}

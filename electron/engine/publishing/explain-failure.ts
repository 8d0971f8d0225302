import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { orRefused, RemoteError, type RemoteFiles, remoteStatus } from "./remote-files.ts";

/** With less than this free, a refusal is taken for a full disk: file systems keep the last blocks to themselves. */
const nearlyNothing = 256 * 1024;

/** Operations that need room on the disk. */
const needsRoom = new Set(["open", "write", "close", "mkdir", "rename", "fsetstat"]);

/**
 * Finds out why a server refused: its status alone says little, "failure" nothing at all. Errors that are explained already
 * stay as they are.
 */
export async function explainFailure(
  files: RemoteFiles,
  directory: string,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof RemoteError)) return error;
  const { operation, path, status, message } = error;
  try {
    if (status === remoteStatus.permissionDenied) {
      return new AppError("publish.directoryDenied", { directory: posix.dirname(path) }, error);
    }
    if (needsRoom.has(operation) && status === remoteStatus.failure) {
      const space = /quota|space/i.test(message) ? null : await orRefused(files.space(posix.dirname(path)));
      const isFull = space
        ? space.free < nearlyNothing || space.freeFiles === 0
        : /quota|space/i.test(message);
      if (isFull) return new AppError("publish.remoteDiskFull", { path }, error);
    }
    if (status === remoteStatus.noSuchFile && (await orRefused(files.readdir(directory))) === null) {
      return new AppError("publish.directoryMissing", { directory }, error);
    }
  } catch (lost) {
    return lost;
  }
  return new AppError("publish.remoteFailed", { operation, path, reason: message }, error);
}

import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { takesMore } from "../upload/room-probe.ts";
import { isInState } from "../state/state-places.ts";
import { orRefused, RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";

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
    const file = operation === "mkdir" ? await fileInTheWay(files, directory, path) : null;
    if (file !== null) return new AppError("publish.fileInTheWay", { path: file }, error);
    if (needsRoom.has(operation) && status === remoteStatus.failure) {
      const explained = await explainRoom(files, error);
      if (explained) return explained;
    }
    if (status === remoteStatus.noSuchFile && (await orRefused(files.readdir(directory))) === null) {
      return new AppError("publish.directoryMissing", { directory }, error);
    }
  } catch (lost) {
    return lost;
  }
  return new AppError("publish.remoteFailed", { operation, path, reason: message }, error);
}

/** Whether there is no room, not for this account, or not for anybody; null when that is not what is wrong. */
async function explainRoom(files: RemoteFiles, error: RemoteError): Promise<AppError | null> {
  const { path, message } = error;
  const directory = await nearestDirectory(files, posix.dirname(path));
  if (/quota exceeded|over quota|EDQUOT/i.test(message))
    return new AppError("publish.remoteQuota", { path }, error);
  if (/no space|disk full|insufficient storage|ENOSPC/i.test(message))
    return new AppError("publish.remoteDiskFull", { path }, error);
  const space = await orRefused(files.space(directory));
  if (space?.isReadOnly) return new AppError("publish.directoryDenied", { directory }, error);
  if (space && (space.free < nearlyNothing || space.freeFiles === 0)) {
    return new AppError("publish.remoteDiskFull", { path }, error);
  }
  // The disk has room, or the server does not tell: the quota of an account shows only in what is refused.
  return isInState(directory) && !(await takesMore(files, directory))
    ? new AppError("publish.remoteQuota", { path }, error)
    : null;
}

/** The directory itself, or what is left above it: what could not be finished has been cleared away. */
async function nearestDirectory(files: RemoteFiles, directory: string): Promise<string> {
  if (directory === posix.dirname(directory) || (await orRefused(files.lstat(directory)))) return directory;
  return nearestDirectory(files, posix.dirname(directory));
}

/** The file of somebody's that lies where a folder of the site has to be; null where there is none. */
async function fileInTheWay(files: RemoteFiles, root: string, path: string): Promise<string | null> {
  if (!path.startsWith(`${root}/`)) return null;
  const entry = await orRefused(files.lstat(path));
  return entry?.kind === "file" ? path : fileInTheWay(files, root, posix.dirname(path));
}

import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { orRefused, RemoteError, type RemoteFiles, remoteStatus } from "../base/remote-files.ts";
import { isInState } from "./state-locations.ts";

/**
 * Minimum free space in bytes. A disk with less counts as full, because file systems reserve the last blocks.
 */
const nearlyNothing = 256 * 1024;

/** Operations that may fail because the disk is full. */
const needsRoom = new Set(["open", "write", "close", "mkdir", "rename", "fsetstat"]);

/** Determines why a server refused an operation, because the status alone is vague. */
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

/**
 * Returns an error for a full disk, a used-up quota or a read-only file system.
 * Returns null if the failure has any other cause.
 */
async function explainRoom(files: RemoteFiles, error: RemoteError): Promise<AppError | null> {
  const { path, message } = error;
  const directory = await nearestDirectory(files, posix.dirname(path));
  if (/quota exceeded|over quota|EDQUOT/i.test(message))
    return new AppError("publish.remoteQuota", { path, disk: "free" }, error);
  if (/no space|disk full|insufficient storage|ENOSPC/i.test(message))
    return new AppError("publish.remoteDiskFull", { path }, error);
  const space = await orRefused(files.space(directory));
  if (space?.isReadOnly) return new AppError("publish.directoryDenied", { directory }, error);
  if (space && (space.free < nearlyNothing || space.freeFiles === 0)) {
    return new AppError("publish.remoteDiskFull", { path }, error);
  }
  // If the disk has space, a refused test write shows that the account's quota is used up.
  // If the server does not report its free space, its disk may be full instead.
  const disk = space ? "free" : "unknown";
  return isInState(directory) && !(await takesMore(files, directory))
    ? new AppError("publish.remoteQuota", { path, disk }, error)
    : null;
}

/** Tests the quota: returns whether one more write of maximum size into a directory succeeds. */
async function takesMore(files: RemoteFiles, directory: string): Promise<boolean> {
  const path = `${directory}/room-${randomBytes(8).toString("hex")}`;
  try {
    const file = await files.open(path, "create", 0o600);
    try {
      await file.write(randomBytes(files.capabilities.chunk), 0);
    } finally {
      // Closing is part of the test, because some servers report a failed write only when the file is closed.
      await file.close();
    }
    return true;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return error.status !== remoteStatus.failure;
  } finally {
    await orRefused(files.remove(path));
  }
}

/** Returns the directory if it exists. Otherwise returns the nearest existing parent directory. */
async function nearestDirectory(files: RemoteFiles, directory: string): Promise<string> {
  if (directory === posix.dirname(directory) || (await orRefused(files.lstat(directory)))) return directory;
  return nearestDirectory(files, posix.dirname(directory));
}

/** Returns the first file among `path` and its parents. Null if none of them is a file. */
async function fileInTheWay(files: RemoteFiles, root: string, path: string): Promise<string | null> {
  if (!path.startsWith(`${root}/`)) return null;
  const entry = await orRefused(files.lstat(path));
  return entry?.kind === "file" ? path : fileInTheWay(files, root, posix.dirname(path));
}

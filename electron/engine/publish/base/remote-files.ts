import type { Capabilities } from "./capabilities.ts";

/** Kinds of directory entries. A symbolic link is always a `link`, whatever its target is. */
export type EntryKind = "file" | "directory" | "link" | "other";

/** Attributes that the server reports for one directory entry. */
export interface RemoteEntry {
  readonly kind: EntryKind;
  readonly size: number;
  /** Time of the last change, in seconds since the epoch by the server's clock. */
  readonly mtime: number;
  readonly mode: number;
  /** Numeric id of the owner. Missing if the server does not report an owner. */
  readonly uid?: number;
}

/** An open file on the server. Several requests for the file may be sent at once. */
export interface RemoteFile {
  /** Returns `length` bytes at `offset`, or fewer at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
  write(bytes: Uint8Array, offset: number): Promise<void>;
  chmod(mode: number): Promise<void>;
  close(): Promise<void>;
}

/** The ways to open a file: `create` empties an existing file, and `overwrite` requires an existing file. */
export type OpenHow = "read" | "create" | "overwrite";

export interface Space {
  /** Number of bytes that the signed-in user may still write. */
  readonly free: number;
  /** Number of files that can still be made (free inodes), or infinity if the file system has no limit. */
  readonly freeFiles: number;
  readonly isReadOnly: boolean;
}

/**
 * The operations that a publish needs on a server. They have the same names as in SFTP.
 * All paths are absolute, with `/` between the names.
 * If the server refuses an operation, the operation rejects with a `RemoteError`.
 * If the connection is lost, the operation rejects with `publish.connectionLost`.
 */
export interface RemoteFiles {
  readonly capabilities: Capabilities;
  /** Opens a second channel to the same files. Returns null if the server allows only one channel. */
  beside?(): Promise<RemoteFiles | null>;
  open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile>;
  /** Moves a file or directory. Servers that follow the standard refuse if `to` exists. */
  rename(from: string, to: string): Promise<void>;
  /** Moves a file in one step, and replaces a file at `to`. Requires the capability `renameOver`. */
  replace(from: string, to: string): Promise<void>;
  mkdir(path: string, mode: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  lstat(path: string): Promise<RemoteEntry>;
  /**
   * Maps the names in a directory to their entries, in the server's order. Omits `.` and `..`.
   * `expected` is an estimate of the number of entries, so that all batches can be requested at once.
   * `timed` contains the names whose times are needed.
   * If the capability `lists` is `sizes`, the entries of all other names contain no valid time.
   */
  readdir(
    path: string,
    expected?: number,
    timed?: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, RemoteEntry>>;
  remove(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  realpath(path: string): Promise<string>;
  /** Returns the free space, or null if the server cannot report the free space. */
  space(path: string): Promise<Space | null>;
}

/** The directories on a server in which a publish works. */
export interface RemoteDirectories {
  /** Document root: an absolute path with symbolic links resolved. */
  readonly root: string;
  /** Directory of Hitofude's manifest, lock and uploads, in the same file system as `root`. */
  readonly state: string;
}

/** Status codes of SFTP version 3. Servers send `failure` for many reasons, such as a full disk. */
export const remoteStatus = {
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  badMessage: 5,
  unsupported: 8,
} as const;

/** The error of an operation that the server refused. `explainFailure` explains the error to users. */
export class RemoteError extends Error {
  readonly operation: string;
  readonly path: string;
  readonly status: number;
  readonly reason: string;

  constructor(operation: string, path: string, status: number, message: string) {
    super(`${operation} ${path}: ${message} (${status})`);
    this.name = "RemoteError";
    this.operation = operation;
    this.path = path;
    this.status = status;
    this.reason = message;
  }
}

/** Waits for a request. Resolves with null if the file does not exist. */
export async function orMissing<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof RemoteError && error.status === remoteStatus.noSuchFile) return null;
    throw error;
  }
}

/**
 * Waits for a request. Resolves with null if the server refuses the request. Rejects on a lost connection.
 */
export async function orRefused<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof RemoteError) return null;
    throw error;
  }
}

/** Returns whether the server carries out a request. Rejects if the connection is lost. */
export async function accepted(request: Promise<unknown>): Promise<boolean> {
  return (await orRefused(request.then(() => true))) === true;
}

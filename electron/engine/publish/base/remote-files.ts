import type { Capabilities } from "./capabilities.ts";

/**
 * Kinds of directory entries that a publish distinguishes. A symbolic link is a `link`, no matter what it
 * points to.
 */
export type EntryKind = "file" | "directory" | "link" | "other";

/** Attributes of one directory entry, as the server reports them. */
export interface RemoteEntry {
  readonly kind: EntryKind;
  readonly size: number;
  /**
   * Time of the last change, in seconds since the epoch by the server's clock. It is compared only with other
   * times from the same server.
   */
  readonly mtime: number;
  /** Permission bits of the entry. */
  readonly mode: number;
  /** Numeric id of the owner; missing if the server does not report it. */
  readonly uid?: number;
}

/** An open file on the server. Requests may be sent without waiting for the replies to earlier ones. */
export interface RemoteFile {
  /** Returns the `length` bytes at `offset`. At the end of the file, returns fewer, or none. */
  read(offset: number, length: number): Promise<Uint8Array>;
  write(bytes: Uint8Array, offset: number): Promise<void>;
  chmod(mode: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The ways to open a file. `read`: for reading. `create`: for writing; makes the file, or empties an existing
 * one. `overwrite`: for writing; fails if the file does not exist.
 */
export type OpenHow = "read" | "create" | "overwrite";

export interface Space {
  /** Number of bytes that our user may still write. */
  readonly free: number;
  /** Number of files that can still be made (free inodes); infinite if the file system has no such limit. */
  readonly freeFiles: number;
  /** Whether the file system is read-only. */
  readonly isReadOnly: boolean;
}

/**
 * The operations on a server that a publish needs, named as in SFTP. Paths are absolute, with `/`. Each
 * operation rejects with a `RemoteError` if the server refuses it, and with `publish.connectionLost` if the
 * connection is lost.
 */
export interface RemoteFiles {
  readonly capabilities: Capabilities;
  /**
   * Opens a second channel to the same files. The server handles the requests of both channels in parallel.
   * Null if the server allows no second channel. Closing the first channel closes both.
   */
  beside?(): Promise<RemoteFiles | null>;
  open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile>;
  /** Moves a file or directory. Servers that follow the standard refuse if `to` exists. */
  rename(from: string, to: string): Promise<void>;
  /**
   * Moves a file as POSIX does: in one step, replacing a file at `to`. Supported only with the capability
   * `renameOver`.
   */
  replace(from: string, to: string): Promise<void>;
  mkdir(path: string, mode: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  lstat(path: string): Promise<RemoteEntry>;
  /**
   * Returns the entries of a directory by name, without `.` and `..`, in the server's order. `expected` is an
   * estimate of their number. A server returns the entries in batches; with an estimate, all batches can be
   * requested at once.
   */
  readdir(path: string, expected?: number): Promise<ReadonlyMap<string, RemoteEntry>>;
  remove(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  realpath(path: string): Promise<string>;
  /** Returns the free space; null if the server cannot report it. */
  space(path: string): Promise<Space | null>;
}

/** The directories on a server in which a publish works. */
export interface RemoteDirectories {
  /** Document root: an absolute path with symbolic links resolved. */
  readonly root: string;
  /** Directory for Hitofude's own files (manifest, lock, stage), on the same file system as `root`. */
  readonly state: string;
}

/**
 * Status codes of SFTP version 3. Servers send `failure` for many reasons: the name exists, the disk is full,
 * or a directory is not empty.
 */
export const remoteStatus = {
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  badMessage: 5,
  unsupported: 8,
} as const;

/**
 * The error of an operation that the server refused. `explainFailure` converts this error to one that users
 * understand.
 */
export class RemoteError extends Error {
  readonly operation: string;
  readonly path: string;
  readonly status: number;
  /** The server's own message. */
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

/** Waits for a request. If the file does not exist, returns null instead of rejecting. */
export async function orMissing<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof RemoteError && error.status === remoteStatus.noSuchFile) return null;
    throw error;
  }
}

/**
 * Waits for a request. If the server refuses it, for any reason, returns null instead of rejecting. Still
 * rejects if the connection is lost.
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

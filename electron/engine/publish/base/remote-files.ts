/** Kinds of directory entry that matter to a publish; symbolic links are never followed. */
export type EntryKind = "file" | "directory" | "link" | "other";

/** Attributes that a server reports for one directory entry. */
export interface RemoteEntry {
  readonly kind: EntryKind;
  readonly size: number;
  /** Seconds since the epoch by the server's clock; compared only with other times from the same server. */
  readonly mtime: number;
  /** Permission bits. */
  readonly mode: number;
  /** Numeric id of the owner; absent where the server does not report it. */
  readonly uid?: number;
}

/** Hard and symbolic links, where a server has both. */
export interface LinkOperations {
  /** Makes a second name for a file. Fails when `to` exists. */
  hardLink(from: string, to: string): Promise<void>;
  /** Makes a symbolic link at `path` that contains `target` unchanged. */
  symlink(target: string, path: string): Promise<void>;
  /** Returns the target of a symbolic link, unresolved. */
  readlink(path: string): Promise<string>;
}

/** An open file. Requests may be sent without waiting for earlier ones. */
export interface RemoteFile {
  /** Returns fewer bytes than requested, or none, at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
  write(bytes: Uint8Array, offset: number): Promise<void>;
  chmod(mode: number): Promise<void>;
  close(): Promise<void>;
}

/** `overwrite` requires that the file exists; `create` truncates an existing file. */
export type OpenHow = "read" | "create" | "overwrite";

export interface Space {
  /** Bytes available to our user. */
  readonly free: number;
  /** Free inodes; infinite where the file system has no such limit. */
  readonly freeFiles: number;
  /** The file system is read-only. */
  readonly isReadOnly: boolean;
}

/**
 * The operations of the publish protocol, named as in SFTP. Paths are absolute with `/`. Each operation
 * rejects with a `RemoteError`, or with `publish.connectionLost` when the connection is gone.
 */
export interface RemoteFiles {
  readonly limits: {
    /** Maximum bytes of one `read` or `write`. */
    readonly chunk: number;
    readonly openFiles: number;
  };
  /** The server announces a rename that replaces its target; `probeTraits` finds out whether it works. */
  readonly announcesReplace: boolean;
  /**
   * The server handles requests strictly in the order of sending, so that a dependent request can be sent
   * without waiting. The standard guarantees this only for requests about one file.
   */
  readonly inOrder: boolean;
  /** Absent where the server does not announce link operations. */
  readonly links?: LinkOperations | undefined;
  /**
   * Opens a second channel to the same files, whose requests run in parallel to this one's; null where the
   * server allows no other. It closes with this one.
   */
  beside?(): Promise<RemoteFiles | null>;
  open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile>;
  /** Fails when `to` exists, on servers that follow the standard. */
  rename(from: string, to: string): Promise<void>;
  /** The POSIX rename: atomic, replaces `to`. */
  replace(from: string, to: string): Promise<void>;
  mkdir(path: string, mode: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  lstat(path: string): Promise<RemoteEntry>;
  /**
   * Names without `.` and `..`, in the server's order. `expected` is the estimated number of names: a server
   * returns them in batches, and all batches can then be requested at once.
   */
  readdir(path: string, expected?: number): Promise<ReadonlyMap<string, RemoteEntry>>;
  remove(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  realpath(path: string): Promise<string>;
  /** Null where the server cannot report it. */
  space(path: string): Promise<Space | null>;
}

/** The directories on a server that a publish works in. */
export interface RemotePlace {
  /** Document root, absolute, with links resolved. */
  readonly root: string;
  /** Hitofude's own directory on the same file system. */
  readonly state: string;
}

/**
 * Status codes of SFTP version 3. Servers use `failure` for anything: existing names, a full disk, a full
 * directory.
 */
export const remoteStatus = {
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  badMessage: 5,
  unsupported: 8,
} as const;

/** An operation that the server refused. `explainFailure` turns it into a message for the user. */
export class RemoteError extends Error {
  readonly operation: string;
  readonly path: string;
  readonly status: number;
  /** The server's message. */
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

/** Resolves to null instead of rejecting when the file does not exist. */
export async function orMissing<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof RemoteError && error.status === remoteStatus.noSuchFile) return null;
    throw error;
  }
}

/** Resolves to null when the server refuses, for any reason; still rejects when the connection is lost. */
export async function orRefused<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof RemoteError) return null;
    throw error;
  }
}

/** Whether the server carries out the request; rejects when the connection is lost. */
export async function accepted(request: Promise<unknown>): Promise<boolean> {
  return (await orRefused(request.then(() => true))) === true;
}

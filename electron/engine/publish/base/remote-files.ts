/** Kinds of entry that matter to a publish; a symbolic link is never followed. */
export type EntryKind = "file" | "directory" | "link" | "other";

/** What a server tells of one entry. */
export interface RemoteEntry {
  readonly kind: EntryKind;
  readonly size: number;
  /** Seconds since the epoch by the server's clock; only ever compared with another answer of the same server. */
  readonly mtime: number;
  /** Permission bits. */
  readonly mode: number;
  /** Number of the owner; absent where the server does not tell. */
  readonly uid?: number;
}

/** Hard and symbolic links, where a server has both. */
export interface LinkOperations {
  /** Gives a file another name. Fails when there is something at `to`. */
  hardLink(from: string, to: string): Promise<void>;
  /** Makes a symbolic link at `path` that leads to `target`, as it is written. */
  symlink(target: string, path: string): Promise<void>;
  /** Where a symbolic link leads, as it is written. */
  readlink(path: string): Promise<string>;
}

/** An open file. Requests may be sent without waiting for the ones before. */
export interface RemoteFile {
  /** Fewer bytes than asked for, or none, at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  write(bytes: Uint8Array, offset: number): Promise<void>;
  chmod(mode: number): Promise<void>;
  close(): Promise<void>;
}

/** `overwrite` needs the file to be there; `create` empties it when it is. */
export type OpenHow = "read" | "create" | "overwrite";

export interface Space {
  /** Free for us, in bytes. */
  readonly free: number;
  /** Infinite where the file system has no such limit. */
  readonly freeFiles: number;
  /** Nothing at all can be written there. */
  readonly isReadOnly: boolean;
}

/**
 * The operations that the publish protocol is made of, named as in SFTP. Paths are absolute with `/`. Each operation
 * rejects with a `RemoteError`, or with `publish.connectionLost` when no answer can come any more.
 */
export interface RemoteFiles {
  readonly limits: {
    /** The most that one `read` or `write` may carry, in bytes. */
    readonly chunk: number;
    readonly openFiles: number;
  };
  /** The server announces a rename that replaces; whether it does is for `probeTraits` to find out. */
  readonly announcesReplace: boolean;
  /**
   * The server carries requests out one after the other, in the order of sending: what builds on a request can be sent behind it. The
   * standard promises that for requests about one file only.
   */
  readonly inOrder: boolean;
  /** Absent where the server announces none. */
  readonly links?: LinkOperations | undefined;
  /**
   * Opens another way to the same files, whose requests are carried out beside those of this one; null where the server allows no other. It
   * ends with this one.
   */
  beside?(): Promise<RemoteFiles | null>;
  open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile>;
  /** Fails when `to` exists, on servers that keep to the standard. */
  rename(from: string, to: string): Promise<void>;
  /** The POSIX rename: atomic, replaces `to`. */
  replace(from: string, to: string): Promise<void>;
  mkdir(path: string, mode: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  lstat(path: string): Promise<RemoteEntry>;
  /**
   * Names without `.` and `..`, in the server's order. `expected` is how many there will be, as far as known: a server tells some
   * at a time, and can be asked for all of them at once.
   */
  readdir(path: string, expected?: number): Promise<ReadonlyMap<string, RemoteEntry>>;
  remove(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  realpath(path: string): Promise<string>;
  /** Null where the server cannot tell. */
  space(path: string): Promise<Space | null>;
}

/** Where a publish works on a server. */
export interface RemotePlace {
  /** Document root, absolute and free of links. */
  readonly root: string;
  /** Our own directory on the same file system. */
  readonly state: string;
}

/** Status numbers of SFTP version 3. Servers use `failure` for anything: taken names, a full disk, a full directory. */
export const remoteStatus = {
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  badMessage: 5,
  unsupported: 8,
} as const;

/** One operation that the server refused. `explainFailure` turns it into what a person can understand. */
export class RemoteError extends Error {
  readonly operation: string;
  readonly path: string;
  readonly status: number;
  /** What the server said about it. */
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

/** Resolves to null instead of rejecting when there is no such file. */
export async function orMissing<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof RemoteError && error.status === remoteStatus.noSuchFile) return null;
    throw error;
  }
}

/** Resolves to null when the server refuses, whatever its reason; a lost connection still rejects. */
export async function orRefused<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof RemoteError) return null;
    throw error;
  }
}

/** Whether the server does it; a lost connection still rejects. */
export async function accepted(request: Promise<unknown>): Promise<boolean> {
  return (await orRefused(request.then(() => true))) === true;
}

import type { ServerTraits } from "../state/manifest.ts";

/** Operations with hard and symbolic links, for servers that support both. */
export interface LinkOperations {
  /** Creates a hard link, which is a second name for a file. Fails if `to` exists. */
  hardLink(from: string, to: string): Promise<void>;
  /** Makes a symbolic link at `path`. `target` is stored as given. */
  symlink(target: string, path: string): Promise<void>;
  /** Returns the target of a symbolic link as stored. */
  readlink(path: string): Promise<string>;
}

/**
 * What a transport's files can do, as far as strategies depend on it. An SFTP server only announces its
 * abilities. Those that affect the live site are therefore tested once (`ServerTraits`).
 */
export interface Capabilities {
  /** Maximum number of bytes that one `read` or `write` may transfer. */
  readonly chunk: number;
  /** Maximum number of files that may be open at once. */
  readonly openFiles: number;
  /** Whether the server supports `replace`: a rename that replaces an existing file. */
  readonly renameOver: boolean;
  /**
   * Whether a directory is renamed in one step that never replaces a directory with entries. Only then is it
   * certain that the lock excludes other clients.
   */
  readonly directoryRename: boolean;
  /**
   * Whether requests are handled strictly in the order in which they were sent. If so, a request that depends
   * on another one can be sent without waiting for the reply to that one. The SFTP standard guarantees this
   * order only for requests about the same file.
   */
  readonly ordered: boolean;
  /** The link operations. Null unless the server supports both hard and symbolic links. */
  readonly links: LinkOperations | null;
}

/**
 * Returns when the work under a lock begins. `ahead`: the first requests of the work are sent immediately
 * after the requests for the lock. `confirmed`: the work begins when the server has confirmed the lock.
 */
export function lockStrategy({ ordered, directoryRename }: Capabilities): "ahead" | "confirmed" {
  return ordered && directoryRename ? "ahead" : "confirmed";
}

/**
 * Returns the way to test the behaviour of a server. `atOnce` takes two round trips; if the server does not
 * behave as most servers do, the test continues step by step.
 */
export function probeStrategy({ ordered, renameOver }: Capabilities): "atOnce" | "stepByStep" {
  return ordered && renameOver ? "atOnce" : "stepByStep";
}

/**
 * The ways to replace a file with another one. `renameOver`: with `replace`. `plainRename`: with a `rename`
 * that replaces files, although the standard forbids that. `moveAside`: the old file is moved away first.
 */
export type ReplaceStrategy = "renameOver" | "plainRename" | "moveAside";

const replaceStrategies: Readonly<Record<ServerTraits["replace"], ReplaceStrategy>> = {
  posix: "renameOver",
  plain: "plainRename",
  none: "moveAside",
};

/** Chooses how files are replaced, by the result of the server's test. */
export function replaceStrategy({ replace }: Pick<ServerTraits, "replace">): ReplaceStrategy {
  return replaceStrategies[replace];
}

/** Returns the link operations that a publish by a swap needs; null if the server does not support a swap. */
export function swapOperations({ links }: Capabilities, traits: ServerTraits): LinkOperations | null {
  return replaceStrategy(traits) === "renameOver" ? links : null;
}

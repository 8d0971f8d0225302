import type { ServerTraits } from "../state/manifest.ts";

/** Operations with hard and symbolic links, for servers that support both. */
export interface LinkOperations {
  /** Creates a hard link, which is a second name for a file. Fails if `to` exists. */
  hardLink(from: string, to: string): Promise<void>;
  /** Makes a symbolic link at `path` that points to `target`, which is stored as given. */
  symlink(target: string, path: string): Promise<void>;
  /** Returns the target of a symbolic link as stored. */
  readlink(path: string): Promise<string>;
}

/**
 * The abilities of a transport's files that strategies depend on. An SFTP server only announces them; those
 * that affect the live site are therefore tested once (`ServerTraits`).
 */
export interface Capabilities {
  /** Maximum number of bytes that one `read` or `write` may transfer. */
  readonly chunk: number;
  /** Maximum number of files that may be open at once. */
  readonly openFiles: number;
  /** Whether `replace` is supported: a rename that replaces an existing file. */
  readonly renameOver: boolean;
  /**
   * Whether renaming a directory is one step that never replaces a directory with entries. Only then does the
   * lock exclude other clients for certain.
   */
  readonly directoryRename: boolean;
  /**
   * Whether requests are handled strictly in the order in which they were sent: then a request that depends
   * on another can be sent without waiting for a reply. The SFTP standard guarantees this only for requests
   * about the same file.
   */
  readonly ordered: boolean;
  /** Null unless both hard and symbolic links are supported. */
  readonly links: LinkOperations | null;
}

/**
 * Returns when the work under a lock begins. `ahead`: its first requests are sent immediately after those for
 * the lock. `confirmed`: it begins when the server has confirmed the lock.
 */
export function lockStrategy({ ordered, directoryRename }: Capabilities): "ahead" | "confirmed" {
  return ordered && directoryRename ? "ahead" : "confirmed";
}

/**
 * Returns how to test the behaviour of a server. `atOnce` takes two round trips; if the server does not
 * behave as most do, the test continues step by step.
 */
export function probeStrategy({ ordered, renameOver }: Capabilities): "atOnce" | "stepByStep" {
  return ordered && renameOver ? "atOnce" : "stepByStep";
}

/**
 * The ways to replace a file by another. `renameOver`: by `replace`. `plainRename`: by a `rename` that
 * replaces files, against the standard. `moveAside`: the old file is moved away first.
 */
export type ReplaceStrategy = "renameOver" | "plainRename" | "moveAside";

const replaceStrategies: Readonly<Record<ServerTraits["replace"], ReplaceStrategy>> = {
  posix: "renameOver",
  plain: "plainRename",
  none: "moveAside",
};

/** Chooses how files are replaced, depending on the result of the server's test. */
export function replaceStrategy({ replace }: Pick<ServerTraits, "replace">): ReplaceStrategy {
  return replaceStrategies[replace];
}

/** Returns the link operations for publishing by a swap; null if the server does not support a swap. */
export function swapOperations({ links }: Capabilities, traits: ServerTraits): LinkOperations | null {
  return replaceStrategy(traits) === "renameOver" ? links : null;
}

import type { ServerTraits } from "./server-traits.ts";

/** The link operations of a server that supports both hard links and symbolic links. */
export interface LinkOperations {
  /** Creates a hard link, which is a second name for a file. Fails if `to` exists. */
  hardLink(from: string, to: string): Promise<void>;
  /** Makes a symbolic link at `path`, and stores `target` unchanged. */
  symlink(target: string, path: string): Promise<void>;
  readlink(path: string): Promise<string>;
}

/** Operations that a transport supports. A publish chooses its strategies by these values. */
export interface Capabilities {
  /** Maximum number of bytes that one `read` or `write` may transfer. */
  readonly chunk: number;
  readonly openFiles: number;
  /** Whether the server supports `replace`: a rename that replaces an existing file. */
  readonly renameOver: boolean;
  /**
   * Whether a rename of a directory is atomic, and fails if the new path is a non-empty directory.
   * If a rename could replace a directory that is not empty, two clients could hold the lock at once.
   */
  readonly directoryRename: boolean;
  /** Whether the server handles all requests in the order in which they were sent. */
  readonly ordered: boolean;
  /** The link operations, or null if the server lacks hard or symbolic links. */
  readonly links: LinkOperations | null;
}

/** Returns whether a publish starts its work before the server has confirmed the lock. */
export function lockStrategy({ ordered, directoryRename }: Capabilities): "ahead" | "confirmed" {
  return ordered && directoryRename ? "ahead" : "confirmed";
}

/** Returns whether a server is tested in two round trips (`atOnce`) or step by step. */
export function probeStrategy({ ordered, renameOver }: Capabilities): "atOnce" | "stepByStep" {
  return ordered && renameOver ? "atOnce" : "stepByStep";
}

/** The ways to replace a file: with `replace`, with `rename`, or by moving the old file away first. */
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

/** Returns the link operations for publishing by switching a symbolic link. Null if the server lacks them. */
export function swapOperations({ links }: Capabilities, traits: ServerTraits): LinkOperations | null {
  return replaceStrategy(traits) === "renameOver" ? links : null;
}

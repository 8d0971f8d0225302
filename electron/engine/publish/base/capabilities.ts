import type { ServerTraits } from "./server-traits.ts";

/** The link operations of a server that supports both hard links and symbolic links. */
export interface LinkOperations {
  /** Creates a hard link, which is a second name for a file. Fails if `to` exists. */
  hardLink(from: string, to: string): Promise<void>;
  /** Makes a symbolic link at `path`, and stores `target` unchanged. */
  symlink(target: string, path: string): Promise<void>;
  readlink(path: string): Promise<string>;
}

/** What a transport can do, and its limits. A publish chooses its strategies by these properties. */
export interface Capabilities {
  /** Maximum number of bytes that one `read` or `write` may transfer. */
  readonly chunk: number;
  readonly openFiles: number;
  /** Whether the server supports `replace`: a rename that replaces an existing file. */
  readonly renameOver: boolean;
  /**
   * Whether a rename of a directory is atomic, and fails if the new path is a non-empty directory.
   * Otherwise, two clients could hold the lock at once, because a client takes the lock by such a rename.
   */
  readonly directoryRename: boolean;
  /** Whether the server handles all requests in the order in which they were sent. */
  readonly ordered: boolean;
  /**
   * What a listing of a folder contains of each file. `exact`: the exact size and time.
   * `sizes`: the exact size only. Each time then takes a request of its own.
   * Missing if listings have no advantage over single requests.
   * If `ordered` is false, listings allow a publish to check a larger sample of files.
   */
  readonly lists?: "exact" | "sizes";
  /** The link operations, or null if the server lacks hard or symbolic links. */
  readonly links: LinkOperations | null;
}

/** Returns when a publish starts its work: before (`ahead`) or after the server has confirmed the lock. */
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

/** Returns how to replace files on a server with these traits. */
export function replaceStrategy({ replace }: Pick<ServerTraits, "replace">): ReplaceStrategy {
  return replaceStrategies[replace];
}

/** Returns the operations for switching a symbolic link. Null if the server lacks links or atomic renames. */
export function swapOperations({ links }: Capabilities, traits: ServerTraits): LinkOperations | null {
  return replaceStrategy(traits) === "renameOver" ? links : null;
}

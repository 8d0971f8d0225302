import { posix } from "node:path";
import { pipeline } from "./pipeline.ts";
import type { RemoteEntry, RemoteFiles } from "./remote-files.ts";

/** Maps paths inside a directory to their entries. Directories come before their contents. */
export type RemoteTree = ReadonlyMap<string, RemoteEntry>;

/** Lists everything in a directory, at any depth. Does not follow symbolic links. */
export async function listWholeTree(files: RemoteFiles, root: string): Promise<RemoteTree> {
  const tree = new Map<string, RemoteEntry>();
  let level = [""];
  while (level.length > 0) {
    const next: string[] = [];
    const list = async (directory: string): Promise<void> => {
      for (const [name, entry] of await files.readdir(posix.join(root, directory))) {
        const path = posix.join(directory, name);
        tree.set(path, entry);
        if (entry.kind === "directory") next.push(path);
      }
    };
    await pipeline(level, list);
    level = next;
  }
  return tree;
}

/** Whether two entries are equal. Compares directories by mode, and other entries by kind, size and time. */
export function isSame(some: RemoteEntry | undefined, other: RemoteEntry | undefined): boolean {
  if (!some || !other) return some === other;
  if (some.kind !== other.kind) return false;
  if (some.kind === "directory") return some.mode === other.mode;
  return some.size === other.size && some.mtime === other.mtime;
}

import { posix } from "node:path";
import { manyLanes, pipeline } from "./pipeline.ts";
import { orRefused, type RemoteEntry, RemoteError, type RemoteFiles } from "./remote-files.ts";

/** Returns all directories that contain the given paths, parents first, without the root of the site. */
export function parentDirectories(paths: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    for (let parent = posix.dirname(path); parent !== "."; parent = posix.dirname(parent)) found.add(parent);
  }
  return [...found].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

/** Makes directories, parents before children, and returns those that did not exist before. */
export async function makeDirectories(
  files: RemoteFiles,
  root: string,
  directories: readonly string[],
  mode: number,
  chmod = false,
): Promise<string[]> {
  const made: string[] = [];
  const make = async (directory: string): Promise<void> => {
    const path = posix.join(root, directory);
    try {
      await files.mkdir(path, mode);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      const entry = await orRefused(files.lstat(path));
      // The author may have made a symbolic link to a directory. Such a link is kept.
      if (entry?.kind === "directory" || entry?.kind === "link") return;
      throw error;
    }
    made.push(directory);
    if (chmod) await orRefused(files.chmod(path, mode));
  };
  if (files.capabilities.ordered) {
    await pipeline(directories, make);
    return made;
  }
  const levels = [...new Set(directories.map(depth))].sort((a, b) => a - b);
  for (const level of levels) {
    await pipeline(
      directories.filter((directory) => depth(directory) === level),
      make,
    );
  }
  return made;
}

function depth(path: string): number {
  return path.split("/").length - 1;
}

/** Removes a directory of Hitofude with its contents, but not the targets of symbolic links. */
export async function removeTree(files: RemoteFiles, directory: string): Promise<void> {
  const entries = (await orRefused(files.readdir(directory))) ?? [];
  const remove = async ([name, { kind }]: [string, RemoteEntry]): Promise<void> => {
    const path = `${directory}/${name}`;
    if (kind === "directory") await removeTree(files, path);
    else await orRefused(files.remove(path));
  };
  await pipeline(entries, remove, undefined, manyLanes(files));
  await orRefused(files.rmdir(directory));
}

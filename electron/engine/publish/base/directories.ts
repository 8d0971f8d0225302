import { posix } from "node:path";
import { manyLanes, pipeline } from "./pipeline.ts";
import { orRefused, type RemoteEntry, RemoteError, type RemoteFiles, remoteStatus } from "./remote-files.ts";

/** Returns all directories that contain the given paths, parents first. Omits the root of the site. */
export function parentDirectories(paths: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    for (let parent = posix.dirname(path); parent !== "."; parent = posix.dirname(parent)) found.add(parent);
  }
  return [...found].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

interface DirectoryModes {
  readonly mode: number;
  /** Whether to set the mode again after `mkdir`, for servers that ignore the mode there. Default: false. */
  readonly chmod?: boolean;
}

/** Makes directories, parents before children. Returns the directories that did not exist before. */
export async function makeDirectories(
  files: RemoteFiles,
  root: string,
  directories: readonly string[],
  { mode, chmod = false }: DirectoryModes,
): Promise<string[]> {
  const made: string[] = [];
  const make = async (directory: string): Promise<void> => {
    const path = posix.join(root, directory);
    try {
      await files.mkdir(path, mode);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      const entry = await orRefused(files.lstat(path));
      // Keeps a symbolic link at the path, because the author may have made a link to a directory.
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

/** The SFTP names of the operations that delete entries. */
export type Deletion = "remove" | "rmdir";

/**
 * Removes a directory that Hitofude made, and all its contents. Does not follow symbolic links.
 * Returns the operations that the server refused. If there are any, a part of the directory still exists.
 */
export async function removeTree(files: RemoteFiles, directory: string): Promise<ReadonlySet<Deletion>> {
  const refused = new Set<Deletion>();
  const entries = (await orRefused(files.readdir(directory))) ?? [];
  const remove = async ([name, { kind }]: [string, RemoteEntry]): Promise<void> => {
    const path = `${directory}/${name}`;
    if (kind === "directory") for (const operation of await removeTree(files, path)) refused.add(operation);
    else if (await isRefused(files.remove(path))) refused.add("remove");
  };
  await pipeline(entries, remove, undefined, manyLanes(files));
  if (!(await isRefused(files.rmdir(directory)))) return new Set();
  return refused.size > 0 ? refused : new Set(["rmdir"]);
}

/** Whether the server refuses to delete an existing file or directory. */
async function isRefused(request: Promise<void>): Promise<boolean> {
  try {
    await request;
    return false;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return error.status !== remoteStatus.noSuchFile;
  }
}

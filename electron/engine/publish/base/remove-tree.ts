import { manyLanes, pipeline } from "./pipeline.ts";
import { orRefused, type RemoteEntry, type RemoteFiles } from "./remote-files.ts";

/**
 * Removes one of our directories with everything in it. Entries that cannot be removed stay, and the next
 * publish tries again. Links are removed, never followed. Rejects only if the connection is lost.
 */
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

import { manyLanes, pipeline } from "./pipeline.ts";
import { orRefused, type RemoteEntry, type RemoteFiles } from "./remote-files.ts";

/**
 * Removes one of our directories with its contents; entries that cannot be removed are left for the next
 * publish. Links are removed, never followed. Rejects only when the connection is lost.
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

import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { parentDirectories } from "../base/directories.ts";
import { orRefused, type RemoteFiles } from "../base/remote-files.ts";
import type { LinkChoices } from "../state/manifest.ts";
import type { DirectoryLink, PlannedPut, RemoteView } from "./plan-types.ts";

/** Returns the folder in `folders` that contains the path, or undefined. */
function folderOf(path: string, folders: ReadonlySet<string>): string | undefined {
  return folders.size === 0 ? undefined : parentDirectories([path]).find((parent) => folders.has(parent));
}

/**
 * Returns a function that maps a path to the path of a symbolic link above it, or to undefined.
 * It finds only links that the author chose not to follow (`choices`), and that still exist (`remote`).
 */
export function leftLinks(
  choices: LinkChoices | undefined,
  remote: RemoteView | null,
): (path: string) => string | undefined {
  const left = Object.entries(choices ?? {})
    .filter(([path, choice]) => choice === "left" && (!remote || remote.get(path)?.kind === "link"))
    .map(([path]) => path);
  const folders = new Set(left);
  return (path) => folderOf(path, folders);
}

interface LinksOfServer {
  readonly remote: RemoteView;
  /** The author's earlier decisions. Default: none. */
  readonly choices?: LinkChoices | undefined;
}

/**
 * Returns the symbolic links through which new files would be written.
 * Leaves out symbolic links about which the author has already decided.
 * Throws `publish.linkBroken` if a symbolic link does not lead to a folder.
 */
export async function linksToDecide(
  files: RemoteFiles,
  root: string,
  puts: readonly PlannedPut[],
  { remote, choices = {} }: LinksOfServer,
): Promise<DirectoryLink[]> {
  const counts = new Map<string, number>();
  for (const { file } of puts) {
    const link = parentDirectories([file.path]).find((parent) => remote.get(parent)?.kind === "link");
    if (link !== undefined) counts.set(link, (counts.get(link) ?? 0) + 1);
  }
  const links: DirectoryLink[] = [];
  for (const [path, count] of counts) {
    const { target, end } = await followLink(files, posix.join(root, path));
    if (end !== "folder")
      throw new AppError("publish.linkBroken", { path: posix.join(root, path), target, end });
    if (choices[path] !== "through") links.push({ path, target, files: count });
  }
  return links;
}

/** What a symbolic link leads to: a folder, a file, nothing, or itself (a loop). */
type LinkEnd = "folder" | "file" | "missing" | "loop";

async function followLink(files: RemoteFiles, path: string): Promise<{ target: string; end: LinkEnd }> {
  const readlink = files.capabilities.links?.readlink;
  const targetOf = async (link: string): Promise<string> =>
    (await orRefused(readlink?.(link) ?? Promise.resolve(""))) ?? "";
  const target = await targetOf(path);
  if (await orRefused(files.readdir(path))) return { target, end: "folder" };
  const visited = new Set<string>();
  let at = path;
  for (let next = target; next !== ""; next = await targetOf(at)) {
    if (visited.has(at)) return { target, end: "loop" };
    visited.add(at);
    at = posix.resolve(posix.dirname(at), next);
    const entry = await orRefused(files.lstat(at));
    if (entry?.kind !== "link") return { target, end: entry?.kind === "file" ? "file" : "missing" };
  }
  return { target, end: "missing" };
}

import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { fileError, systemCode } from "#engine/files/file-errors.ts";
import { mapLimited } from "#engine/files/map-limited.ts";

export interface PostFiles {
  /** Inside the folder with `/`, spelled as on disk, sorted. */
  readonly paths: readonly string[];
  /** Links that lead out of the folder: they are not read. */
  readonly outside: readonly string[];
}

/** Dot files (our own temporary ones too), and what package managers leave: no part of a blog. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/** Whether a path is one where posts and pages live. */
export function isPostPath(path: string): boolean {
  return /^(?:posts|pages)\/.+\.(?:md|markdown)$/i.test(path) && !path.split("/").some(isHidden);
}

/** Finds the Markdown files under `posts/` and `pages/`. */
export async function findPostFiles(folder: string): Promise<PostFiles> {
  const paths: string[] = [];
  const outside: string[] = [];
  const root = await realpath(folder);
  const visit = async (path: string): Promise<void> => {
    for (const entry of await entriesOf(folder, path)) {
      const inside = `${path}/${entry.name}`;
      if (isHidden(entry.name)) continue;
      if (entry.isDirectory()) await visit(inside);
      else if (isPostPath(inside) && entry.isFile()) paths.push(inside);
      else if (isPostPath(inside) && entry.isSymbolicLink()) await visitLink(inside);
    }
  };
  const visitLink = async (path: string): Promise<void> => {
    const target = await realpath(join(folder, path)).catch(() => null);
    if (target === null || !(await stat(target)).isFile()) return;
    (target.startsWith(root + sep) ? paths : outside).push(path);
  };
  await visit("posts");
  await visit("pages");
  return { paths: paths.sort(), outside };
}

/** Those of the files that were made or changed in any way since then; a little more, since clocks of disks are coarse. */
export async function touchedSince(
  folder: string,
  paths: readonly string[],
  time: number,
): Promise<string[]> {
  const stats = await mapLimited(paths, 32, (path) => stat(join(folder, path)).catch(() => null));
  // A file moved over another one keeps its old mtime, but not its ctime
  return paths.filter((_, index) => {
    const found = stats[index];
    return !found || Math.max(found.mtimeMs, found.ctimeMs) >= time - 2000;
  });
}

async function entriesOf(folder: string, path: string): Promise<Dirent[]> {
  try {
    return await readdir(join(folder, path), { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error))) return [];
    throw fileError(error, path);
  }
}

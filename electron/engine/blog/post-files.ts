import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Problem } from "#contract/errors.ts";
import { fileError, systemCode } from "#engine/files/file-errors.ts";
import { mapLimited } from "#engine/files/map-limited.ts";

export interface PostFiles {
  /** Inside the folder with `/`, spelled as on disk, sorted. */
  readonly paths: readonly string[];
  /** Folders that cannot be read, and links that lead out of the blog: what is there is left out. */
  readonly problems: readonly Problem[];
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
  const problems: Problem[] = [];
  const root = await realpath(folder).catch(() => folder);
  const visit = async (path: string): Promise<void> => {
    for (const entry of await entriesOf(folder, path, problems)) {
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
    if (target.startsWith(root + sep)) paths.push(path);
    else problems.push({ code: "file.outside", severity: "warning", file: path, values: { path } });
  };
  await visit("posts");
  await visit("pages");
  return { paths: paths.sort(), problems };
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

async function entriesOf(folder: string, path: string, problems: Problem[]): Promise<Dirent[]> {
  try {
    return await readdir(join(folder, path), { withFileTypes: true });
  } catch (error) {
    if (!["ENOENT", "ENOTDIR"].includes(systemCode(error))) {
      const { code, values } = fileError(error, path);
      problems.push({ code, severity: "error", file: path, values });
    }
    return [];
  }
}

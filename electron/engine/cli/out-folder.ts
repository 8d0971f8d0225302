import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { parse, relative, resolve, sep } from "node:path";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { readError } from "#engine/base/file-errors.ts";
import { retryHeldSync } from "#engine/base/files/retry-held.ts";
import { realPathOf } from "#engine/state/state-path.ts";

/** Folders of a blog that contain files of the author or of the program. */
const foldersOfBlog = ["posts", "pages", "media", "theme", "themes", ".hitofude"];

/**
 * Throws `build.outUnsafe` if a site must not be written into the folder.
 * System folders, the home folder, the blog folder, their parents, and `foldersOfBlog` are unsafe.
 * Throws `build.outForeign` if the folder contains files that no build has made.
 * Throws `file.*` if the folder cannot be read. `force` prevents `build.outForeign` and `file.*`.
 */
export function expectOutFolder(out: string, blogFolder: string, force: boolean): void {
  const folder = realPathOf(out);
  const blog = realPathOf(blogFolder);
  const inBlog = foldersOfBlog.map((name) => resolve(blog, name));
  const isUnsafe =
    isSystemFolder(folder) ||
    [blog, homedir()].some((path) => isInside(realPathOf(path), folder)) ||
    inBlog.some((path) => isInside(folder, path));
  if (isUnsafe) throw new AppError("build.outUnsafe", { folder: out });
  if (!force && ![out, folder].some(isOwn) && hasFiles(folder))
    throw new AppError("build.outForeign", { folder: out });
}

/** Whether a folder is the root of a disk, or a folder in which a system keeps its own files. */
function isSystemFolder(folder: string): boolean {
  const { root } = parse(folder);
  const [top = "", ...deeper] = relative(root, folder).toLowerCase().split(sep);
  // Accepts deeper folders, because some sites are in system folders, such as `/usr/share/nginx/html`.
  return top === "" || (deeper.length === 0 && shared.has(top)) || (deeper.length < 2 && systems.has(top));
}

/** Names of folders in the root of a disk in which systems keep their own files. */
const systems = new Set([
  ...["applications", "bin", "boot", "dev", "etc", "lib", "lib64", "library", "proc", "run", "sbin", "sys"],
  ...["system", "usr", "program files", "program files (x86)", "programdata", "windows"],
]);
/** Names of folders in the root of a disk. A site may be written only into their subfolders. */
const shared = new Set([
  ...["home", "media", "mnt", "opt", "private", "root", "srv", "tmp", "users", "var", "volumes"],
]);

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && parse(way).root === "");
}

/**
 * Whether a build has written into the folder. If so, an index file of the build is next to the folder.
 * If the folder was given as a symbolic link, the index file is next to the link.
 */
function isOwn(folder: string): boolean {
  return ifThere("look", `${folder}.index`, statSync) !== null;
}

function hasFiles(folder: string): boolean {
  return (ifThere("read", folder, (path) => readdirSync(path)) ?? []).some((name) => name !== ".git");
}

/** Returns null if the path does not exist. Throws `file.*` if the path cannot be read. */
function ifThere<T>(operation: "look" | "read", path: string, read: (path: string) => T): T | null {
  try {
    return retryHeldSync({ operation, paths: [path], retry: "short" }, () => read(path));
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw readError(error, path);
  }
}

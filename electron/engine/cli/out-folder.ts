import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { parse, relative, resolve, sep } from "node:path";
import { AppError } from "#contract/errors.ts";
import { realPathOf } from "#engine/state/state-path.ts";

/** Folders of a blog that contain files of the author or of the program. */
const foldersOfBlog = ["posts", "pages", "media", "theme", ".hitofude"];

/**
 * Throws `build.outUnsafe` for a folder into which a site must not be written: the root of a disk, a system
 * folder, the home folder, the blog folder, a folder that contains the home folder or the blog folder, or one
 * of `foldersOfBlog`. Throws `build.outForeign`, unless `force` is set, if the folder contains files and no
 * build has written into it before.
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
  if (!force && !isOwn(folder) && hasFiles(folder)) throw new AppError("build.outForeign", { folder: out });
}

/** Whether a folder is the root of a disk, or a folder in which a system keeps its own files. */
function isSystemFolder(folder: string): boolean {
  const { root } = parse(folder);
  const [top = "", ...deeper] = relative(root, folder).toLowerCase().split(sep);
  // Subfolders of system folders may be sites, such as `/usr/share/nginx/html`.
  return top === "" || (deeper.length === 0 && shared.has(top)) || (deeper.length < 2 && systems.has(top));
}

/** Names of folders in the root of a disk that belong to the system. */
const systems = new Set([
  ...["applications", "bin", "boot", "dev", "etc", "lib", "lib64", "library", "proc", "run", "sbin", "sys"],
  ...["system", "usr", "program files", "program files (x86)", "programdata", "windows"],
]);
/** Names of folders in the root of a disk that contain folders of sites, people or disks. */
const shared = new Set([
  ...["home", "media", "mnt", "opt", "private", "root", "srv", "tmp", "users", "var", "volumes"],
]);

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && parse(way).root === "");
}

/** Whether a build has written into the folder. If so, the index of that build is beside the folder. */
function isOwn(folder: string): boolean {
  return existsSync(`${folder}.index`);
}

function hasFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name !== ".git");
}

import { constants, type Dirent, lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative, sep } from "node:path";
import { AppError } from "#contract/errors.ts";
import { fileError, readError } from "#engine/base/file-errors.ts";
import { copyFile, rename } from "#engine/base/files/change-files.ts";
import { entryIfThere, isMissing, nullIfMissing } from "#engine/base/files/read-files.ts";
import { retryHeldSync } from "#engine/base/files/retry-held.ts";
import { isSameFile } from "#engine/base/files/same-file.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { expectOwn, makeFolderInside } from "#engine/base/own-path.ts";
import { isPlainPath } from "#engine/base/plain-name.ts";

/** The extensions of posts and pages. */
const markdown = /^\.(?:md|markdown)$/i;

/** A file in the trash. `at` is the time of its deletion. The method `restore` needs this time. */
export interface TrashedFile {
  readonly path: string;
  readonly at: string;
}

/** Deleted files of the blog, under `.hitofude/trash/<time>/<path>`. They are never deleted permanently. */
export class Trash {
  readonly #folder: OwnFolder;
  readonly #blogFolder: string;
  /**
   * Caches the texts of deleted posts by their time of deletion.
   * Each folder in the trash has a time of deletion as its name.
   */
  readonly #read = new Map<string, readonly string[]>();
  #texts: readonly string[] = [];

  constructor(blogFolder: string) {
    this.#blogFolder = blogFolder;
    this.#folder = new OwnFolder(blogFolder, ".hitofude", "trash");
  }

  /**
   * Moves a file or folder into the trash. Returns the time of deletion for `read` and `restore`.
   * Rejects with `file.*` if reading or writing the trash fails. The file then stays where it is.
   */
  async put(location: string, path: string, now: number): Promise<string> {
    const at = await this.#timeFor(path, now);
    await moveFile(this.#blogFolder, location, this.#locationOf(path, at), path);
    this.#readAgain(at);
    return at;
  }

  /**
   * Returns a time of deletion that is later than all others of this path, even if the clock was set back.
   */
  async #timeFor(path: string, now: number): Promise<string> {
    const notEarlier = this.#times().filter((time) => time >= timeName(now));
    for (const time of notEarlier) {
      if (await exists(this.#locationOf(path, time))) return timeName(Number(time) + 1);
    }
    return timeName(now);
  }

  /** Copies a file into the trash. The file stays in the blog, because the caller will overwrite it. */
  async putCopy(location: string, path: string, now: number): Promise<string> {
    const at = timeName(now);
    try {
      const target = this.#locationOf(path, at);
      for (const file of [location, target]) await expectOwn(this.#blogFolder, file);
      await makeFolderInside(this.#blogFolder, dirname(target));
      await copyFile(location, target, constants.COPYFILE_EXCL);
    } catch (error) {
      throw fileError(error, path);
    }
    return at;
  }

  /**
   * Returns the texts of the posts in the trash. Reads each file once.
   * Returns the same array until a post is deleted or restored. Throws `file.*` if a post cannot be read.
   */
  texts(): readonly string[] {
    const { location } = this.#folder;
    const times = isPlainFolder(dirname(location)) && isPlainFolder(location) ? entriesIn(location) : [];
    const found = times
      .filter((entry) => entry.isDirectory() && !this.#read.has(entry.name))
      .flatMap(({ name }) => {
        const files = entriesIn(join(location, name), true).filter((entry) => entry.isFile());
        // An empty folder is skipped: its deleted file has not been moved there yet.
        return files.length === 0 ? [] : [{ time: name, texts: files.flatMap(textOf) }];
      });
    if (found.length === 0) return this.#texts;
    for (const { time, texts } of found) this.#read.set(time, texts);
    this.#texts = [...this.#read.values()].flat();
    return this.#texts;
  }

  /** Drops the cached texts of the posts that were deleted at `at`. Must be called when the files change. */
  #readAgain(at: string): void {
    if (!this.#read.delete(at)) return;
    this.#texts = [...this.#read.values()].flat();
  }

  /** Returns the deleted Markdown files. The file that was deleted last comes first. Throws `file.*`. */
  posts(): readonly TrashedFile[] {
    return (
      this.#files("")
        .filter(({ path }) => markdown.test(extname(path)))
        // Markdown files in a theme are not posts.
        .filter(({ path }) => !path.startsWith("themes/"))
    );
  }

  /**
   * Returns the deleted files of `media`. The file that was deleted last comes first. Throws `file.*`.
   * `isEarlier` means that the blog has another file with this path: a later version of an image.
   * Leaves out files that are equal to the file in the blog.
   */
  media(): readonly (TrashedFile & { readonly isEarlier: boolean })[] {
    return this.#files("media").flatMap((file) => {
      const present = join(this.#blogFolder, file.path);
      const isEarlier = look("look", present, () => lstatSync(present)) !== null;
      const isSame = isEarlier && isSameContent(present, this.#locationOf(file.path, file.at));
      return isSame ? [] : [{ ...file, isEarlier }];
    });
  }

  /** Returns the files that were deleted from `folder` and its subfolders, the last deletion first. */
  #files(folder: string): TrashedFile[] {
    return this.#times().flatMap((at) => {
      const top = join(this.#folder.location, at);
      return entriesIn(join(top, folder), true)
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => ({
          at,
          path: relative(top, join(parentPath, name)).split(sep).join("/"),
        }));
    });
  }

  /** Returns the folders of deleted themes. The theme that was deleted last comes first. */
  themes(): readonly TrashedFile[] {
    return this.#times().flatMap((at) =>
      entriesIn(join(this.#folder.location, at, "themes"))
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => ({ at, path: `themes/${name}` })),
    );
  }

  /** Returns the times of deletion. The latest time comes first. */
  #times(): string[] {
    const { location } = this.#folder;
    const times = isPlainFolder(dirname(location)) && isPlainFolder(location) ? entriesIn(location) : [];
    return times
      .filter((entry) => entry.isDirectory() && isTimeName(entry.name))
      .map(({ name }) => name)
      .sort()
      .reverse();
  }

  /** Reads the file that was deleted under this path at the time `at`. Rejects with `file.notFound`. */
  async read(path: string, at: string): Promise<Uint8Array> {
    return this.#folder.read(insideTrash(path, at)).catch((error: unknown) => {
      throw readError(error, path);
    });
  }

  /**
   * Restores the file that was deleted from `path` at the time `at`. Default: the last deletion.
   * The file gets the path `to`. Rejects with `post.exists` if a file has this path, or with `file.notFound`.
   */
  async restore(path: string, at?: string, to = path): Promise<void> {
    const target = join(this.#blogFolder, to);
    if (await exists(target)) throw new AppError("post.exists", { path: to });
    const times = at === undefined ? ((await this.#folder.names().catch(nullIfMissing)) ?? []) : [at];
    for (const time of times.filter(isTimeName).sort().reverse()) {
      const source = this.#locationOf(path, time);
      if (!(await exists(source))) continue;
      await moveFile(this.#blogFolder, source, target, to);
      this.#readAgain(time);
      return;
    }
    throw new AppError("file.notFound", { path });
  }

  #locationOf(path: string, at: string): string {
    return join(this.#folder.location, insideTrash(path, at));
  }
}

/** Lists a folder without following symbolic links. Returns an empty list for a missing folder. */
function entriesIn(folder: string, recursive = false): Dirent[] {
  return look("read", folder, () => readdirSync(folder, { recursive, withFileTypes: true })) ?? [];
}

function isSameContent(one: string, other: string): boolean {
  const size = (path: string): number | undefined => look("look", path, () => lstatSync(path))?.size;
  if (size(one) !== size(other)) return false;
  const bytes = (path: string): Buffer | null => look("read", path, () => readFileSync(path));
  return bytes(other)?.equals(bytes(one) ?? Buffer.alloc(0)) === true;
}

function isPlainFolder(path: string): boolean {
  return look("look", path, () => lstatSync(path))?.isDirectory() ?? false;
}

/** Returns a list with the text of a Markdown file. For any other file, the list is empty. */
function textOf({ name, parentPath }: Dirent): string[] {
  if (!markdown.test(extname(name))) return [];
  const location = join(parentPath, name);
  return [look("read", location, () => readFileSync(location, "utf8"))].filter((text) => text !== null);
}

/** Returns null for a missing file. Throws `file.*` for a file that exists but cannot be read. */
function look<Result>(operation: "look" | "read", location: string, work: () => Result): Result | null {
  try {
    return retryHeldSync({ operation, paths: [location], retry: "short" }, work);
  } catch (error) {
    if (isMissing(error)) return null;
    const names = location.split(sep);
    throw readError(error, names.slice(names.lastIndexOf(".hitofude")).join("/"));
  }
}

/** Returns a file's path in the trash. Throws `file.outside` for an invalid path or time. */
function insideTrash(path: string, at: string): string {
  if (!isTimeName(at) || !isPlainPath(path)) throw new AppError("file.outside", { path });
  return `${at}/${path}`;
}

function isTimeName(name: string): boolean {
  return /^\d{15}$/.test(name);
}

function timeName(now: number): string {
  return String(now).padStart(15, "0");
}

/**
 * Moves a file to a free path inside the blog folder. `shown` is the path in error messages.
 * Rejects with `post.exists`, and with `file.outside` or `file.linked` for symbolic links.
 */
export async function moveFile(blogFolder: string, from: string, to: string, shown: string): Promise<void> {
  try {
    for (const path of [from, to]) await expectOwn(blogFolder, path);
    await makeFolderInside(blogFolder, dirname(to));
    if (await isOtherFile(from, to)) throw new AppError("post.exists", { path: shown });
    await rename(from, to);
  } catch (error) {
    throw fileError(error, shown);
  }
}

async function exists(path: string): Promise<boolean> {
  return (await entryIfThere(path)) !== null;
}

/** Whether `to` and `from` are different files. On some disks, `a.md` and `A.md` are one file. */
async function isOtherFile(from: string, to: string): Promise<boolean> {
  return (await exists(to)) && !(await isSameFile(from, to));
}

import { constants, type Dirent, lstatSync, readdirSync, readFileSync } from "node:fs";
import { copyFile, lstat, mkdir, rename } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { isPlainPath } from "#engine/base/plain-name.ts";
import { retryBusy } from "#engine/base/retry-busy.ts";

/**
 * Deleted files of the blog, under `.hitofude/trash/<time>/<path>`; nothing here is ever removed permanently.
 */
export class Trash {
  readonly #folder: OwnFolder;
  readonly #blogFolder: string;
  /** Texts of deleted posts, by time of deletion. */
  readonly #read = new Map<string, readonly string[]>();
  #texts: readonly string[] = [];

  constructor(blogFolder: string) {
    this.#blogFolder = blogFolder;
    this.#folder = new OwnFolder(blogFolder, ".hitofude", "trash");
  }

  /** Moves a file into the trash, under the path for `read` and `restore`; returns its time in the trash. */
  async put(location: string, path: string, now: number): Promise<string> {
    const at = timeName(now);
    await moveFile(this.#blogFolder, location, this.#place(path, at), path);
    return at;
  }

  /** Copies a file into the trash before it is overwritten. */
  async putCopy(location: string, path: string, now: number): Promise<string> {
    const at = timeName(now);
    try {
      const place = this.#place(path, at);
      for (const file of [location, place]) await expectOwn(this.#blogFolder, file);
      await mkdir(dirname(place), { recursive: true });
      await copyFile(location, place, constants.COPYFILE_EXCL);
    } catch (error) {
      throw fileError(error, path);
    }
    return at;
  }

  /**
   * Returns the texts of deleted posts. Each is read once and stays listed after a restore; returns the same
   * array until there are new texts.
   */
  texts(): readonly string[] {
    const { location } = this.#folder;
    const times = isPlainFolder(dirname(location)) && isPlainFolder(location) ? entriesIn(location) : [];
    const found = times
      .filter((entry) => entry.isDirectory() && !this.#read.has(entry.name))
      .flatMap(({ name }) => {
        const files = entriesIn(join(location, name), true).filter((entry) => entry.isFile());
        // Only folders yet: the file is still being moved
        return files.length === 0 ? [] : [{ time: name, texts: files.flatMap(textOf) }];
      });
    if (found.length === 0) return this.#texts;
    for (const { time, texts } of found) this.#read.set(time, texts);
    this.#texts = [...this.#read.values()].flat();
    return this.#texts;
  }

  /** Reads the file that was deleted at that time. Rejects with `file.notFound`. */
  async read(path: string, at: string): Promise<Uint8Array> {
    return this.#folder.read(insideTrash(path, at)).catch((error: unknown) => {
      throw fileError(error, path);
    });
  }

  /**
   * Restores the last file deleted under this path, or the one deleted `at` that time. Rejects with
   * `post.exists` or `file.notFound`.
   */
  async restore(path: string, at?: string): Promise<void> {
    const target = join(this.#blogFolder, path);
    if (await exists(target)) throw new AppError("post.exists", { path });
    const times = at === undefined ? await this.#folder.names().catch(() => []) : [at];
    for (const time of times.filter(isTimeName).sort().reverse()) {
      const source = this.#place(path, time);
      if (await exists(source)) return moveFile(this.#blogFolder, source, target, path);
    }
    throw new AppError("file.notFound", { path });
  }

  #place(path: string, at: string): string {
    return join(this.#folder.location, insideTrash(path, at));
  }
}

/** Lists a folder without following links. Empty for a folder that is missing or cannot be read. */
function entriesIn(folder: string, recursive = false): Dirent[] {
  try {
    return readdirSync(folder, { recursive, withFileTypes: true });
  } catch {
    return [];
  }
}

function isPlainFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Returns the text of a post; nothing for other files. */
function textOf({ name, parentPath }: Dirent): string[] {
  if (!/^\.(?:md|markdown)$/i.test(extname(name))) return [];
  try {
    return [readFileSync(join(parentPath, name), "utf8")];
  } catch {
    return [];
  }
}

/** Throws `file.outside` for an invalid path or time. */
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
 * Moves a file to a path that must be free, and makes missing folders; `shown` is the path in error messages.
 * Both paths are in the blog folder; rejects with `file.linked` if there is a link in one of them.
 */
export async function moveFile(blogFolder: string, from: string, to: string, shown: string): Promise<void> {
  try {
    for (const path of [from, to]) await expectOwn(blogFolder, path);
    await mkdir(dirname(to), { recursive: true });
    if (await isOtherFile(from, to)) throw new AppError("post.exists", { path: shown });
    await retryBusy(() => rename(from, to));
  } catch (error) {
    throw fileError(error, shown);
  }
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

/**
 * On a disk that ignores case, `a.md` and `A.md` are one file, and renaming one to the other is not a
 * conflict.
 */
async function isOtherFile(from: string, to: string): Promise<boolean> {
  const [source, target] = await Promise.all([lstat(from), lstat(to).catch(() => null)]);
  return target !== null && (target.ino !== source.ino || target.dev !== source.dev);
}

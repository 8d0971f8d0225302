import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, type FileHandle, mkdir, readlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { fileError } from "./file-errors.ts";
import { open, rename, rm } from "./files/change-files.ts";
import { entryIfThere } from "./files/read-files.ts";
import { realPath } from "./files/real-path.ts";
import { expectOwn, makeFolderInside } from "./own-path.ts";

export interface WriteOptions {
  /** Permissions of a new file. An existing file keeps its permissions. */
  readonly mode?: number;
  /**
   * An untrusted folder that contains the file.
   * The write fails if a path component below this folder is a symbolic link.
   */
  readonly within?: string;
  /**
   * Whether to keep a symbolic link at `path`, and replace the file to which it leads.
   * Set this option only for a symbolic link that the user chose.
   */
  readonly followLink?: boolean;
}

/**
 * Replaces a file's content by renaming a flushed temporary file.
 * After a crash, the file has either the old or the new content.
 * Rejects with `file.linked` for a symbolic link, and with `blog.notFound` if `within` does not exist.
 * Rejects with `file.readOnly`, `file.inUse`, `file.diskFull` or `file.failed`, and keeps the old content.
 */
export async function atomicWrite(
  path: string,
  content: Uint8Array | string,
  options: WriteOptions = {},
): Promise<void> {
  try {
    if (options.within !== undefined) await expectOwn(options.within, path);
    const target = options.followLink ? await followLinks(path) : path;
    const folder = dirname(target);
    if (options.within === undefined) await mkdir(folder, { recursive: true });
    else await makeFolderInside(options.within, folder);
    await replaceFile(target, (file) => file.writeFile(content), options.mode);
  } catch (error) {
    throw fileError(error, path);
  }
}

/**
 * Writes a file that the user chose, such as an export. `write` writes the content piece by piece.
 * An existing file stays unchanged until `write` has ended, and also if `write` rejects.
 * If `path` is a symbolic link, replaces the file to which it leads. Does not create missing folders.
 * Resolves with the size of the file in bytes. Rejects with the error of `write`, or with `file.*`.
 */
export async function writeChosenFile(
  path: string,
  write: (file: FileHandle) => Promise<void>,
): Promise<number> {
  try {
    return await replaceFile(await followLinks(path), write);
  } catch (error) {
    throw fileError(error, path);
  }
}

/** Replaces a file by a flushed temporary file. `newMode` is the mode of a file that does not exist yet. */
async function replaceFile(
  target: string,
  write: (file: FileHandle) => Promise<void>,
  newMode?: number,
): Promise<number> {
  const folder = dirname(target);
  const mode = await modeFor(target, newMode);
  const temporary = join(folder, `.hitofude-${randomBytes(8).toString("hex")}.tmp`);
  let size: number;
  try {
    size = await writeFlushed(temporary, write, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await flushFolder(folder);
  return size;
}

/** Returns the path of the file that a write to `path` would change, even if the file does not exist. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realPath(path);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
  }
  const target = await readlink(path).catch(() => null);
  return target === null ? path : followLinks(resolve(dirname(path), target));
}

/** Returns the mode of an existing file. Rejects for a symbolic link and for a write-protected file. */
async function modeFor(target: string, newMode: number | undefined): Promise<number | undefined> {
  const there = await entryIfThere(target);
  if (!there) return newMode;
  if (there.isSymbolicLink()) throw new AppError("file.linked", { path: target });
  // Checks for write protection, because a rename would replace even a write-protected file.
  await access(target, constants.W_OK);
  return there.mode & 0o7777;
}

async function writeFlushed(
  path: string,
  write: (file: FileHandle) => Promise<void>,
  mode: number | undefined,
): Promise<number> {
  const file = await open(path, "wx", mode);
  try {
    await write(file);
    // Sets the mode again, because the umask has removed bits from the mode that `open` received.
    // Network drives may refuse `chmod`. The file then keeps fewer permissions than `mode`.
    if (mode !== undefined) await file.chmod(mode).catch(() => undefined);
    await flushIfPossible(file);
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** Error codes of drives that cannot flush files. A full or defective disk gives none of these codes. */
const cannotFlush = new Set(["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EISDIR", "EPERM"]);

/** Flushes a file, so that it survives a power cut. Does nothing on drives that cannot flush. */
async function flushIfPossible(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (!cannotFlush.has(systemCode(error))) throw error;
  }
}

/** Flushes a folder if the system can, so that a rename in the folder survives a power cut. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

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
    const mode = await modeFor(target, options);
    const temporary = join(folder, `.hitofude-${randomBytes(8).toString("hex")}.tmp`);
    try {
      await writeFlushed(temporary, content, mode);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
    await flushFolder(folder);
  } catch (error) {
    throw fileError(error, path);
  }
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

async function modeFor(target: string, options: WriteOptions): Promise<number | undefined> {
  const there = await entryIfThere(target);
  if (!there) return options.mode;
  if (there.isSymbolicLink()) throw new AppError("file.linked", { path: target });
  // Checks for write protection, because a rename would replace even a write-protected file.
  await access(target, constants.W_OK);
  return there.mode & 0o7777;
}

async function writeFlushed(
  path: string,
  content: Uint8Array | string,
  mode: number | undefined,
): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    await file.writeFile(content);
    // Sets the mode again, because the umask has removed bits from the mode that `open` received.
    // Network drives may refuse `chmod`. The file then keeps fewer permissions than `mode`.
    if (mode !== undefined) await file.chmod(mode).catch(() => undefined);
    await flushIfPossible(file);
  } finally {
    await file.close();
  }
}

/** Error codes of drives that cannot flush a file. Errors about a full or defective disk have other codes. */
const cannotFlush = new Set(["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EISDIR", "EPERM"]);

/** Flushes a file, so that it survives a power cut. Does nothing on drives that cannot flush. */
export async function flushIfPossible(file: FileHandle): Promise<void> {
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

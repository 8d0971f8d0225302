import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, readlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AppError } from "#contract/errors.ts";
import { fileError, systemCode } from "./file-errors.ts";
import { open, rename, rm } from "./files/change-files.ts";
import { entryIfThere } from "./files/read-files.ts";
import { realPath } from "./files/real-path.ts";
import { expectOwn, makeFolderInside } from "./own-path.ts";

export interface WriteOptions {
  /** Permissions that the file gets if it is new. An existing file keeps its permissions. */
  readonly mode?: number;
  /**
   * An untrusted folder that contains the file: the write is refused if a path component inside this folder
   * is a symbolic link, or if this folder does not exist.
   */
  readonly within?: string;
  /**
   * If `path` is a symbolic link, keeps the link and replaces the file to which it points. Use this only for
   * paths that the user chose. Default: false.
   */
  readonly followLink?: boolean;
}

/**
 * Replaces a file's content; creates missing folders. A crash or power cut leaves either the old or the new
 * content, never a part, because the content is written to a temporary file that is flushed and then renamed.
 * Rejects with `file.linked` for a symbolic link, with `blog.notFound` if `within` does not exist, or with
 * `file.readOnly`, `file.inUse`, `file.diskFull` or `file.failed`; then the old content is untouched.
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

/**
 * Resolves the symbolic links in `path`, which need not exist. Returns the path of the file that a write to
 * `path` would change.
 */
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
    // The umask has removed bits from the mode that `open` received.
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Flushes a folder, so that a rename in it survives a power cut. Does nothing if the system does not support
 * this: Windows cannot open folders, and some file systems cannot flush them.
 */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

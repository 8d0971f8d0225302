import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, lstat, mkdir, open, readlink, realpath, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AppError } from "#contract/errors.ts";
import { fileError, systemCode } from "./file-errors.ts";
import { expectOwn } from "./own-path.ts";
import { retryBusy } from "./retry-busy.ts";

export interface WriteOptions {
  /** Permissions of a new file; an existing file keeps its own. */
  readonly mode?: number;
  /** An untrusted folder above the file: no path component below it may be a link. */
  readonly within?: string;
  /** For a file whose path its owner chose: a link is kept and its target replaced. Default: false. */
  readonly followLink?: boolean;
}

/**
 * Replaces a file's content so that a crash or power cut leaves either the old or the new version, never a
 * part: writes a file beside it, flushes it and renames it. Makes missing folders. Rejects with `file.linked`
 * for a symbolic link, with `file.readOnly`, `file.diskFull` or `file.failed`; then the old content is
 * untouched.
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
    await mkdir(folder, { recursive: true });
    const mode = await modeFor(target, options);
    const temporary = join(folder, `.hitofude-${randomBytes(8).toString("hex")}.tmp`);
    try {
      await writeFlushed(temporary, content, mode);
      await retryBusy(() => rename(temporary, target));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
    await flushFolder(folder);
  } catch (error) {
    throw fileError(error, path);
  }
}

/** The file that a write to `path` replaces; a link may point to a file that does not exist yet. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
  }
  const target = await readlink(path).catch(() => null);
  return target === null ? path : followLinks(resolve(dirname(path), target));
}

async function modeFor(target: string, options: WriteOptions): Promise<number | undefined> {
  const there = await lstat(target).catch(() => null);
  if (!there) return options.mode;
  if (there.isSymbolicLink()) throw new AppError("file.linked", { path: target });
  // A rename needs no permission to write the file itself; without this check it would replace a
  // write-protected file.
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
    // The umask removed bits from the mode that `open` received
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Makes the rename survive a power cut. Windows cannot open folders, and some file systems cannot flush them.
 */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

import { lstat, mkdir, readdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { fileError } from "#engine/files/file-errors.ts";
import { retryBusy } from "#engine/files/retry-busy.ts";

/** Files that were taken out of the blog, under `.hitofude/trash/<time>/<path>`; nothing here is ever deleted. */
export class Trash {
  readonly #folder: string;
  readonly #blogFolder: string;

  constructor(blogFolder: string) {
    this.#blogFolder = blogFolder;
    this.#folder = join(blogFolder, ".hitofude", "trash");
  }

  /** Moves a file into the trash, under the path by which it will be asked for. */
  async put(location: string, path: string, now: number): Promise<void> {
    const time = String(now).padStart(15, "0");
    await moveFile(location, join(this.#folder, time, path), path);
  }

  /** Brings back what was last thrown away under this path. Rejects with `post.exists` or `file.notFound`. */
  async restore(path: string): Promise<void> {
    const target = join(this.#blogFolder, path);
    if (await exists(target)) throw new AppError("post.exists", { path });
    const times = await readdir(this.#folder).catch(() => []);
    for (const time of times.sort().reverse()) {
      const source = join(this.#folder, time, path);
      if (await exists(source)) return moveFile(source, target, path);
    }
    throw new AppError("file.notFound", { path });
  }
}

/** Moves a file to a path that must be free, making folders; `shown` is the path in error messages. */
export async function moveFile(from: string, to: string, shown: string): Promise<void> {
  try {
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

/** On a disk that ignores case, `a.md` and `A.md` are one file, and renaming one to the other is no clash. */
async function isOtherFile(from: string, to: string): Promise<boolean> {
  const [source, target] = await Promise.all([lstat(from), lstat(to).catch(() => null)]);
  return target !== null && (target.ino !== source.ino || target.dev !== source.dev);
}

import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join, posix, sep } from "node:path";

/** A path outside of what the client may access, with the system's error code. */
class ForbiddenError extends Error {
  readonly code = "EACCES";
}

/** Returns the path as the client sees it: absolute, without `.` and `..`. */
export function virtualPath(path: string): string {
  return posix.resolve("/", path);
}

/**
 * Maps paths of an SFTP client, whose `/` is a folder. Nothing outside the folder can be reached, neither by
 * `..` nor by symbolic links in it; the links themselves can be listed, renamed and removed.
 */
export class PracticePaths {
  readonly #root: string;

  /** `root` must be a real path: absolute and without links. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Returns the local path, for operations that do not follow a link in the last component. */
  async place(path: string): Promise<string> {
    // A separator on Windows; no published file has it in its name.
    if (/[\\\0]/.test(path)) throw new ForbiddenError(path);
    const asked = virtualPath(path);
    if (asked === "/") return this.#root;
    const place = join(this.#root, asked);
    const folder = await realpath(dirname(place));
    if (folder !== this.#root && !folder.startsWith(this.#root + sep)) throw new ForbiddenError(path);
    return join(folder, basename(place));
  }

  /** Returns the local path of a file or folder to be opened; rejects for links. */
  async target(path: string): Promise<string> {
    const place = await this.place(path);
    const found = await lstat(place).catch(() => null);
    if (found?.isSymbolicLink()) throw new ForbiddenError(path);
    return place;
  }
}

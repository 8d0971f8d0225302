import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join, posix, sep } from "node:path";

/** A path that may not be touched, as the system would report it. */
class ForbiddenError extends Error {
  readonly code = "EACCES";
}

/** The path as the client sees it: absolute, without `.` and `..`. */
export function virtualPath(path: string): string {
  return posix.resolve("/", path);
}

/**
 * A folder shown to an SFTP client as `/`. Nothing outside it can be named, neither by `..` nor by a symbolic link that
 * somebody put into it; links themselves can be seen, renamed and removed, as what they are.
 */
export class PracticePaths {
  readonly #root: string;

  /** `root` must be a real path: absolute and without links. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Where a name lies, for operations that never follow a link in its last part. */
  async place(path: string): Promise<string> {
    // A separator on Windows; nothing that Hitofude publishes has it in a name.
    if (/[\\\0]/.test(path)) throw new ForbiddenError(path);
    const asked = virtualPath(path);
    if (asked === "/") return this.#root;
    const place = join(this.#root, asked);
    const folder = await realpath(dirname(place));
    if (folder !== this.#root && !folder.startsWith(this.#root + sep)) throw new ForbiddenError(path);
    return join(folder, basename(place));
  }

  /** Where a file or folder lies that is to be opened: never behind a link. */
  async target(path: string): Promise<string> {
    const place = await this.place(path);
    const found = await lstat(place).catch(() => null);
    if (found?.isSymbolicLink()) throw new ForbiddenError(path);
    return place;
  }
}

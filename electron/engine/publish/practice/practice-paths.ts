import { realpath } from "node:fs/promises";
import { basename, dirname, join, posix, sep } from "node:path";
import { entryIfThere } from "#engine/base/files/read-files.ts";

/** Error with the system's code EACCES, for a path outside the folder that a client may access. */
class ForbiddenError extends Error {
  readonly code = "EACCES";
}

/** Returns a path in the form that the client sees: absolute, without `.` and `..`. */
export function virtualPath(path: string): string {
  return posix.resolve("/", path);
}

/**
 * Converts an SFTP client's paths to local paths. The client's path `/` means a folder on this computer.
 * Nothing outside the folder can be reached through `..` or symbolic links.
 */
export class PracticePaths {
  readonly #root: string;

  /** `root` must be an absolute path without symbolic links. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Returns the local path of an entry, for operations that do not follow symbolic links. */
  async place(path: string): Promise<string> {
    // Refuses a backslash, which is a separator on Windows. Names of published files contain no backslash.
    if (/[\\\0]/.test(path)) throw new ForbiddenError(path);
    const asked = virtualPath(path);
    if (asked === "/") return this.#root;
    const place = join(this.#root, asked);
    const folder = await realpath(dirname(place));
    if (folder !== this.#root && !folder.startsWith(this.#root + sep)) throw new ForbiddenError(path);
    return join(folder, basename(place));
  }

  /** Returns the local path of a file or folder that will be opened. Rejects for a symbolic link. */
  async target(path: string): Promise<string> {
    const place = await this.place(path);
    const found = await entryIfThere(place);
    if (found?.isSymbolicLink()) throw new ForbiddenError(path);
    return place;
  }
}

import type { Problem } from "#contract/errors.ts";
import { collisionKey } from "#contract/text/collision-key.ts";
import { type AddressFault, siteFault } from "./addresses.ts";

/** What uses an address: a file of the blog, or a generated page. A generated page has no `file`. */
export interface Claimant {
  readonly name: string;
  readonly file?: string;
}

/**
 * Collects the paths of all files of the site. Finds paths that some hosts cannot store together.
 * Two paths collide if they differ only in case or Unicode form.
 * Two paths also collide if one of them is a folder that contains the other.
 */
export class AddressBook {
  readonly problems: Problem[] = [];
  readonly #files = new Map<string, Claimant>();
  readonly #folders = new Map<string, Claimant>();

  /**
   * Reserves a path for a file. Records a problem and returns false if the path is taken or not allowed.
   * With `isProgram`, every path is allowed, because Hitofude itself chooses the paths of server programs.
   */
  claim(path: string, claimant: Claimant, isProgram = false): boolean {
    const fault = isProgram ? null : siteFault(path);
    if (fault !== null) {
      this.#note(fault, claimant.file, { path: claimant.name, address: path });
      return false;
    }
    const key = collisionKey(path);
    const isBeside = this.#folders.has(key.slice(0, Math.max(key.lastIndexOf("/"), 0)));
    const above = isBeside ? undefined : this.#fileAbove(key);
    const owner = this.#files.get(key) ?? this.#folders.get(key) ?? above;
    if (owner) {
      this.#report(path, owner, claimant);
      return false;
    }
    this.#files.set(key, claimant);
    if (!isBeside) this.#claimFolders(key, claimant);
    return true;
  }

  /** Finds a file at a path where a new file needs a folder: `a` if the new file is `a/b.html`. */
  #fileAbove(key: string): Claimant | undefined {
    for (const folder of foldersOf(key)) {
      if (this.#folders.has(folder)) return undefined;
      const owner = this.#files.get(folder);
      if (owner) return owner;
    }
    return undefined;
  }

  #claimFolders(key: string, claimant: Claimant): void {
    for (const folder of foldersOf(key)) {
      if (this.#folders.has(folder)) return;
      this.#folders.set(folder, claimant);
    }
  }

  #report(address: string, first: Claimant, second: Claimant): void {
    const values = { address, first: first.name, second: second.name };
    this.#note("address.collision", second.file ?? first.file, values);
  }

  #note(code: AddressFault, file: string | undefined, values: Record<string, string>): void {
    this.problems.push({ code, severity: "error", ...(file === undefined ? {} : { file }), values });
  }
}

/**
 * Whether it is possible that a new path collides with another new path, or with a path in `others`.
 * `others` contains lists with the `collisionKey` of each path. These paths must not collide with each other.
 * For few new paths, this check is faster than a new address book.
 */
export function mayCollide(newPaths: readonly string[], others: readonly (readonly string[])[]): boolean {
  const keys = new Set(newPaths.map(collisionKey));
  const folders = new Set([...keys].flatMap((key) => [...foldersOf(key)]));
  if (keys.size < newPaths.length || [...folders].some((folder) => keys.has(folder))) return true;
  let lastFolder = "";
  const collides = (key: string): boolean => {
    if (keys.has(key) || folders.has(key)) return true;
    // Skips the folder of the previous path, because consecutive paths are usually in the same folder.
    const folder = key.slice(0, Math.max(key.lastIndexOf("/"), 0));
    if (folder === lastFolder) return false;
    lastFolder = folder;
    return [...foldersOf(key)].some((above) => keys.has(above));
  };
  return others.some((list) => list.some(collides));
}

function* foldersOf(path: string): Generator<string> {
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) yield path.slice(0, at);
}

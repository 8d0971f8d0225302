import type { Problem } from "#contract/errors.ts";
import { type AddressFault, collisionKey, siteFault } from "./addresses.ts";

/** The file of the blog, or the generated page (`file` absent), that claims an address. */
export interface Claimant {
  readonly name: string;
  readonly file?: string;
}

/** Claims every path of the site once; finds two files that would collide on some host. */
export class AddressBook {
  readonly problems: Problem[] = [];
  readonly #files = new Map<string, Claimant>();
  readonly #folders = new Map<string, Claimant>();

  /**
   * Claims a path. Returns false and notes a problem when the path is taken (the first claimant keeps it) or
   * invalid for a file of the site. `isProgram`: the server executes the file.
   */
  claim(path: string, claimant: Claimant, isProgram = false): boolean {
    const fault = isProgram ? null : siteFault(path);
    if (fault !== null) {
      this.#note(fault, claimant.file, { path: claimant.name, address: path });
      return false;
    }
    const key = collisionKey(path);
    // Usually a file in the same folder was claimed before, and with it all parent folders
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

  /** Finds a file at a path that must be a folder for this one. */
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

/** Yields the folders of a path, innermost first. */
function* foldersOf(path: string): Generator<string> {
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) yield path.slice(0, at);
}

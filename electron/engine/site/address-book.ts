import type { Problem } from "#contract/errors.ts";
import { collisionKey } from "./addresses.ts";

/** Who wants an address: a file of the blog, or a page that the generator makes (`file` absent). */
export interface Claimant {
  readonly name: string;
  readonly file?: string;
}

/** Every path of the site, claimed once: finds two files that would be one on some host. */
export class AddressBook {
  readonly problems: Problem[] = [];
  readonly #files = new Map<string, Claimant>();
  readonly #folders = new Map<string, Claimant>();

  /** False, with a problem noted, when the path is taken; the first claimant keeps it. */
  claim(path: string, claimant: Claimant): boolean {
    const key = collisionKey(path);
    // Of most files a neighbour was claimed before, and with it all that is above
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

  /** A file where this path needs a folder. */
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
    const file = second.file ?? first.file;
    this.problems.push({
      code: "address.collision",
      severity: "error",
      ...(file === undefined ? {} : { file }),
      values: { address, first: first.name, second: second.name },
    });
  }
}

/** The folders of a path, innermost first. */
function* foldersOf(path: string): Generator<string> {
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) yield path.slice(0, at);
}

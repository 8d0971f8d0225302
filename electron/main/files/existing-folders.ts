import { stat } from "node:fs/promises";

/**
 * Leaves out of lists of folders those that no longer exist.
 * Looks at the disk without waiting, because a network drive that is gone answers only after seconds.
 */
export class ExistingFolders {
  readonly #missing = new Set<string>();
  readonly #onChange: () => void;

  /** `onChange` is called when a folder has disappeared or is there again. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Returns the folders that existed at the last look, and looks again. */
  of(folders: readonly string[]): string[] {
    for (const folder of folders) void this.#look(folder);
    return folders.filter((folder) => !this.#missing.has(folder));
  }

  async #look(folder: string): Promise<void> {
    const isThere = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isThere !== this.#missing.has(folder)) return;
    if (isThere) this.#missing.delete(folder);
    else this.#missing.add(folder);
    this.#onChange();
  }
}

import { stat } from "node:fs/promises";

/**
 * Removes the folders that no longer exist from lists of folders.
 * Checks the disk asynchronously, because a disconnected network drive answers only after seconds.
 */
export class ExistingFolders {
  readonly #missing = new Set<string>();
  /**
   * Folders whose check is not finished.
   * A folder is never checked twice at once, because a check occupies one of Node's few threads.
   */
  readonly #pending = new Set<string>();
  readonly #onChange: () => void;

  /** `onChange` is called when a folder has disappeared or reappeared. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Returns the folders that existed at the last check, and starts the next check. */
  filter(folders: readonly string[]): string[] {
    for (const folder of folders) void this.#look(folder);
    return folders.filter((folder) => !this.#missing.has(folder));
  }

  async #look(folder: string): Promise<void> {
    if (this.#pending.has(folder)) return;
    this.#pending.add(folder);
    const isThere = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    this.#pending.delete(folder);
    if (isThere !== this.#missing.has(folder)) return;
    if (isThere) this.#missing.delete(folder);
    else this.#missing.add(folder);
    this.#onChange();
  }
}

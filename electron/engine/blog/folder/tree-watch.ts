import { type Stats, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { entriesIfThere, entryIfThere } from "#engine/base/files/read-files.ts";

/** A watch of all files below a folder. */
export interface Watch {
  /** Resolves when the watch is complete. From then on, the watch detects all changes. */
  readonly ready: Promise<void>;
  close(): void;
}

/** Decides which files a watch ignores, and receives its reports. All paths are absolute. */
export interface WatchRules {
  /** Whether the watch leaves out a file, or a folder and its contents. */
  isIgnored(path: string): boolean;
  /** Called for each file or symbolic link that was created, written or removed. */
  onTouched(path: string): void;
  /** Called when the system cannot watch a folder. */
  onError(): void;
}

/** Watches one folder like `watch` of `node:fs`. Subfolders are not watched. */
export type WatchOneFolder = (
  folder: string,
  listener: (event: string, name: string | null) => void,
) => { close(): void; on(event: "error", listener: () => void): unknown };

/** Delay in milliseconds after which a new folder is listed again. */
const listAgainMs = 200;

interface WatchedFolder {
  readonly watcher: ReturnType<WatchOneFolder>;
  /** The names of the known files, each with the file's times. The times are null before the first event. */
  readonly files: Map<string, string | null>;
}

/**
 * Watches a folder and its subfolders with one system watcher for each folder.
 * After an event, only one path is checked. The names in a folder are listed only if the folder is new.
 */
export class TreeWatch implements Watch {
  readonly ready: Promise<void>;
  readonly #root: string;
  readonly #rules: WatchRules;
  readonly #watch: WatchOneFolder;
  readonly #folders = new Map<string, WatchedFolder>();
  /**
   * Paths with an event that was not handled yet.
   * The value of a path is true if a different file or folder may now be at the path.
   */
  readonly #waiting = new Map<string, boolean>();
  #isLooking = false;
  #isClosed = false;

  constructor(root: string, rules: WatchRules, watchOneFolder: WatchOneFolder = watch) {
    this.#root = root;
    this.#rules = rules;
    this.#watch = watchOneFolder;
    // Opens the root folder later, so that the constructor returns before any error is reported.
    this.ready = Promise.resolve().then(() => this.#enter(root, false));
  }

  close(): void {
    this.#isClosed = true;
    for (const { watcher } of this.#folders.values()) watcher.close();
    this.#folders.clear();
    this.#waiting.clear();
  }

  /** Begins to watch a folder. Reports the files of a new folder. */
  async #enter(folder: string, isNew: boolean): Promise<void> {
    if (this.#isClosed || this.#folders.has(folder)) return;
    try {
      const watcher = this.#watch(folder, (event, name) => this.#onEvent(folder, event, name));
      watcher.on("error", () => void this.#fail(folder));
      this.#folders.set(folder, { watcher, files: new Map() });
    } catch {
      return this.#fail(folder);
    }
    await this.#list(folder, isNew);
    // Lists a new folder again later, because on macOS a new watcher misses the changes of its first moments.
    if (isNew) setTimeout(() => this.#later(folder, true), listAgainMs).unref();
  }

  /** Lists a watched folder and watches its subfolders. With `isReported`, reports new and missing files. */
  async #list(folder: string, isReported: boolean): Promise<void> {
    const entries = await entriesIfThere(folder).catch(() => null);
    if (!entries) return this.#fail(folder);
    const files = this.#folders.get(folder)?.files;
    if (!files) return;
    const report = (name: string): void => {
      if (isReported) this.#rules.onTouched(join(folder, name));
    };
    const seen = entries.filter(({ name }) => !this.#rules.isIgnored(join(folder, name)));
    const here = new Set(seen.filter((entry) => !entry.isDirectory()).map(({ name }) => name));
    for (const name of [...files.keys()].filter((known) => !here.has(known))) {
      files.delete(name);
      report(name);
    }
    for (const name of [...here].filter((found) => !files.has(found))) {
      files.set(name, null);
      report(name);
    }
    const subfolders = seen.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
    await Promise.all(subfolders.map((subfolder) => this.#enter(subfolder, isReported)));
  }

  /** Stops watching a folder that was removed or replaced. Reports its files as touched. */
  #leave(folder: string): void {
    const left = this.#folders.get(folder);
    if (!left) return;
    left.watcher.close();
    this.#folders.delete(folder);
    for (const name of left.files.keys()) this.#rules.onTouched(join(folder, name));
    for (const inner of [...this.#folders.keys()]) if (dirname(inner) === folder) this.#leave(inner);
  }

  #onEvent(folder: string, event: string, name: string | null): void {
    // An event without a name means that events of the folder were lost. Reports all its files, to be safe.
    if (name === null) {
      this.#reportAll(folder);
      return;
    }
    const isOther = event === "rename";
    const isOfFolder = isOther && folder !== this.#root && name === basename(folder);
    if (isOfFolder && !this.#folders.get(folder)?.files.has(name)) {
      // When a watched folder is removed, Linux sends an event whose `name` is the folder's own name.
      // Stops the old watcher, because a new folder at the same path needs a watcher of its own.
      this.#leave(folder);
      this.#later(folder, true);
    }
    this.#later(join(folder, name), isOther);
  }

  #reportAll(folder: string): void {
    for (const name of this.#folders.get(folder)?.files.keys() ?? [])
      this.#rules.onTouched(join(folder, name));
    this.#later(folder, true);
  }

  /** Checks a path soon. Paths are checked one after the other, in the order of their first events. */
  #later(path: string, isOther: boolean): void {
    if (this.#isClosed || this.#rules.isIgnored(path)) return;
    this.#waiting.set(path, isOther || this.#waiting.get(path) === true);
    if (!this.#isLooking) void this.#lookAtAll();
  }

  async #lookAtAll(): Promise<void> {
    this.#isLooking = true;
    try {
      for (const [path, isOther] of this.#waiting) {
        this.#waiting.delete(path);
        await this.#look(path, isOther);
      }
    } finally {
      this.#isLooking = false;
    }
  }

  async #look(path: string, isOther: boolean): Promise<void> {
    // An entry that cannot be checked counts as a changed file. Reading the file then reports the error.
    const found = await entryIfThere(path).catch(() => undefined);
    if (this.#isClosed) return;
    const [name, files] = [basename(path), this.#folders.get(dirname(path))?.files];
    if (found?.isDirectory()) {
      if (files?.delete(name)) this.#rules.onTouched(path);
      if (!this.#folders.has(path)) await this.#enter(path, true);
      else if (isOther) await this.#list(path, true);
      return;
    }
    this.#leave(path);
    const times = found ? timesOf(found) : null;
    const isOnlyRead = !isOther && found && times === files?.get(name) && found.atimeMs > found.mtimeMs;
    if (found === null) files?.delete(name);
    else files?.set(name, times);
    if (!isOnlyRead) this.#rules.onTouched(path);
  }

  /**
   * Called when watching a folder fails. On Windows, this happens for each watched folder that is removed.
   */
  async #fail(folder: string): Promise<void> {
    // A folder that cannot be checked counts as present. Otherwise, its later changes would be missed.
    const isThere = await entryIfThere(folder).then(Boolean, () => true);
    if (this.#isClosed) return;
    if (isThere) this.#rules.onError();
    else this.#leave(folder);
  }
}

function timesOf({ mtimeMs, ctimeMs }: Stats): string {
  return `${mtimeMs} ${ctimeMs}`;
}

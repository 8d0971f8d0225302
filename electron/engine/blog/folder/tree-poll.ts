import { join, sep } from "node:path";
import { mapLimited } from "#engine/base/concurrency.ts";
import { entriesIfThere, entryIfThere } from "#engine/base/files/read-files.ts";
import type { Watch, WatchRules } from "./tree-watch.ts";

/**
 * At intervals, compares the files below a folder with the last known states of the files.
 * Polling is necessary if the system does not report changes.
 */
export class TreePoll implements Watch {
  readonly ready: Promise<void>;
  readonly #root: string;
  readonly #rules: WatchRules;
  readonly #intervalMs: number;
  /** Maps the path of each file or symbolic link to a text with its size and times. */
  #states: ReadonlyMap<string, string> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(root: string, rules: WatchRules, intervalMs: number) {
    this.#root = root;
    this.#rules = rules;
    this.#intervalMs = intervalMs;
    this.ready = this.#compare(false);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #compare(isReported: boolean): Promise<void> {
    const before = this.#states;
    const now = new Map<string, string>();
    await this.#scan(this.#root, now);
    if (this.#isClosed) return;
    this.#states = now;
    for (const path of new Set([...before.keys(), ...now.keys()])) {
      if (isReported && before.get(path) !== now.get(path)) this.#rules.onTouched(path);
    }
    this.#timer = setTimeout(() => void this.#compare(true), this.#intervalMs);
  }

  /** Adds the files below a folder to `now`. The files of an unreadable folder keep their last state. */
  async #scan(folder: string, now: Map<string, string>): Promise<void> {
    const entries = await entriesIfThere(folder).catch(() => null);
    if (!entries) {
      for (const [path, state] of this.#states) if (path.startsWith(folder + sep)) now.set(path, state);
    }
    const seen = (entries ?? []).filter(({ name }) => !this.#rules.isIgnored(join(folder, name)));
    const files = seen.filter((entry) => !entry.isDirectory()).map(({ name }) => join(folder, name));
    await mapLimited(files, 32, async (path) => {
      const last = this.#states.get(path);
      const state = await entryIfThere(path).then(
        (found) => found && `${found.size} ${found.mtimeMs} ${found.ctimeMs}`,
        () => last,
      );
      if (state) now.set(path, state);
    });
    const subfolders = seen.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
    for (const subfolder of subfolders) await this.#scan(subfolder, now);
  }
}

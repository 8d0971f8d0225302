import { lstat, stat } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "#engine/base/map-limited.ts";
import type { WorkQueue } from "#engine/base/work-queue.ts";
import { type FileMove, FileMoves } from "./file-moves.ts";
import type { FolderState } from "./folder-state.ts";
import { settingsFile } from "../settings/load-settings.ts";
import { findPostFiles, isPostPath, touchedSince } from "../posts/post-files.ts";
import { type Watcher, watchFolder } from "./watcher.ts";

/** Changes by other programs in the folder. */
export interface BlogChange {
  /** New or changed posts, pages, media and theme files. */
  readonly changed: readonly string[];
  /** Deleted files; a renamed post is only included if its deletion was reported before. */
  readonly removed: readonly string[];
  /** Renamed posts and pages; their new paths are in `changed`, now or earlier. */
  readonly moved: readonly FileMove[];
  /** Whether the settings in `blog.yaml` changed. */
  readonly settings: boolean;
}

interface Found {
  readonly changed: string[];
  readonly removed: string[];
  readonly moved: FileMove[];
}

/** Loads changes by other programs into memory, and reports them. */
export class FolderUpdates {
  readonly #state: FolderState;
  readonly #queue: WorkQueue;
  readonly #announce: (change: BlogChange) => void;
  readonly #watcher: Watcher;
  /** Resolves when changes since the folder was read are in memory, and new ones are detected. */
  readonly ready: Promise<void>;
  readonly #openedAt: number;
  readonly #moves = new FileMoves();
  #working: Promise<void>;
  #isClosed = false;

  /**
   * `openedAt`: changes after this time may be missing in `state`. Our own writes run in `queue`, by path.
   */
  constructor(
    state: FolderState,
    queue: WorkQueue,
    openedAt: number,
    announce: (change: BlogChange) => void,
  ) {
    this.#state = state;
    this.#queue = queue;
    this.#announce = announce;
    this.#openedAt = openedAt;
    this.#watcher = watchFolder(state.folder, (paths) => this.#take(paths));
    this.ready = this.#watcher.ready.then(() => this.#compare());
    this.#working = this.ready;
  }

  /** Stops, even before `ready`; waits for changes that are being loaded. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#watcher.close();
    await this.#working;
  }

  /**
   * Resolves when posts and settings in memory equal those on disk, even if the watcher has not reported them
   * yet.
   */
  catchUp(): Promise<void> {
    const compared = this.#working.then(() => this.#compare());
    this.#working = compared.catch(() => undefined);
    return compared;
  }

  #take(paths: readonly string[]): void {
    this.#working = this.#working.then(() => this.#takeIn(paths));
  }

  /**
   * Finds changes since the folder was read by comparison: starting the watcher takes a while in a large
   * folder, and it reports changes a moment later, or seconds later if files are polled.
   */
  async #compare(): Promise<void> {
    if (this.#isClosed) return;
    const { paths } = await findPostFiles(this.#state.folder);
    const all = new Set([...paths, ...this.#state.store.spellings()]);
    const unknown = paths.filter((path) => this.#state.store.pathOf(path) === undefined);
    const touched = await touchedSince(this.#state.folder, [...all], this.#openedAt);
    await this.#takeIn([settingsFile, ...new Set([...unknown, ...touched])]);
  }

  async #takeIn(paths: readonly string[]): Promise<void> {
    const changed: string[] = [];
    const removed: string[] = [];
    const moved: FileMove[] = [];
    let settings = false;
    const links = (await this.#haveLinks(paths)) && (await this.#state.lookForLinks());
    for (const path of paths) {
      if (path === settingsFile) settings = await this.#state.reloadSettings();
      else if (isPostPath(path)) await this.#refresh(path, { changed, removed, moved });
      else if (/^(?:media|theme)\//.test(path)) {
        const isThere = await stat(join(this.#state.folder, path)).catch(() => null);
        (isThere ? changed : removed).push(path.normalize("NFC"));
      }
    }
    const old = new Set(moved.map(({ from }) => from));
    const gone = removed.filter((path) => !old.has(path));
    if (settings || links || changed.length > 0 || removed.length > 0) {
      this.#announce({ changed, removed: gone, moved, settings });
    }
  }

  /** Whether one of the paths is a link, or was a skipped one. */
  async #haveLinks(paths: readonly string[]): Promise<boolean> {
    const { folder, problems } = this.#state;
    const known = new Set(problems.map(({ file }) => file));
    if (paths.some((path) => known.has(path))) return true;
    const entries = await mapLimited(paths, 32, (path) => lstat(join(folder, path)).catch(() => null));
    return entries.some((entry) => entry?.isSymbolicLink());
  }

  /** Waits for our own writes to the file; what they wrote is in memory then, and is not a change. */
  async #refresh(spelling: string, { changed, removed, moved }: Found): Promise<void> {
    const { store, settings } = this.#state;
    const key = store.pathOf(spelling) ?? spelling.normalize("NFC");
    const { path, change, hash } = await this.#queue.run(key, () => store.refresh(spelling, settings));
    if (change === "none") return;
    (change === "removed" ? removed : changed).push(path);
    if (change === "changed") return;
    const move = change === "new" ? this.#moves.came(path, hash) : this.#moves.went(path, hash);
    if (move) moved.push(move);
  }
}

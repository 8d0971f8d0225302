import { join } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { entryIfThere, targetIfThere } from "#engine/base/files/read-files.ts";
import { mapLimited, type WorkQueue } from "#engine/base/concurrency.ts";
import { type FileMove, FileMoves } from "./file-moves.ts";
import type { FolderState } from "./folder-state.ts";
import { isBlogThere } from "./presence.ts";
import { settingsFile } from "../settings/load-settings.ts";
import { type FileState, findPostFiles, inexactMs, isPostPath, statesOf } from "../posts/post-files.ts";
import { type Watcher, type WatchOptions, watchFolder } from "./watcher.ts";

/** Changes that other programs made in the folder. */
export interface BlogChange {
  /** Paths of new or changed posts, pages, media and theme files. */
  readonly changed: readonly string[];
  /**
   * Paths of deleted files.
   * If it turns out later that a file was moved, a later report has both paths in `moved`.
   */
  readonly removed: readonly string[];
  /** Renamed posts and pages. Each new path is in `changed` of this report or of an earlier report. */
  readonly moved: readonly FileMove[];
  /** Whether the settings in `blog.yaml` changed. */
  readonly settings: boolean;
}

interface Found {
  readonly changed: string[];
  readonly removed: string[];
  readonly moved: FileMove[];
}

const onlySettings: BlogChange = { changed: [], removed: [], moved: [], settings: true };

/** Milliseconds between two checks whether the folder is still at its path. */
const presenceMs = 2000;

interface UpdateOptions extends Pick<WatchOptions, "watchOneFolder"> {
  /** The time just before the folder was read into the state, in milliseconds since the epoch. */
  readonly openedAt: number;
}

/** Watches the folder, loads the changes of other programs into memory, and reports the changes. */
export class FolderUpdates {
  readonly #state: FolderState;
  readonly #queue: WorkQueue;
  readonly #announce: (change: BlogChange) => void;
  readonly #watch: () => Watcher;
  #watcher: Watcher;
  /** Resolves when all changes since the folder was read are in memory and the watcher is ready. */
  readonly ready: Promise<void>;
  readonly #openedAt: number;
  readonly #moves = new FileMoves();
  /** The state of each file when this class last read it. The keys are paths as spelled on disk. */
  readonly #read = new Map<string, string>();
  /** The state of each file at the last comparison of the folder. */
  #compared = new Map<string, FileState | null>();
  /** Changed paths that could not be loaded yet. The next check of the folder loads them. */
  readonly #missed = new Set<string>();
  #working: Promise<void>;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;

  /** `queue` runs the program's own writes, one after the other for each path. */
  constructor(
    state: FolderState,
    queue: WorkQueue,
    announce: (change: BlogChange) => void,
    { openedAt, watchOneFolder }: UpdateOptions,
  ) {
    this.#state = state;
    this.#queue = queue;
    this.#announce = announce;
    this.#openedAt = openedAt;
    this.#watch = () =>
      watchFolder(state.folder, (paths) => this.#take(paths), {
        onPolling: () => {
          state.isPolled = true;
          announce(onlySettings);
        },
        ...(watchOneFolder ? { watchOneFolder } : {}),
      });
    this.#watcher = this.#watch();
    this.#lookLater();
    this.ready = this.#watcher.ready.then(() => this.#compare());
    this.#working = this.ready.catch(() => undefined);
  }

  /** Stops watching, even before `ready`. Waits for changes that are being loaded. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#watcher.close();
    await this.#working;
  }

  /**
   * Resolves when the posts and settings in memory are equal to the files on disk.
   * Rejects with `file.*` if a file cannot be loaded.
   */
  catchUp(): Promise<void> {
    const compared = this.#working.then(() => this.#compare());
    this.#working = compared.catch(() => undefined);
    return compared;
  }

  #take(paths: readonly string[]): void {
    const taken = this.#working.then(() => this.#takeIn(paths));
    this.#working = taken.catch(() => {
      for (const path of paths) this.#missed.add(path);
    });
  }

  /**
   * Compares the folder with the data in memory and loads the differences.
   * Finds changes that the watcher missed while starting, or that it reports late because it polls.
   */
  async #compare(): Promise<void> {
    if (this.#isClosed) return;
    const { paths } = await findPostFiles(this.#state.folder);
    const all = new Set([...paths, ...this.#state.store.spellings()]);
    const unknown = paths.filter((path) => this.#state.store.pathOf(path) === undefined);
    const touched = await this.#touched([...all]);
    const unreadable = [...this.#state.store.unreadable.keys()].map((path) =>
      this.#state.store.spellingOf(path),
    );
    await this.#takeIn([settingsFile, ...new Set([...unknown, ...touched, ...unreadable])]);
  }

  /** Returns the paths of missing files, and of files that have changed since the folder was opened. */
  async #touched(paths: readonly string[]): Promise<string[]> {
    const before = this.#compared;
    this.#compared = await statesOf(this.#state.folder, paths);
    return paths.filter((path) => {
      const [state, known] = [this.#compared.get(path), before.get(path)];
      // Also compares each file's stamp with the earlier stamp, because a network drive's clock may be slow.
      return !state || state.time >= this.#openedAt - inexactMs || (known && known.stamp !== state.stamp);
    });
  }

  /** Checks regularly whether the folder exists, because some watchers do not report a removed folder. */
  #lookLater(): void {
    this.#timer = setTimeout(() => {
      this.#working = this.#working.then(() => this.#lookAgain()).catch(() => undefined);
      void this.#working.then(() => this.#isClosed || this.#lookLater());
    }, presenceMs);
    this.#timer.unref();
  }

  async #lookAgain(): Promise<void> {
    if (!(await this.#look()) || this.#missed.size === 0) return;
    const missed = [...this.#missed];
    this.#missed.clear();
    await this.#takeIn(missed).catch(() => {
      for (const path of missed) this.#missed.add(path);
    });
  }

  /**
   * Resolves with true if the folder is at its path. Announces each disappearance and each return.
   * If the folder exists again, watches the folder anew and loads its changes.
   */
  async #look(): Promise<boolean> {
    if (this.#isClosed) return false;
    const isThere = await isBlogThere(this.#state.folder);
    if (isThere !== this.#state.isGone) return isThere;
    this.#state.isGone = !isThere;
    try {
      if (isThere) await this.#watchAgain();
    } catch (error) {
      // Marks the folder as missing, so that the next check tries to watch the folder again.
      this.#state.isGone = true;
      throw error;
    }
    if (this.#isClosed) return false;
    this.#announce(onlySettings);
    return isThere;
  }

  async #watchAgain(): Promise<void> {
    await this.#watcher.close();
    if (this.#isClosed) return;
    this.#watcher = this.#watch();
    await this.#watcher.ready;
    await this.#compare();
  }

  /** Loads and announces changes. At the end, rejects with `file.*` if a file could not be loaded. */
  async #takeIn(paths: readonly string[]): Promise<void> {
    // If the whole folder has disappeared, keeps its posts in memory and does not report them as removed.
    if (!(await this.#look())) return;
    const changed: string[] = [];
    const removed: string[] = [];
    const moved: FileMove[] = [];
    let settings = false;
    let failure: AppError | undefined;
    const links = (await this.#haveLinks(paths)) && (await this.#state.lookForLinks());
    for (const [path, state] of await this.#unread(paths)) {
      if (path === settingsFile) settings = await this.#state.reloadSettings();
      else if (isPostPath(path)) {
        try {
          await this.#refresh(path, { changed, removed, moved });
        } catch (error) {
          this.#missed.add(path);
          failure ??= readError(error, path);
          continue;
        }
        if (state === null) this.#read.delete(path);
        else this.#read.set(path, state);
      } else if (/^(?:media|themes?)\//.test(path)) {
        // A file that exists but cannot be read at the moment counts as changed, not as deleted.
        const isThere = await targetIfThere(join(this.#state.folder, path)).then(Boolean, () => true);
        (isThere ? changed : removed).push(path.normalize("NFC"));
      }
    }
    const old = new Set(moved.map(({ from }) => from));
    const gone = removed.filter((path) => !old.has(path));
    if (settings || links || changed.length > 0 || removed.length > 0) {
      this.#announce({ changed, removed: gone, moved, settings });
    }
    if (failure) throw failure;
  }

  /**
   * Returns the paths whose files have to be read. Leaves out posts that are unchanged since the last read.
   * Maps each path to the state of its file. The state is null if the file must be read again next time.
   */
  async #unread(paths: readonly string[]): Promise<Map<string, string | null>> {
    const { folder, store } = this.#state;
    const latest = Date.now() - inexactMs;
    const found = await statesOf(folder, paths.filter(isPostPath));
    const states = paths.map((path) => {
      const state = found.get(path);
      const isReadable = !store.unreadable.has(store.pathOf(path) ?? path);
      return [path, state && state.time < latest && isReadable ? state.stamp : null] as const;
    });
    return new Map(states.filter(([path, state]) => state === null || this.#read.get(path) !== state));
  }

  /**
   * Whether one of the paths may be a symbolic link.
   * Also returns true for a path with a problem, because the problem may be a refused symbolic link.
   */
  async #haveLinks(paths: readonly string[]): Promise<boolean> {
    const { folder, problems } = this.#state;
    const known = new Set(problems.map(({ file }) => file));
    if (paths.some((path) => known.has(path))) return true;
    const entries = await mapLimited(paths, 32, (path) => entryIfThere(join(folder, path)).catch(() => null));
    return entries.some((entry) => entry?.isSymbolicLink());
  }

  /** Waits for the program's own writes to a file, reads its post again, and records how the post changed. */
  async #refresh(spelling: string, { changed, removed, moved }: Found): Promise<void> {
    const { store, settings } = this.#state;
    const key = store.pathOf(spelling) ?? spelling.normalize("NFC");
    const { path, change, hash, movedFrom } = await this.#queue.run(key, () =>
      store.refresh(spelling, settings),
    );
    if (change === "none") return;
    (change === "removed" ? removed : changed).push(path);
    if (change === "changed") return;
    if (movedFrom !== undefined) {
      moved.push({ from: movedFrom, to: path });
      return;
    }
    const move = change === "new" ? this.#moves.came(path, hash) : this.#moves.went(path, hash);
    if (move) moved.push(move);
  }
}

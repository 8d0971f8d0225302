import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import { realPathSync } from "#engine/base/files/real-path.ts";
import { isSilentDrive } from "./silent-drives.ts";
import { settingsFile } from "../settings/load-settings.ts";
import { isHidden } from "../posts/post-files.ts";

/** Names of the files and folders in a blog folder that are watched. All others are not part of the blog. */
const watched = new Set(["posts", "pages", "media", "theme", "themes", settingsFile]);

/**
 * The changes of a file are reported together when the file has not changed for this time, in milliseconds.
 */
const settleMs = 150;
/** Interval in milliseconds at which files are checked if the system cannot watch them. */
const pollMs = 3000;

export interface Watcher {
  /** Resolves when the watcher begins to detect all changes, or when it is closed. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export interface WatchOptions {
  /** Called when polling starts because the system cannot watch the folder. */
  readonly onPolling?: () => void;
  /** For tests: replaces chokidar. */
  readonly watchFiles?: typeof watch;
  /** For tests: replaces the check for folders in which the system misses changes by other computers. */
  readonly isSilent?: (folder: string) => boolean;
}

/**
 * Watches a blog folder. Passes the paths of created, written and removed files to `onTouched`, in batches.
 * Paths are relative to the folder, with `/`, as spelled on disk.
 * The folder can be a symbolic link; links inside the folder are watched, not their targets.
 */
export function watchFolder(
  blogFolder: string,
  onTouched: (paths: string[]) => void,
  { onPolling, watchFiles = watch, isSilent = isSilentDrive }: WatchOptions = {},
): Watcher {
  const folder = realPathSync(blogFolder);
  const touched = new Map<string, number>();
  /** New folders. chokidar can miss their first files, so these files are listed after a delay. */
  const appeared = new Map<string, number>();
  /** Files that chokidar has reported while new folders wait to be listed. They are not reported again. */
  const noticed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher;
  let isClosed = false;
  let isPolling = false;

  const flush = (): void => {
    const listed = takeSettled(appeared).flatMap(filesUnder);
    const found = listed.filter((path) => !noticed.has(path) && !isIgnored(relative(folder, path)));
    const paths = [...found, ...takeSettled(touched)];
    if (touched.size + appeared.size === 0) noticed.clear();
    timer = touched.size + appeared.size > 0 ? setTimeout(flush, settleMs) : undefined;
    if (paths.length > 0) onTouched([...new Set(paths)].map(inside));
  };
  const inside = (path: string): string => fromUsualTop(relative(folder, path).split(sep).join("/"));
  const touch = (path: string, things = touched): void => {
    things.set(path, performance.now());
    timer ??= setTimeout(flush, settleMs);
  };

  let isReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const start = (usePolling: boolean): void => {
    if (isClosed) return;
    watcher = watchFiles(folder, {
      ignored: (path) => isIgnored(relative(folder, path)),
      ignoreInitial: true,
      followSymlinks: false,
      usePolling,
      interval: pollMs,
      binaryInterval: pollMs,
    });
    for (const event of ["add", "change", "unlink"] as const) {
      watcher.on(event, (path) => {
        noticed.add(path);
        touch(path);
      });
    }
    watcher.on("addDir", (path) => {
      if (path !== folder) touch(path, appeared);
    });
    watcher.once("ready", isReady);
    // The system cannot watch the folder, for example because of too many files, so polling starts.
    watcher.on("error", () => {
      if (usePolling || isPolling) return;
      isPolling = true;
      onPolling?.();
      void watcher.close().then(() => start(true));
    });
  };
  isPolling = isSilent(folder);
  if (isPolling && onPolling) queueMicrotask(onPolling);
  start(isPolling);
  return {
    ready,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      touched.clear();
      appeared.clear();
      await watcher.close();
      // If chokidar is closed before it is ready, it never emits `ready`.
      isReady();
    },
  };
}

/** Removes and returns the paths that have not changed for `settleMs`. */
function takeSettled(things: Map<string, number>): string[] {
  const now = performance.now();
  const settled = [...things].filter(([, at]) => now - at >= settleMs).map(([path]) => path);
  for (const path of settled) things.delete(path);
  return settled;
}

/**
 * Returns the absolute paths of all files and symbolic links below a folder.
 * Returns no paths if the folder was deleted.
 */
function filesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function isIgnored(path: string): boolean {
  if (path === "") return false;
  const names = path.split(sep);
  return !watched.has((names[0] ?? "").toLowerCase()) || names.some(isHidden);
}

/** Converts the first part of a watched path to lower case, such as `Posts` to `posts`. */
function fromUsualTop(path: string): string {
  return path.replace(/^[^/]+/, (top) => (watched.has(top.toLowerCase()) ? top.toLowerCase() : top));
}

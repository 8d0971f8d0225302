import { readdirSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import { systemCode } from "#engine/base/file-errors.ts";
import { settingsFile } from "../settings/load-settings.ts";
import { isHidden } from "../posts/post-files.ts";

/** Watched entries of a blog folder; everything else is not part of the blog. */
const watched = new Set(["posts", "pages", "media", "theme", settingsFile]);

/**
 * Milliseconds without events before a file is reported: a delete and a create in that time are one change.
 */
const settleMs = 150;
/** Polling interval where the system cannot watch so many files. */
const pollMs = 3000;

export interface Watcher {
  /** Resolves when every change from then on is detected, or when it is closed before. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/**
 * Watches a blog folder and reports, in batches, the files that were made, written, replaced or removed;
 * paths inside the folder with `/`, as spelled on disk. The listener checks whether the content differs. The
 * folder may be a link; links inside are watched themselves, not their targets.
 */
export function watchFolder(blogFolder: string, onTouched: (paths: string[]) => void): Watcher {
  const folder = realpathSync(blogFolder);
  const touched = new Map<string, number>();
  /**
   * New folders; chokidar may miss a file that is made between its reading and its watching of the folder.
   */
  const appeared = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher;
  let isClosed = false;

  const flush = (): void => {
    const found = takeSettled(appeared).flatMap(filesUnder);
    const paths = [...found.filter((path) => !isIgnored(relative(folder, path))), ...takeSettled(touched)];
    timer = touched.size + appeared.size > 0 ? setTimeout(flush, settleMs) : undefined;
    if (paths.length > 0) onTouched([...new Set(paths)].map(inside));
  };
  const inside = (path: string): string => relative(folder, path).split(sep).join("/");
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
    watcher = watch(folder, {
      ignored: (path) => isIgnored(relative(folder, path)),
      ignoreInitial: true,
      followSymlinks: false,
      usePolling,
      interval: pollMs,
      binaryInterval: pollMs,
    });
    for (const event of ["add", "change", "unlink"] as const) watcher.on(event, (path) => touch(path));
    watcher.on("addDir", (path) => {
      if (path !== folder) touch(path, appeared);
    });
    watcher.once("ready", isReady);
    watcher.on("error", (error) => {
      if (usePolling || !["ENOSPC", "EMFILE"].includes(systemCode(error))) return;
      // The system's limit of watched files is reached: polling needs no watches.
      void watcher.close().then(() => start(true));
    });
  };
  start(false);
  return {
    ready,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      touched.clear();
      appeared.clear();
      await watcher.close();
      // A watcher that is closed before it was ready never emits `ready`.
      isReady();
    },
  };
}

/** Removes and returns the paths without recent events. */
function takeSettled(things: Map<string, number>): string[] {
  const now = performance.now();
  const settled = [...things].filter(([, at]) => now - at >= settleMs).map(([path]) => path);
  for (const path of settled) things.delete(path);
  return settled;
}

/**
 * Lists the files of a folder and its subfolders, as absolute paths; none if it was deleted. Links count as
 * files.
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
  return !watched.has(names[0] ?? "") || names.some(isHidden);
}

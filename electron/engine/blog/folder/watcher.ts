import { relative, sep } from "node:path";
import { realPathSync } from "#engine/base/files/real-path.ts";
import { isSilentDrive } from "./silent-drives.ts";
import { settingsFile } from "../settings/load-settings.ts";
import { isHidden } from "../posts/post-files.ts";
import { TreePoll } from "./tree-poll.ts";
import { TreeWatch, type Watch, type WatchOneFolder, type WatchRules } from "./tree-watch.ts";

/** The watched entries of a blog folder. Other files and folders are not part of the blog. */
const watched = new Set(["posts", "pages", "media", "theme", "themes", settingsFile]);

/** A changed file is reported when it has not changed again for this time, in milliseconds. */
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
  /** For tests: replaces the system's watchers. */
  readonly watchOneFolder?: WatchOneFolder;
  /** For tests: replaces `isSilentDrive`. */
  readonly isSilent?: (folder: string) => boolean;
}

/**
 * Watches a blog folder. Passes the paths of created, written and removed files to `onTouched`, in batches.
 * Paths are relative to the folder, with `/`, as spelled on disk.
 * The folder can be a symbolic link. The targets of symbolic links inside the folder are not watched.
 */
export function watchFolder(
  blogFolder: string,
  onTouched: (paths: string[]) => void,
  { onPolling, watchOneFolder, isSilent = isSilentDrive }: WatchOptions = {},
): Watcher {
  const folder = realPathSync(blogFolder);
  const touched = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const inside = (path: string): string => fromUsualTop(relative(folder, path).split(sep).join("/"));
  const flush = (): void => {
    const paths = takeSettled(touched);
    timer = touched.size > 0 ? setTimeout(flush, settleMs) : undefined;
    if (paths.length > 0) onTouched(paths.map(inside));
  };
  const rules: WatchRules = {
    isIgnored: (path) => isIgnored(relative(folder, path)),
    onTouched: (path) => {
      if (isClosed) return;
      touched.set(path, performance.now());
      timer ??= setTimeout(flush, settleMs);
    },
    // Polls a folder that the system cannot watch, for example a folder with too many subfolders.
    onError: () => {
      if (isClosed || watch instanceof TreePoll) return;
      watch.close();
      watch = new TreePoll(folder, rules, pollMs);
      onPolling?.();
    },
  };
  const isPolled = isSilent(folder);
  let watch: Watch = isPolled
    ? new TreePoll(folder, rules, pollMs)
    : new TreeWatch(folder, rules, watchOneFolder);
  if (isPolled && onPolling) queueMicrotask(onPolling);
  return {
    // Reads `watch` again after the wait, because polling may have replaced it.
    ready: watch.ready.then(() => watch.ready),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      watch.close();
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

function isIgnored(path: string): boolean {
  if (path === "") return false;
  const names = path.split(sep);
  return !watched.has((names[0] ?? "").toLowerCase()) || names.some(isHidden);
}

/** Converts the first part of a path to lower case (`Posts` to `posts`), because some disks ignore case. */
function fromUsualTop(path: string): string {
  return path.replace(/^[^/]+/, (top) => (watched.has(top.toLowerCase()) ? top.toLowerCase() : top));
}

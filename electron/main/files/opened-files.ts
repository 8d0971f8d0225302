import { type LaunchTarget, isLooseFile, launchTarget } from "../launch.ts";

export interface FileOpener {
  openBlog(place: LaunchTarget): void;
  openLooseFile(path: string): void;
}

/** The file or folder that the first window shows. */
export interface FirstFile {
  readonly place: LaunchTarget | null;
  /** A Markdown file that belongs to no blog, or null. */
  readonly loose: string | null;
}

/**
 * Collects the files and folders that macOS asks to open, even before the program has started.
 * The first window shows a collected file or folder instead of the last blog.
 */
export class OpenedFiles {
  #waiting: string[] = [];
  #opener: FileOpener | null = null;

  /** Opens a file immediately, or keeps the file until the program has started. */
  add(path: string): void {
    if (this.#opener) open(path, this.#opener);
    else this.#waiting.push(path);
  }

  /** Removes the first waiting file or folder, and returns it. */
  takeFirst(): FirstFile {
    const path = this.#waiting.shift();
    if (path === undefined) return { place: null, loose: null };
    return { place: launchTarget(path), loose: isLooseFile(path) ? path : null };
  }

  /** Opens all waiting files. After this call, `add` opens files immediately. */
  start(opener: FileOpener): void {
    this.#opener = opener;
    for (const path of this.#waiting.splice(0)) open(path, opener);
  }
}

function open(path: string, opener: FileOpener): void {
  const place = launchTarget(path);
  if (place) opener.openBlog(place);
  else if (isLooseFile(path)) opener.openLooseFile(path);
}

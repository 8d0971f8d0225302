import { type LaunchTarget, isLooseFile, launchTarget } from "../launch.ts";

/** The part of the program that shows what was opened. */
export interface FileOpener {
  openBlog(place: LaunchTarget): void;
  openLooseFile(path: string): void;
}

/** What the first window of a start shows. */
export interface FirstFile {
  readonly place: LaunchTarget | null;
  /** A Markdown file that belongs to no blog; null if there is none. */
  readonly loose: string | null;
}

/**
 * Files and folders that macOS asks to open. It asks before the program has started, too: the first window
 * then shows the file, instead of a second one beside the last blog.
 */
export class OpenedFiles {
  #waiting: string[] = [];
  #opener: FileOpener | null = null;

  /** Opens a file, or keeps it until the program has started. */
  add(path: string): void {
    if (this.#opener) open(path, this.#opener);
    else this.#waiting.push(path);
  }

  /** Takes the first file that waits. */
  takeFirst(): FirstFile {
    const path = this.#waiting.shift();
    if (path === undefined) return { place: null, loose: null };
    return { place: launchTarget(path), loose: isLooseFile(path) ? path : null };
  }

  /** Opens the files that still wait, and from now on every file at once. */
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

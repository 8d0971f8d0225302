import { win32 } from "node:path";
import { shell } from "electron";

/** Maximum length of a path that Explorer accepts, in UTF-16 code units. */
const longestPath = 259;

/** Shows a file or folder in the system's file manager. */
export function showInFolder(path: string): void {
  shell.showItemInFolder(showablePath(path, process.platform));
}

/**
 * Returns a path that the file manager can show.
 * Windows' Explorer cannot show a path that is too long, and reports no error.
 * If the path is too long for Explorer, returns the nearest parent folder whose path is short enough.
 */
export function showablePath(path: string, platform: string): string {
  if (platform !== "win32" || path.length <= longestPath) return path;
  return showablePath(win32.dirname(path), platform);
}

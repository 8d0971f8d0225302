import { constants } from "node:fs";
import { systemCode } from "#contract/file-retries.ts";
import { openSync, removeIfThereSync } from "./files/change-files-sync.ts";

/** Flag for `open`: if the file is a symbolic link, `open` fails with ELOOP. Windows has no such flag. */
export const noFollow: number = constants.O_NOFOLLOW ?? 0;

/**
 * Opens a new file for writing, after deleting any file or symbolic link at its path.
 * With `isUrgent`, fails at once if another program has the file open.
 */
export function openFresh(location: string, isUrgent = false): number {
  const make = (): number => openSync(location, "wx", isUrgent ? "none" : "short");
  try {
    return make();
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
  removeIfThereSync(location, isUrgent ? "none" : "long");
  return make();
}

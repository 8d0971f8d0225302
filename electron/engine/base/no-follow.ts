import { constants } from "node:fs";
import { openSync, removeIfThereSync } from "./files/change-files-sync.ts";
import { systemCode } from "./file-errors.ts";

/** Flag for `open`: if the file is a symbolic link, `open` fails with ELOOP. Windows has no such flag. */
export const noFollow: number = constants.O_NOFOLLOW ?? 0;

/** Opens a new file for writing, after deleting any file or symbolic link at its path. */
export function openFresh(location: string): number {
  try {
    return openSync(location, "wx");
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
  removeIfThereSync(location);
  return openSync(location, "wx");
}

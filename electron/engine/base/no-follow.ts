import { constants } from "node:fs";
import { openSync, rmSync } from "./files/change-files-sync.ts";
import { systemCode } from "./file-errors.ts";

/** Flag for `open`: if the file is a symbolic link, `open` fails with ELOOP. Windows has no such flag. */
export const noFollow: number = constants.O_NOFOLLOW ?? 0;

/**
 * Creates a file whose name others can predict, and opens it for writing.
 * First deletes an old file or a symbolic link of this name.
 */
export function openFresh(location: string): number {
  try {
    return openSync(location, "wx");
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
  rmSync(location, { force: true });
  return openSync(location, "wx");
}

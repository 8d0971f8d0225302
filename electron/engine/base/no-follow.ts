import { constants } from "node:fs";
import { openSync, rmSync } from "./files/change-files-sync.ts";
import { systemCode } from "./file-errors.ts";

/** Flag for `open`: if the file is a link, `open` fails with ELOOP. Windows has no such flag. */
export const noFollow: number = constants.O_NOFOLLOW ?? 0;

/**
 * Creates a file whose name is known beforehand and opens it for writing. Deletes what has that name: a file
 * that an interrupted run has left, or a link that somebody else has put there.
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

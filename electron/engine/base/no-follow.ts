import { constants, openSync, rmSync } from "node:fs";
import { systemCode } from "./file-errors.ts";

/** Flag of `open` that fails with ELOOP if the file is a link. Windows has no such flag. */
export const noFollow: number = constants.O_NOFOLLOW ?? 0;

/**
 * Opens a new file for writing at a fixed temporary name. Deletes an existing file first: an interrupted run
 * left it, or it is a link that somebody else put there.
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

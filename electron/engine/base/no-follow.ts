import { constants, openSync, rmSync } from "node:fs";
import { systemCode } from "./file-errors.ts";

/** Added to the flags of `open`: a link in the place of the file is an error (ELOOP). Windows has no such flag. */
export const noFollow: number = constants.O_NOFOLLOW ?? 0;

/**
 * Opens a new file to write, for a temporary name that is always the same: what is there already was left by a run that was
 * cut off, or is a link that somebody else put there, and goes.
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

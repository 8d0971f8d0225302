import { realpath as resolveLinks, realpathSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { systemCode } from "../file-errors.ts";
import { system } from "./simulated-system.ts";

const byReadingLinks = promisify(resolveLinks);

/** Errors that are about the path itself: nothing is there, access is denied, or links run in a circle. */
const trueErrors = new Set(["ENOENT", "ENOTDIR", "ELOOP", "EACCES", "EPERM"]);

/**
 * Resolves the links in a path. On virtual drives of Windows (RAM disks, encrypted containers, `subst`) the
 * system cannot name the path of an open file; then resolves link by link, and if that fails too, returns the
 * path with its links. Rejects if the path does not exist.
 */
export async function realPath(path: string): Promise<string> {
  try {
    system().before?.("realpath", path);
    return await realpath(path);
  } catch (error) {
    if (trueErrors.has(systemCode(error))) throw error;
  }
  return byReadingLinks(path).catch((error: unknown) => otherwise(path, error));
}

/** Synchronous variant of `realPath`. */
export function realPathSync(path: string): string {
  try {
    system().before?.("realpath", path);
    return realpathSync.native(path);
  } catch (error) {
    if (trueErrors.has(systemCode(error))) throw error;
  }
  try {
    return realpathSync(path);
  } catch (error) {
    return otherwise(path, error);
  }
}

function otherwise(path: string, error: unknown): string {
  if (trueErrors.has(systemCode(error))) throw error;
  return resolve(path);
}

import { realpath as resolveLinks, realpathSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { systemCode } from "#contract/file-retries.ts";
import { system } from "./simulated-system.ts";

const byReadingLinks = promisify(resolveLinks);

/** Error codes for a path that is missing, not accessible, or part of a loop of symbolic links. */
const trueErrors = new Set(["ENOENT", "ENOTDIR", "ELOOP", "EACCES", "EPERM"]);

/**
 * Resolves the symbolic links in a path. Rejects if the path does not exist.
 * Reads the links one by one if Node's function fails, as on virtual Windows drives such as RAM disks.
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

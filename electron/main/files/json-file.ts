import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** Reads a small JSON file. Returns undefined if it is missing or invalid. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Replaces a small JSON file atomically. `mode`: permissions, to make it private. If the file cannot be
 * written, returns false instead of throwing: problems with the program's own files must not keep an author
 * from writing.
 */
export function writeJson(file: string, value: unknown, mode?: number): boolean {
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode });
    renameSync(`${file}.new`, file);
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}

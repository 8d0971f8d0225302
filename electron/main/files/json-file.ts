import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** Reads a small JSON file; undefined when it is missing or invalid. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Replaces a small JSON file atomically; `mode` can make it private. Returns false when it cannot be written:
 * problems with the program's own files must never keep an author from writing.
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

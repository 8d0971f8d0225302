import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** What a small JSON file holds; undefined when it is not there or cannot be read as JSON. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Replaces a small JSON file whole; `mode` is for one that only its owner may read. False when it cannot be written:
 * the program's own files must never keep an author from writing.
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

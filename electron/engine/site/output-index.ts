import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";

/** What is known of an output on disk. */
export interface IndexedFile {
  /** Stands for everything that it was made from. */
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
  /** Modification time in milliseconds, as the file system gave it. */
  readonly modified: number;
}

const version = 1;

/**
 * Reads the index of an output folder. Damage of any kind, another version or a missing file give an empty index: then
 * everything is made again, which costs time and nothing else.
 */
export function readIndex(location: string): Map<string, IndexedFile> {
  const index = new Map<string, IndexedFile>();
  for (const [path, file] of Object.entries(parseIndex(location))) {
    if (isIndexedFile(file)) index.set(path, file);
  }
  return index;
}

/** Replaces the index in one step. */
export function writeIndex(location: string, index: ReadonlyMap<string, IndexedFile>): void {
  const temporary = `${location}.tmp`;
  writeFileSync(temporary, JSON.stringify({ version, files: Object.fromEntries(index) }));
  renameSync(temporary, location);
}

/** Drops what is no longer on disk as the index has it. */
export function keepUntouched(index: Map<string, IndexedFile>, locate: (path: string) => string): void {
  for (const [path, known] of index) {
    const found = statSync(locate(path), { throwIfNoEntry: false });
    if (!found?.isFile() || found.size !== known.size || found.mtimeMs !== known.modified) index.delete(path);
  }
}

function parseIndex(location: string): object {
  try {
    const parsed: unknown = JSON.parse(readFileSync(location, "utf8"));
    if (typeof parsed !== "object" || !parsed || !("version" in parsed) || parsed.version !== version)
      return {};
    return "files" in parsed && typeof parsed.files === "object" && parsed.files ? parsed.files : {};
  } catch {
    return {};
  }
}

function isIndexedFile(value: unknown): value is IndexedFile {
  if (typeof value !== "object" || !value) return false;
  const file: Partial<IndexedFile> = value;
  return (
    typeof file.key === "string" &&
    /^[0-9a-f]{64}$/.test(String(file.sha256)) &&
    typeof file.size === "number" &&
    typeof file.modified === "number"
  );
}

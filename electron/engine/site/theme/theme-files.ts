import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPortableName } from "#engine/base/plain-name.ts";

/** A file of a theme. Its path is relative to the theme's folder, with `/`, in Unicode form NFC. */
export interface ThemeFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * A file as it was when it was last read.
 * While `state` (size and times) stays the same, the file is not read again.
 */
interface ReadFile {
  readonly state: string;
  readonly file: ThemeFile;
}

/** Limits for a theme folder, because the folder may contain something else. `largestFile` is in bytes. */
const maxFiles = 2_000;
const largestFile = 8 * 1024 * 1024;

/**
 * Reads all files of a theme folder.
 * Skips symbolic links, which may lead anywhere, and names that are not valid on every system.
 */
export class ThemeFolder {
  readonly #location: string;
  #known: ReadonlyMap<string, ReadFile> = new Map();
  #files: ReadonlyMap<string, ThemeFile> = new Map();

  constructor(location: string) {
    this.#location = location;
  }

  /** Returns a map from paths to the current files. An unchanged result stays the same map. */
  read(): ReadonlyMap<string, ThemeFile> {
    const found = new Map<string, ReadFile>();
    if (lstatSync(this.#location, { throwIfNoEntry: false })?.isDirectory()) {
      this.#readInto(found, this.#location, "");
    }
    if (!sameValues(found, this.#known)) {
      this.#files = new Map([...found].map(([path, { file }]) => [path, file]));
      this.#known = found;
    }
    return this.#files;
  }

  #readInto(found: Map<string, ReadFile>, folder: string, prefix: string): void {
    const entries = readdirSync(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith(".") || !isPortableName(entry.name) || found.size >= maxFiles) continue;
      const location = join(folder, entry.name);
      const path = prefix + entry.name.normalize("NFC");
      if (entry.isDirectory()) this.#readInto(found, location, `${path}/`);
      else if (entry.isFile()) {
        const file = this.#readFile(location, path);
        if (file) found.set(path, file);
      }
    }
  }

  #readFile(location: string, path: string): ReadFile | undefined {
    const { size, mtimeMs, ctimeMs, ino } = lstatSync(location);
    if (size > largestFile) return undefined;
    const state = `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
    const known = this.#known.get(path);
    return known?.state === state ? known : { state, file: { path, bytes: readFileSync(location) } };
  }
}

function sameValues<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}

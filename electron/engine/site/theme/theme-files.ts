import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPortableName } from "#engine/base/plain-name.ts";

/** Path inside the theme, with `/`, NFC, and the bytes. */
export interface ThemeFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** A file as last read; equal times and size mean equal bytes. */
interface ReadFile {
  readonly state: string;
  readonly file: ThemeFile;
}

/** More than any theme needs; an unrelated folder put there by mistake must not fill the memory. */
const mostFiles = 2_000;
const largestFile = 8 * 1024 * 1024;

/**
 * Reads a theme folder as a whole; templates see only these files. Skips symbolic links, the folder itself
 * included, because they may lead anywhere, and names that are not portable. A missing folder has no files.
 */
export class ThemeFolder {
  readonly #location: string;
  #known: ReadonlyMap<string, ReadFile> = new Map();
  #files: ReadonlyMap<string, ThemeFile> = new Map();

  /** `location` is absolute. */
  constructor(location: string) {
    this.#location = location;
  }

  /** Returns the current files by path; the same map as before while none has changed. */
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
      if (entry.name.startsWith(".") || !isPortableName(entry.name) || found.size >= mostFiles) continue;
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

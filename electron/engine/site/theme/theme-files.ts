import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isPortableName } from "#engine/base/plain-name.ts";

/** A file of a theme. Its path is relative to the theme's folder, with `/`, in Unicode form NFC. */
export interface ThemeFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * A file as it was last read. As long as `state` (size and times) stays the same, its bytes stay the same.
 */
interface ReadFile {
  readonly state: string;
  readonly file: ThemeFile;
}

/**
 * Limits for a theme folder (`largestFile` in bytes), far above what any theme needs. They limit the memory
 * that is used if an unrelated folder was put there by mistake.
 */
const maxFiles = 2_000;
const largestFile = 8 * 1024 * 1024;

/**
 * Reads all files of a theme folder; templates see no other files. Skips symbolic links, because they may
 * lead anywhere, and names that are not valid on every system. If the folder itself is a symbolic link or
 * missing, there are no files.
 */
export class ThemeFolder {
  readonly #location: string;
  #known: ReadonlyMap<string, ReadFile> = new Map();
  #files: ReadonlyMap<string, ThemeFile> = new Map();

  /** `location` is the absolute path of the folder. */
  constructor(location: string) {
    this.#location = location;
  }

  /** Returns the current files by path. Returns the same map as before if no file has changed. */
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

import { type Dirent, lstatSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readError } from "#engine/base/file-errors.ts";
import { isMissing } from "#engine/base/files/read-files.ts";
import { retryHeldSync } from "#engine/base/files/retry-held.ts";
import { isPortableName } from "#contract/text/portable-name.ts";

/** A file of a theme. Its path is relative to the theme's folder, with `/`, in Unicode form NFC. */
export interface ThemeFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * A file of the theme, as it was last read.
 * While `state` (size and times) stays the same, the file is not read again.
 */
interface ReadFile {
  readonly state: string;
  readonly file: ThemeFile;
}

/** Limits for a theme folder, which might contain many unrelated files. `largestFile` is in bytes. */
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

  /**
   * Returns a map from paths to the current files. An unchanged result stays the same map.
   * Throws `file.*` for an unreadable file, because another template would replace a skipped file.
   */
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
    const entries = this.#entriesOf(folder, prefix);
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

  #entriesOf(folder: string, prefix: string): Dirent[] {
    const attempt = { operation: "read", paths: [folder], retry: "short" } as const;
    try {
      return retryHeldSync(attempt, () => readdirSync(folder, { withFileTypes: true }));
    } catch (error) {
      if (isMissing(error)) return [];
      throw readError(error, `${basename(this.#location)}/${prefix}`);
    }
  }

  /** Reads a file. Returns undefined if it was removed since the listing, or if its name is not UTF-8. */
  #readFile(location: string, path: string): ReadFile | undefined {
    try {
      const { size, mtimeMs, ctimeMs, ino } = lstatSync(location);
      if (size > largestFile) return undefined;
      const state = `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
      const known = this.#known.get(path);
      if (known?.state === state) return known;
      const attempt = { operation: "read", paths: [location], retry: "short" } as const;
      return { state, file: { path, bytes: retryHeldSync(attempt, () => readFileSync(location)) } };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw readError(error, `${basename(this.#location)}/${path}`);
    }
  }
}

function sameValues<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}

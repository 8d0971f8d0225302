import { lstatSync, type Stats } from "node:fs";
import { posix } from "node:path";
import { isPlainPath } from "#engine/base/plain-name.ts";
import { RecordLog } from "#engine/base/record-log.ts";

/** The index's record of an output file on disk. */
export interface IndexedFile {
  /** Hash of everything from which the file was made. */
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
  /** Modification time in milliseconds, as the file system reported it after writing. */
  readonly modified: number;
}

/** Record of a file whose bytes are unknown, but which this program wrote or was about to write. */
const doubtful: IndexedFile = { key: "", sha256: "", size: -1, modified: 0 };

/** Keys of the two records that describe no file. They begin with NUL, which no path contains. */
const announcement = "\0to be written";
const shownSite = "\0shown";

/**
 * The index of an output folder, stored in a file beside it. Contains, for each file in the folder, its hash
 * and the key of its inputs.
 */
export class OutputIndex {
  readonly #log: RecordLog;
  readonly #locate: (path: string) => string;
  readonly #isFolder: (path: string) => boolean;
  #files = new Map<string, IndexedFile>();
  #shown = "";

  /**
   * `locate` returns the absolute path of a file in the folder. `isFolder` returns whether a path inside the
   * folder ("." for the folder itself) contains no symbolic link.
   */
  constructor(location: string, locate: (path: string) => string, isFolder: (path: string) => boolean) {
    this.#log = new RecordLog(location, "output 3");
    this.#locate = locate;
    this.#isFolder = isFolder;
  }

  /**
   * Whether the index on disk must be read: another process has written it, or this object has not read it
   * yet.
   */
  get isForeign(): boolean {
    return this.#log.isForeign;
  }

  /** Reads the index and checks which files on disk still match it. */
  load(): void {
    this.#files = new Map();
    const records = this.#log.load();
    const announced = records.get(announcement)?.value();
    const shown = records.get(shownSite)?.value();
    records.delete(announcement);
    records.delete(shownSite);
    for (const [path, record] of records) {
      // Another program may have written this index. Paths outside the folder are ignored, because files in
      // the index are removed if the site does not have them.
      if (!this.#isOurs(path)) continue;
      const file = record.value();
      this.#files.set(path, isIndexedFile(file) && this.#isUntouched(path, file) ? file : doubtful);
    }
    for (const path of Array.isArray(announced) ? announced : []) {
      if (typeof path !== "string" || this.#files.has(path) || !this.#isOurs(path)) continue;
      this.#files.set(path, doubtful);
    }
    const isWhole = [...this.#files.values()].every((file) => file !== doubtful);
    this.#shown = isWhole && typeof shown === "string" ? shown : "";
  }

  /** Key of the site that the folder contains completely, except for texts; "" if there is none. */
  get shown(): string {
    return this.#shown;
  }

  /**
   * Sets the key of the site that the folder contains. Set it to "" before files are written that change the
   * site.
   */
  set shown(key: string) {
    if (key === this.#shown) return;
    this.#shown = key;
    this.#log.note(shownSite, key);
  }

  /**
   * Records which files will be written. If the build is interrupted, the next build then knows that this
   * program wrote these files.
   */
  announce(paths: readonly string[]): void {
    this.#log.note(announcement, paths);
    this.flush();
    this.#log.note(announcement);
  }

  get(path: string): IndexedFile | undefined {
    return this.#files.get(path);
  }

  paths(): Iterable<string> {
    return this.#files.keys();
  }

  set(path: string, file: IndexedFile): void {
    this.#files.set(path, file);
    this.#log.note(path, file);
  }

  delete(path: string): void {
    this.#files.delete(path);
    this.#log.note(path);
  }

  /** Writes the changed records to disk. */
  flush(): void {
    const [files, shown] = [this.#files, this.#shown];
    this.#log.flush({
      size: files.size + 1,
      *[Symbol.iterator]() {
        yield [shownSite, shown] as const;
        yield* files;
      },
    });
  }

  /** Whether the size and time of the file on disk match the index. */
  #isUntouched(path: string, { size, modified }: IndexedFile): boolean {
    const found = this.#look(path);
    return found?.size === size && found.mtimeMs === modified;
  }

  /** Whether a path is inside the folder and no folder on the way is a symbolic link. */
  #isOurs(path: string): boolean {
    return isPlainPath(path) && this.#isFolder(posix.dirname(path));
  }

  #look(path: string): Stats | undefined {
    const found = lstatSync(this.#locate(path), { throwIfNoEntry: false });
    return found?.isFile() ? found : undefined;
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

import { lstatSync, type Stats } from "node:fs";
import { posix } from "node:path";
import { isPlainPath } from "#engine/base/plain-name.ts";
import { RecordLog } from "#engine/base/record-log.ts";

export interface IndexedFile {
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
  /** Modification time in milliseconds, as the file system reported it after the write. */
  readonly modified: number;
}

/** A file that this program may have written, but whose present content is unknown. */
const doubtful: IndexedFile = { key: "", sha256: "", size: -1, modified: 0 };

/** Keys of the two records that describe no file. They begin with NUL, so that no path equals them. */
const announcement = "\0to be written";
const shownSite = "\0shown";

/** The index of an output folder: the hash and the input key of each file. Its file is next to the folder. */
export class OutputIndex {
  readonly #log: RecordLog;
  readonly #locate: (path: string) => string;
  readonly #isFolder: (path: string) => boolean;
  #files = new Map<string, IndexedFile>();
  #shown = "";

  /**
   * `locate` returns the absolute path of a file in the output folder.
   * `isFolder` returns whether a path inside the output folder contains no symbolic link.
   */
  constructor(location: string, locate: (path: string) => string, isFolder: (path: string) => boolean) {
    this.#log = new RecordLog(location, "output 3");
    this.#locate = locate;
    this.#isFolder = isFolder;
  }

  /** Whether another process may have changed the index since this object last read or wrote it. */
  get isForeign(): boolean {
    return this.#log.isForeign;
  }

  /** Reads the index and checks which of the files in it are unchanged on disk. Throws `file.*`. */
  load(): void {
    // Throws if the index is unreadable. Otherwise, pages of deleted posts would stay in the folder.
    const records = this.#log.load(false);
    this.#files = new Map();
    const announced = records.get(announcement)?.value();
    const shown = records.get(shownSite)?.value();
    records.delete(announcement);
    records.delete(shownSite);
    for (const [path, record] of records) {
      // Skips foreign paths, because a forged index must not cause the removal of files in other folders.
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

  /** Key of the complete site in the folder, independent of texts; "" if the folder is incomplete. */
  get shown(): string {
    return this.#shown;
  }

  /** Sets the key of the site, or "" while files are being written. */
  set shown(key: string) {
    if (key === this.#shown) return;
    this.#shown = key;
    this.#log.note(shownSite, key);
  }

  /** Records the files that the build will write, so that an interrupted build leaves no unknown files. */
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

  #isUntouched(path: string, { size, modified }: IndexedFile): boolean {
    const found = this.#look(path);
    return found?.size === size && found.mtimeMs === modified;
  }

  /** Whether a path is inside the output folder and passes through no symbolic link. */
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

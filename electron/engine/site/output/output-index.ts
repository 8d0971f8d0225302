import { lstatSync, type Stats } from "node:fs";
import { posix } from "node:path";
import { isPlainPath } from "#engine/base/plain-name.ts";
import { RecordLog } from "#engine/base/record-log.ts";

/** What is known of an output on disk. */
export interface IndexedFile {
  /** Stands for everything that it was made from. */
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
  /** Modification time in milliseconds, as the file system gave it. */
  readonly modified: number;
}

/** A file that this program wrote, or was about to write, but whose bytes are not those that the index knows. */
const doubtful: IndexedFile = { key: "", sha256: "", size: -1, modified: 0 };

/** Keys of records that are no files' paths. */
const announcement = "\0to be written";
const shownSite = "\0shown";

/** The index of an output folder: which file was made from what, kept beside the folder. */
export class OutputIndex {
  readonly #log: RecordLog;
  readonly #locate: (path: string) => string;
  readonly #isFolder: (path: string) => boolean;
  #files = new Map<string, IndexedFile>();
  #shown = "";

  /**
   * `locate` gives the absolute path of a file of the folder; `isFolder` says of a folder inside, "." for itself, whether it
   * is one, or missing, and no link.
   */
  constructor(location: string, locate: (path: string) => string, isFolder: (path: string) => boolean) {
    this.#log = new RecordLog(location, "output 3");
    this.#locate = locate;
    this.#isFolder = isFolder;
  }

  /** Whether another process wrote the index, or this object has not read it yet. */
  get isForeign(): boolean {
    return this.#log.isForeign;
  }

  /** Reads the index, and looks which files are on disk as it has them. */
  load(): void {
    this.#files = new Map();
    const records = this.#log.load();
    const announced = records.get(announcement)?.value();
    const shown = records.get(shownSite)?.value();
    records.delete(announcement);
    records.delete(shownSite);
    for (const [path, record] of records) {
      // Somebody else wrote this index: what it names is removed when the site does not have it
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

  /** Key of the site that the folder shows as a whole, but for texts; "" when there is none. */
  get shown(): string {
    return this.#shown;
  }

  /** Notes which site the folder shows; "" before files are written that make it another one. */
  set shown(key: string) {
    if (key === this.#shown) return;
    this.#shown = key;
    this.#log.note(shownSite, key);
  }

  /** Notes which files will be written for the first time, so that they are known as ours when the build is cut off. */
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

  /** Writes what changed. */
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

  /** Whether the file is on disk as the index has it. */
  #isUntouched(path: string, { size, modified }: IndexedFile): boolean {
    const found = this.#look(path);
    return found?.size === size && found.mtimeMs === modified;
  }

  /** Whether a path means a file inside the folder, and no link on the way there leads elsewhere. */
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

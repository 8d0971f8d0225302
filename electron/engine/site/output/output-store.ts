import { closeSync, fstatSync, mkdirSync, renameSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { sha256 } from "#engine/base/hash.ts";
import { openFresh } from "#engine/base/no-follow.ts";
import { expectOwnSync, isOwnSync } from "#engine/base/own-path.ts";
import { type IndexedFile, OutputIndex } from "./output-index.ts";

/** The paths of the files that a site will have, without any twice. */
export interface ExpectedPaths {
  has(path: string): boolean;
  keys(): Iterable<string>;
}

/**
 * The folder with the finished site. It is never emptied: a file is written only when its bytes changed, and removed
 * only when this program wrote it. Each file appears in one step, so that whoever reads it sees the old or the new one.
 * The folder may be a link; what is in it may not: a site that came with a blog from elsewhere could lead outside by one.
 * Throws `file.linked` then.
 */
export class OutputStore {
  /** Files whose bytes changed on disk since `open`. */
  written = 0;
  removed = 0;
  readonly #folder: string;
  readonly #prefix: string;
  readonly #index: OutputIndex;
  /** Folders that are there. */
  readonly #folders = new Set<string>();
  /** Whether a folder inside is none of the links that may have come with the folder. */
  readonly #areFolders = new Map<string, boolean>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#prefix = join(folder, sep);
    this.#index = new OutputIndex(
      `${folder}.index`,
      (path) => this.locate(path),
      (path) => this.#isFolder(path),
    );
  }

  /** Key of the site that the folder shows as a whole, but for texts; "" when there is none. */
  get shown(): string {
    return this.#index.shown;
  }

  /** Says that the folder shows a site as a whole. */
  show(key: string): void {
    this.#index.shown = key;
  }

  /** Begins a build. True when what is in the folder is not what this object left there. */
  open(): boolean {
    this.written = 0;
    this.removed = 0;
    const isNew = mkdirSync(this.#folder, { recursive: true }) !== undefined;
    this.#folders.clear();
    this.#areFolders.clear();
    if (!isNew && !this.#index.isForeign) return false;
    this.#index.load();
    return true;
  }

  /** Says that the folder shows no site as a whole, which must be known when the build is cut off. */
  begin(): void {
    this.#index.shown = "";
    this.#index.flush();
  }

  /** Says which files the site will have: removes what else this program wrote. */
  plan(paths: ExpectedPaths): void {
    for (const path of [...this.#index.paths()]) {
      if (!paths.has(path)) this.#remove(path);
    }
    // Both are known when the build is cut off: that the folder shows no site as a whole, and which files may be ours
    this.#index.shown = "";
    const fresh: string[] = [];
    for (const path of paths.keys()) if (!this.#index.get(path)) fresh.push(path);
    if (fresh.length > 0) this.#index.announce(fresh);
    else this.#index.flush();
  }

  /** The file as it was last made. */
  last(path: string): IndexedFile | undefined {
    return this.#index.get(path);
  }

  /** The file, when it was made from exactly what this key stands for. */
  current(path: string, key: string): IndexedFile | undefined {
    const known = this.#index.get(path);
    return known?.key === key ? known : undefined;
  }

  /** Stores a file's bytes. */
  put(path: string, key: string, bytes: Uint8Array): IndexedFile {
    const hash = sha256(bytes);
    const known = this.#index.get(path);
    const modified = known?.sha256 === hash ? known.modified : this.#write(path, bytes);
    const file = { key, sha256: hash, size: bytes.length, modified };
    this.#index.set(path, file);
    return file;
  }

  /** Absolute path of a file of the site. Put together from no more than two pieces, since it is kept of each file. */
  locate(path: string): string {
    return this.#prefix + (sep === "/" ? path : path.replaceAll("/", sep));
  }

  /** Ends a build, also one that failed half-way, so that the next one goes on from there. */
  close(): void {
    this.#index.flush();
  }

  #write(path: string, bytes: Uint8Array): number {
    const location = this.locate(path);
    const folder = dirname(location);
    if (!this.#folders.has(folder)) {
      if (folder !== this.#folder) expectOwnSync(this.#folder, folder);
      mkdirSync(folder, { recursive: true });
      this.#folders.add(folder);
    }
    const temporary = join(this.#folder, ".hitofude-write");
    const modified = writeWhole(temporary, bytes);
    replace(temporary, location);
    this.written += 1;
    return modified;
  }

  #isFolder(path: string): boolean {
    if (path === ".") return true;
    const known = this.#areFolders.get(path) ?? isOwnSync(this.#folder, this.locate(path));
    this.#areFolders.set(path, known);
    return known;
  }

  #remove(path: string): void {
    this.#index.delete(path);
    if (!this.#isFolder(posix.dirname(path))) return;
    rmSync(this.locate(path), { force: true });
    this.removed += 1;
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
      if (!removeEmptyFolder(this.locate(folder))) break;
    }
  }
}

function writeWhole(location: string, bytes: Uint8Array): number {
  const file = openFresh(location);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    return fstatSync(file).mtimeMs;
  } finally {
    closeSync(file);
  }
}

const busyCodes = new Set(["EPERM", "EBUSY", "EACCES"]);
const patience = [5, 20, 80, 200];

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && busyCodes.has(String(error.code));
}

/** On Windows a virus scanner may hold either file for a moment. */
function replace(from: string, to: string): void {
  for (const milliseconds of patience) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
    }
  }
  renameSync(from, to);
}

function removeEmptyFolder(location: string): boolean {
  try {
    rmdirSync(location);
    return true;
  } catch {
    return false;
  }
}

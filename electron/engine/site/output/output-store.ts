import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, lstatSync, mkdirSync, readdirSync, writeSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { removeIfThereSync, renameSync, rmdirIfEmptySync } from "#engine/base/files/change-files-sync.ts";
import { sha256 } from "#engine/base/hash.ts";
import { openFresh } from "#engine/base/no-follow.ts";
import { expectOwnSync, isOwnSync } from "#engine/base/own-path.ts";
import { isRunning } from "#engine/base/running.ts";
import { type IndexedFile, OutputIndex } from "./output-index.ts";

interface ExpectedPaths {
  has(path: string): boolean;
  paths(): Iterable<string>;
}

/** The differences between the files in a folder and the files that the folder must contain, as paths. */
export interface FolderChanges {
  /** Files in the folder that this program once wrote, and that are not expected any more. */
  readonly gone: readonly string[];
  /** Expected files that the folder does not contain. */
  readonly fresh: readonly string[];
}

/**
 * Matches the names of unfinished pages. A name contains the id of the process that writes the page.
 * The process id distinguishes an unfinished page from pages that another process writes into the folder.
 */
const unfinishedName = /^\.hitofude-write(?:-(\d+)-[0-9a-f]{8})?$/;

/**
 * Age in milliseconds at which an unfinished page is removed.
 * An old unfinished page is removed even if the process whose id is in its name is still running.
 */
const leftoverMs = 60_000;

/**
 * Writes and removes the files of an output folder.
 * Replaces a file only if its bytes changed: writes a temporary file, and then renames this file.
 * A file is removed only if this program wrote the file.
 * Symbolic links inside the folder fail with `file.linked`, because they could lead outside the folder.
 */
export class OutputStore {
  /** Number of files whose bytes changed on disk since the last `open`. */
  written = 0;
  removed = 0;
  readonly #folder: string;
  readonly #prefix: string;
  /** Path at which a page is written before it is renamed to its final path. */
  readonly #unfinished: string;
  readonly #index: OutputIndex;
  readonly #folders = new Set<string>();
  /** Maps the path of each folder to true if the path contains no symbolic links. */
  readonly #areFolders = new Map<string, boolean>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#prefix = join(folder, sep);
    this.#unfinished = `${this.#prefix}.hitofude-write-${process.pid}-${randomBytes(4).toString("hex")}`;
    this.#index = new OutputIndex(
      `${folder}.index`,
      (path) => this.locate(path),
      (path) => this.#isFolder(path),
    );
  }

  get shown(): string {
    return this.#index.shown;
  }

  /** Marks the folder as complete. `key` identifies the site in the folder. */
  show(key: string): void {
    this.#index.shown = key;
  }

  /** Begins a build. Returns true if another program may have changed the files since the last build. */
  open(): boolean {
    this.written = 0;
    this.removed = 0;
    const isNew = mkdirSync(this.#folder, { recursive: true }) !== undefined;
    this.#folders.clear();
    this.#areFolders.clear();
    if (!isNew && !this.#index.isForeign) return false;
    this.#index.load();
    this.#removeLeftovers();
    return true;
  }

  /** Compares the folder with the files that it must contain. Changes nothing. */
  compare(expected: ExpectedPaths): FolderChanges {
    const [gone, fresh]: [string[], string[]] = [[], []];
    for (const path of this.#index.paths()) if (!expected.has(path)) gone.push(path);
    for (const path of expected.paths()) if (!this.#index.get(path)) fresh.push(path);
    return { gone, fresh };
  }

  /**
   * Marks the folder on disk as incomplete until the build ends.
   * Removes the outdated files `gone`, unless `keepsOld` is set.
   * Records the new files `fresh` that the build will write.
   */
  begin({ gone, fresh }: FolderChanges, keepsOld: boolean): void {
    for (const path of keepsOld ? [] : gone) this.#remove(path);
    // Saves the index before any file is written, in case the build is interrupted.
    this.#index.shown = "";
    if (fresh.length > 0) this.#index.announce(fresh);
    else this.#index.flush();
  }

  last(path: string): IndexedFile | undefined {
    return this.#index.get(path);
  }

  /** Returns the record of a file if the file was made from inputs with this key. */
  current(path: string, key: string): IndexedFile | undefined {
    const known = this.#index.get(path);
    return known?.key === key ? known : undefined;
  }

  put(path: string, key: string, bytes: Uint8Array): IndexedFile {
    const hash = sha256(bytes);
    const known = this.#index.get(path);
    const modified = known?.sha256 === hash ? known.modified : this.#write(path, bytes);
    const file = { key, sha256: hash, size: bytes.length, modified };
    this.#index.set(path, file);
    return file;
  }

  /**
   * Returns the absolute path of a file.
   * Joins as few strings as possible, because all paths stay in memory and each join takes memory.
   */
  locate(path: string): string {
    return this.#prefix + (sep === "/" ? path : path.replaceAll("/", sep));
  }

  /** Must be called at the end of a build, even if the build failed. */
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
    const modified = writeWhole(this.#unfinished, bytes);
    renameSync(this.#unfinished, location);
    this.written += 1;
    return modified;
  }

  #removeLeftovers(): void {
    for (const name of readdirSync(this.#folder)) {
      const [matched, writer] = unfinishedName.exec(name) ?? [];
      if (matched === undefined) continue;
      const found = lstatSync(this.locate(name), { throwIfNoEntry: false });
      if (!found || found.isDirectory()) continue;
      const isOld = found.mtimeMs < Date.now() - leftoverMs;
      if (isOld || (writer !== undefined && !isRunning(Number(writer)))) removeIfThereSync(this.locate(name));
    }
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
    removeIfThereSync(this.locate(path));
    this.removed += 1;
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
      if (!rmdirIfEmptySync(this.locate(folder))) break;
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

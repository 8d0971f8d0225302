import { createHash, randomBytes } from "node:crypto";
import { constants, createReadStream, type Dirent } from "node:fs";
import { lstat, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline as streamInto } from "node:stream/promises";
import { AppError } from "#contract/errors.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { copyFile, link, rename, rm } from "#engine/base/files/change-files.ts";
import { entriesIfThere, entryIfThere } from "#engine/base/files/read-files.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { pipeline } from "../base/pipeline.ts";

/** A file whose contents are to be stored. */
export interface KeepableFile {
  /** Path on the site. */
  readonly path: string;
  readonly location: string;
  readonly size: number;
  readonly sha256: string;
}

/** Files of at least this many bytes are stored as hard links, because a copy would double the space. */
const largeBytes = 16 * 1024 * 1024;

/**
 * Stores file contents under their SHA-256, so that equal contents of several publishes take space only once.
 */
export class ContentStore {
  readonly #folder: string;
  readonly #linkable: (location: string) => boolean;
  readonly #sparedMs: number;

  /**
   * `linkable` returns whether a file is never modified. A hard link to such a file is as good as a copy.
   * `sparedMs` is the minimum age, in milliseconds, of contents that `sweep` removes.
   * `sweep` keeps younger contents, because another process may be about to record a publish that needs them.
   */
  constructor(folder: string, linkable: (location: string) => boolean, sparedMs: number) {
    this.#folder = folder;
    this.#linkable = linkable;
    this.#sparedMs = sparedMs;
  }

  locate(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  /** Stores the contents that are not stored yet. Rejects if a file has changed or the disk is full. */
  async keep(files: readonly KeepableFile[]): Promise<void> {
    const there = await this.names();
    const wanted = new Map(files.map((file) => [file.sha256, file]));
    const missing = [...wanted.values()].filter(({ sha256 }) => !there.has(sha256));
    await pipeline(missing, (file) => this.#add(file));
  }

  /** Stores a text. Returns its SHA-256, its size and the path of the stored file. */
  async keepText(text: string): Promise<Omit<KeepableFile, "path">> {
    const sha256 = createHash("sha256").update(text).digest("hex");
    const location = this.locate(sha256);
    await expectOwn(dirname(this.#folder), location);
    await atomicWrite(location, text);
    return { sha256, size: Buffer.byteLength(text), location };
  }

  /** Returns the SHA-256 of all stored contents. */
  async names(): Promise<Set<string>> {
    const found = new Set<string>();
    for await (const { name, isFile } of this.#entries()) if (isFile && isHash(name)) found.add(name);
    return found;
  }

  /** Removes contents that no publish needs any more (not in `needed`), unless they were stored recently. */
  async sweep(needed: ReadonlySet<string>): Promise<void> {
    for await (const { name, location } of this.#entries()) {
      const isOurs = /^[0-9a-f]{64}(?:\.[0-9a-f]{8}\.tmp)?$/.test(name);
      if (isOurs && !needed.has(name)) await removeOlder(location, this.#sparedMs);
    }
  }

  /** Lists the stored files without following symbolic links. */
  async *#entries(): AsyncGenerator<{ name: string; location: string; isFile: boolean }> {
    for (const folder of await entriesOf(this.#folder)) {
      if (!folder.isDirectory()) continue;
      const inside = join(this.#folder, folder.name);
      for (const entry of await entriesOf(inside)) {
        yield { name: entry.name, location: join(inside, entry.name), isFile: entry.isFile() };
      }
    }
  }

  async #add(file: KeepableFile): Promise<void> {
    const target = this.locate(file.sha256);
    await expectOwn(dirname(this.#folder), target);
    await mkdir(dirname(target), { recursive: true });
    const draft = `${target}.${randomBytes(4).toString("hex")}.tmp`;
    try {
      if (!(await this.#link(file, draft))) await copyVerified(file, draft);
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Stores a file as a hard link. Returns false if the file has to be copied. */
  async #link({ location, size }: KeepableFile, draft: string): Promise<boolean> {
    if (size < largeBytes && !this.#linkable(location)) return false;
    const entry = await lstat(location);
    if (!entry.isFile() || entry.size !== size) return false;
    return link(location, draft).then(
      () => true,
      // Linking fails if the file is on another disk, or if the file system has no hard links.
      () => false,
    );
  }
}

/** Copies a file and checks the SHA-256. The copy uses no space if the file system can share blocks. */
async function copyVerified({ path, location, sha256 }: KeepableFile, draft: string): Promise<void> {
  await copyFile(location, draft, constants.COPYFILE_FICLONE);
  if ((await hashOf(draft)) !== sha256) {
    throw new AppError("publish.sourceChanged", { path });
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await streamInto(createReadStream(path), hash);
  return hash.digest("hex");
}

async function removeOlder(path: string, sparedMs: number): Promise<void> {
  const entry = await lstat(path).catch(() => null);
  if (entry && Date.now() - entry.ctimeMs >= sparedMs) await rm(path, { force: true }).catch(() => undefined);
}

/** Returns the entries of a folder. Returns none if the folder is missing or is a symbolic link. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  const found = await entryIfThere(folder);
  return found?.isDirectory() ? entriesIfThere(folder) : [];
}

function isHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

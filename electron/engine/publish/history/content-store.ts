import { createHash, randomBytes } from "node:crypto";
import { constants, createReadStream, type Dirent } from "node:fs";
import { copyFile, link, lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline as streamInto } from "node:stream/promises";
import { AppError } from "#contract/errors.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { pipeline } from "../base/pipeline.ts";

/** A file whose bytes are to be kept. */
export interface KeepableFile {
  readonly location: string;
  readonly size: number;
  readonly sha256: string;
}

/** Files as large as this are linked rather than copied, wherever they lie: a second copy of a film is a film's worth of disk. */
const largeBytes = 16 * 1024 * 1024;

/** Bytes by their SHA-256, each once, however many published states show them. */
export class ContentStore {
  readonly #folder: string;
  readonly #linkable: (location: string) => boolean;
  readonly #sparedMs: number;

  /**
   * `linkable`: files that nobody writes into once they are there, so that a link to them is as good as a copy. `sparedMs`:
   * younger contents may belong to a publish of another process whose record is not written yet.
   */
  constructor(folder: string, linkable: (location: string) => boolean, sparedMs: number) {
    this.#folder = folder;
    this.#linkable = linkable;
    this.#sparedMs = sparedMs;
  }

  locate(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  /** Keeps what is not kept yet. Rejects when the disk refuses, or a file is no longer the one that was meant. */
  async keep(files: readonly KeepableFile[]): Promise<void> {
    const there = await this.names();
    const wanted = new Map(files.map((file) => [file.sha256, file]));
    const missing = [...wanted.values()].filter(({ sha256 }) => !there.has(sha256));
    await pipeline(missing, (file) => this.#add(file));
  }

  /** Hashes of all that is kept. */
  async names(): Promise<Set<string>> {
    const found = new Set<string>();
    for await (const { name, isFile } of this.#entries()) if (isFile && isHash(name)) found.add(name);
    return found;
  }

  /** Removes what no state needs. */
  async sweep(needed: ReadonlySet<string>): Promise<void> {
    for await (const { name, location } of this.#entries()) {
      const isOurs = /^[0-9a-f]{64}(?:\.[0-9a-f]{8}\.tmp)?$/.test(name);
      if (isOurs && !needed.has(name)) await removeOlder(location, this.#sparedMs);
    }
  }

  /** What is in the store, but for what lies behind links. */
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

  /** False where it has to be a copy. */
  async #link({ location, size }: KeepableFile, draft: string): Promise<boolean> {
    if (size < largeBytes && !this.#linkable(location)) return false;
    const entry = await lstat(location);
    if (!entry.isFile() || entry.size !== size) return false;
    return link(location, draft).then(
      () => true,
      // Another disk, or a file system without links
      () => false,
    );
  }
}

/** Copies without using space where the file system can; the copy has to be what was published. */
async function copyVerified({ location, sha256 }: KeepableFile, draft: string): Promise<void> {
  await copyFile(location, draft, constants.COPYFILE_FICLONE);
  if ((await hashOf(draft)) !== sha256) {
    throw new AppError("publish.verifyFailed", { path: location, reason: "changed while it was published" });
  }
}

/** SHA-256 of a file, hex. */
async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await streamInto(createReadStream(path), hash);
  return hash.digest("hex");
}

async function removeOlder(path: string, sparedMs: number): Promise<void> {
  const entry = await lstat(path).catch(() => null);
  if (entry && Date.now() - entry.ctimeMs >= sparedMs) await rm(path, { force: true }).catch(() => undefined);
}

/** Of a folder; a link has none, wherever it leads. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  const found = await lstat(folder).catch(() => null);
  return found?.isDirectory() ? readdir(folder, { withFileTypes: true }).catch(() => []) : [];
}

function isHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { sha256 as hashOf } from "#engine/base/hash.ts";
import { expectOwnSync } from "#engine/base/own-path.ts";
import { RecordLog } from "#engine/base/record-log.ts";
import type { ImageFault, MadeVariant } from "./make-variants.ts";

/** A smaller copy in the cache. */
export interface StoredVariant {
  readonly width: number;
  readonly size: number;
  /** SHA-256 of its bytes, hex; names its file. */
  readonly sha256: string;
  /** Modification time of its file in milliseconds. */
  readonly modified: number;
}

/** What is known of an image; size and time identify its version. */
export interface KnownImage {
  readonly size: number;
  readonly modified: number;
  /** SHA-256 of its bytes, hex; "" for an image too small to have copies. */
  readonly source: string;
  /** Identifies the options that the copies were made with. */
  readonly recipe: string;
  readonly variants: readonly StoredVariant[];
  readonly fault: ImageFault | null;
}

/**
 * Stores smaller copies on disk, each in a file named by its content, with a record for each image beside
 * them. A file whose time changed is hashed again; a damaged one is dropped together with the record of its
 * image.
 */
export class VariantStore {
  readonly #folder: string;
  readonly #log: RecordLog;
  #images = new Map<string, KnownImage>();
  /** Modification time of the folder after this object's last change; adding or removing files changes it. */
  #stamp = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#log = new RecordLog(`${folder}.index`, "images 1");
  }

  /** Known images by path; an immutable map, replaced when something changes. */
  get images(): ReadonlyMap<string, KnownImage> {
    return this.#images;
  }

  /** Returns the absolute path of a copy's file. */
  locate(sha256: string): string {
    return join(this.#folder, `${sha256.slice(0, 32)}.webp`);
  }

  /** Reads the records if another process wrote them or changed the folder since the last refresh. */
  refresh(): void {
    if (!this.#log.isForeign && this.#stamp === this.#folderTime()) return;
    const images = new Map<string, KnownImage>();
    for (const [path, record] of this.#log.load()) {
      const value = record.value();
      const image = isKnownImage(value) ? this.#checked(value) : null;
      if (image) images.set(path, image);
    }
    this.#images = images;
    this.#stamp = this.#folderTime();
  }

  /** Writes a copy. Rejects with `file.*`. */
  async add({ width, bytes }: MadeVariant): Promise<StoredVariant> {
    const sha256 = hashOf(bytes);
    const location = this.locate(sha256);
    await atomicWrite(location, bytes, { within: dirname(this.#folder) });
    return { width, size: bytes.length, sha256, modified: lstatSync(location).mtimeMs };
  }

  /** Adds the found images, removes all that are not `isUsed`, and saves the records. Throws `file.*`. */
  update(found: ReadonlyMap<string, KnownImage>, isUsed: (path: string) => boolean): void {
    const images = new Map([...this.#images, ...found]);
    for (const path of images.keys()) if (!isUsed(path)) images.delete(path);
    const isSame = found.size === 0 && images.size === this.#images.size;
    if (isSame) return;
    for (const path of this.#images.keys()) if (!images.has(path)) this.#log.note(path);
    for (const [path, image] of found) this.#log.note(path, image);
    this.#images = images;
    this.#write();
  }

  /** Removes the files of copies that no image uses any more. */
  prune(): void {
    const kept = new Set<string>();
    for (const { variants } of this.#images.values()) {
      for (const { sha256 } of variants) kept.add(this.locate(sha256));
    }
    if (lookAt(this.#folder)?.isDirectory()) {
      for (const name of namesIn(this.#folder)) {
        const location = join(this.#folder, name);
        if (ownName.test(name) && !kept.has(location)) rmSync(location, { force: true });
      }
    }
    this.#stamp = this.#folderTime();
  }

  #write(): void {
    try {
      expectOwnSync(dirname(this.#folder), this.#folder);
      mkdirSync(this.#folder, { recursive: true });
      this.#log.flush(this.#images);
      this.#stamp = this.#folderTime();
    } catch (error) {
      throw fileError(error, this.#folder);
    }
  }

  #folderTime(): number {
    return lookAt(this.#folder)?.mtimeMs ?? 0;
  }

  /** Returns null when a copy of the image is damaged or missing. */
  #checked(image: KnownImage): KnownImage | null {
    const variants: StoredVariant[] = [];
    for (const variant of image.variants) {
      const location = this.locate(variant.sha256);
      const file = lookAt(location);
      if (!file?.isFile() || file.size !== variant.size) return null;
      const isUntouched = file.mtimeMs === variant.modified;
      if (!isUntouched && hashOf(readFileSync(location)) !== variant.sha256) return null;
      variants.push(isUntouched ? variant : { ...variant, modified: file.mtimeMs });
    }
    return { ...image, variants };
  }
}

/** Names of copies, and of temporary files of an interrupted run. */
const ownName = /^(?:[0-9a-f]{32}\.webp|\.hitofude-[0-9a-f]{16}\.tmp)$/;

function lookAt(location: string): Stats | undefined {
  return lstatSync(location, { throwIfNoEntry: false });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const faults: ReadonlySet<unknown> = new Set<ImageFault | null>([
  null,
  "image.broken",
  "image.cmyk",
  "image.tooManyPixels",
]);

function isKnownImage(value: unknown): value is KnownImage {
  if (typeof value !== "object" || !value) return false;
  const image: Partial<KnownImage> = value;
  return (
    typeof image.size === "number" &&
    typeof image.modified === "number" &&
    typeof image.source === "string" &&
    typeof image.recipe === "string" &&
    faults.has(image.fault) &&
    Array.isArray(image.variants) &&
    image.variants.every(isStoredVariant)
  );
}

function isStoredVariant(value: unknown): value is StoredVariant {
  if (typeof value !== "object" || !value) return false;
  const variant: Partial<StoredVariant> = value;
  return (
    typeof variant.width === "number" &&
    typeof variant.size === "number" &&
    typeof variant.modified === "number" &&
    /^[0-9a-f]{64}$/.test(String(variant.sha256))
  );
}

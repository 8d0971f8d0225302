import { lstatSync, mkdirSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { removeIfThereSync } from "#engine/base/files/change-files-sync.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { sha256 as hashOf } from "#engine/base/hash.ts";
import { expectOwnSync } from "#engine/base/own-path.ts";
import { RecordLog } from "#engine/base/record-log.ts";
import type { ImageFault, MadeVariant } from "./make-variants.ts";

export interface StoredVariant {
  readonly width: number;
  readonly size: number;
  /** SHA-256 of the copy's bytes in hexadecimal. The file name is made from this hash. */
  readonly sha256: string;
  readonly modified: number;
}

/** The record of an image. `size` and `modified` are those of the image's file when the record was made. */
export interface KnownImage {
  readonly size: number;
  readonly modified: number;
  /** SHA-256 of the image's bytes in hex; "" if the image is too small for copies or unreadable. */
  readonly source: string;
  /** A key that identifies the options with which the copies were made. */
  readonly recipe: string;
  readonly variants: readonly StoredVariant[];
  readonly fault: ImageFault | null;
}

/**
 * Stores smaller copies of images on disk, and a record for each image.
 * Drops the record of an image if a copy is damaged.
 */
export class VariantStore {
  readonly #folder: string;
  readonly #log: RecordLog;
  #images = new Map<string, KnownImage>();
  /**
   * Modification time of the folder after this object's last change, in milliseconds.
   * A different modification time on disk means that another process has changed the folder.
   */
  #stamp = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#log = new RecordLog(`${folder}.index`, "images 1");
  }

  /** The recorded images by path. An update replaces this map with a new one. */
  get images(): ReadonlyMap<string, KnownImage> {
    return this.#images;
  }

  locate(sha256: string): string {
    return join(this.#folder, `${sha256.slice(0, 32)}.webp`);
  }

  /** Reads the records again if another process has changed the records or the folder. */
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
    await mkdir(this.#folder, { recursive: true }).catch((error: unknown) => {
      throw fileError(error, this.#folder);
    });
    await atomicWrite(location, bytes, { within: dirname(this.#folder) });
    return { width, size: bytes.length, sha256, modified: lstatSync(location).mtimeMs };
  }

  /** Adds the images of `found`, removes unused images, and saves the records. Throws `file.*`. */
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

  prune(): void {
    const kept = new Set<string>();
    for (const { variants } of this.#images.values()) {
      for (const { sha256 } of variants) kept.add(this.locate(sha256));
    }
    if (lookAt(this.#folder)?.isDirectory()) {
      for (const name of namesIn(this.#folder)) {
        const location = join(this.#folder, name);
        if (ownName.test(name) && !kept.has(location)) removeIfThereSync(location);
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

  /** Returns the image, or null if one of its copies is damaged or missing. */
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

/** Matches the names of copies, and of temporary files from an interrupted run. */
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

import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { fileError, systemCode } from "#engine/base/file-errors.ts";
import { sha256 } from "#engine/base/hash.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { acceptImage } from "./images/accept-image.ts";
import type { ImageType } from "./images/image-type.ts";
import { momentAt, wallText } from "../dates/moment.ts";

export interface NewMedia {
  /** The blog's folder. */
  readonly folder: string;
  /** The post that the image is for; the image is named after it. */
  readonly postPath: string;
  /** The original file name, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch; its month in `timeZone` (IANA, else UTC) determines the folder. */
  readonly now: number;
  readonly timeZone?: string;
}

export interface StoredMedia {
  /** Inside the blog: `media/2022/05/20220506-0000-1a2b3c4d.png`. */
  readonly path: string;
  /** Pixels as shown; null if unknown. */
  readonly width: number | null;
  readonly height: number | null;
}

/**
 * Stores an image without metadata (location, camera, texts) under a unique name; the same image always gets
 * the same name. Rejects with the errors of `acceptImage`, or `file.*`.
 */
export async function addMedia({
  folder,
  postPath,
  name,
  bytes,
  now,
  timeZone = "UTC",
}: NewMedia): Promise<StoredMedia> {
  const image = acceptImage(name, bytes);
  const [year, month] = wallText(momentAt(now, timeZone)).split("-");
  const path = await freePath(folder, `media/${year}/${month}/${slugOf(postPath)}`, image.type, image.bytes);
  return { path, width: image.width, height: image.height };
}

/**
 * Returns the Markdown of an image, with a path relative to the post's file, so that other programs show it
 * too.
 */
export function mediaMarkdown(postPath: string, mediaPath: string, alt: string): string {
  const relative = posix.relative(posix.dirname(postPath), mediaPath);
  const target = relative.replace(/[\s()<>[\]%\\]/g, (character) =>
    encodeURIComponent(character).replace(/[()]/g, hex),
  );
  const text = alt.replace(/\s+/g, " ").replace(/[\\[\]`*_<>]/g, "\\$&");
  return `![${text}](${target})`;
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/**
 * Writes the bytes and returns their path; uses a longer hash in the rare case that another image has the
 * short one.
 */
async function freePath(folder: string, stem: string, type: ImageType, bytes: Uint8Array): Promise<string> {
  const hash = sha256(bytes);
  for (const length of [8, 16, 64]) {
    const path = `${stem}-${hash.slice(0, length)}.${type}`;
    const location = join(folder, path);
    await expectOwn(folder, location);
    const there = await readFile(location).catch((error: unknown) => {
      if (systemCode(error) === "ENOENT") return null;
      throw fileError(error, path);
    });
    if (!there) await atomicWrite(location, bytes, { within: folder });
    if (!there || sha256(there) === hash) return path;
  }
  throw new AppError("file.failed", { path: stem, reason: "all names are taken" });
}

/** Returns the post's file name, reduced to ASCII; a date, for most posts. */
function slugOf(postPath: string): string {
  const stem = posix.basename(postPath).replace(/\.[^.]*$/, "");
  const plain = stem
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  return plain.replace(/^-+|-+$/g, "") || "image";
}

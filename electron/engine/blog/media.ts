import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { imageSize } from "image-size";
import { AppError } from "#contract/errors.ts";
import { atomicWrite } from "#engine/files/atomic-write.ts";
import { fileError, systemCode } from "#engine/files/file-errors.ts";
import { sha256 } from "#engine/files/hash.ts";
import { type ImageType, imageTypeOf } from "./images/image-type.ts";
import { isSafeSvg } from "./images/safe-svg.ts";
import { stripAvif } from "./images/strip-avif.ts";
import { stripJpeg } from "./images/strip-jpeg.ts";
import { stripPng } from "./images/strip-png.ts";
import { stripWebp } from "./images/strip-webp.ts";
import { momentAt, wallText } from "./moment.ts";

export interface NewMedia {
  /** The blog's folder. */
  readonly folder: string;
  /** The post that the image is for; it gives the image its name. */
  readonly postPath: string;
  /** As the file was called, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch; its month in `timeZone` (IANA, else UTC) gives the folder. */
  readonly now: number;
  readonly timeZone?: string;
}

export interface StoredMedia {
  /** Inside the blog: `media/2022/05/20220506-0000-1a2b3c4d.png`. */
  readonly path: string;
  /** Pixels as shown, or null when the image does not say. */
  readonly width: number | null;
  readonly height: number | null;
}

const mostBytes = 25 * 1024 * 1024;

/**
 * Stores an image without what it tells beyond the picture (place, camera, texts) under a name that no other image
 * has; the same image again gets the same name. Rejects with `image.unsupported`, `image.tooLarge` or `file.*`.
 */
export async function addMedia({
  folder,
  postPath,
  name,
  bytes,
  now,
  timeZone = "UTC",
}: NewMedia): Promise<StoredMedia> {
  if (bytes.length > mostBytes) throw new AppError("image.tooLarge", { name, size: bytes.length });
  const type = imageTypeOf(bytes);
  const clean = type && stripped(type, bytes);
  if (!clean) throw new AppError("image.unsupported", { name });
  const [year, month] = wallText(momentAt(now, timeZone)).split("-");
  const path = await freePath(folder, `media/${year}/${month}/${slugOf(postPath)}`, type, clean);
  return { path, ...shownSize(clean) };
}

/** What to write into a post's Markdown: an image with a path from the post's file, so that other programs show it too. */
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

/** Null when the image is broken or not safe. GIF has no place for EXIF. */
function stripped(type: ImageType, bytes: Uint8Array): Uint8Array | null {
  if (type === "svg") return isSafeSvg(bytes) ? bytes : null;
  if (type === "gif") return bytes;
  return { jpg: stripJpeg, png: stripPng, webp: stripWebp, avif: stripAvif }[type](bytes);
}

/** Writes the bytes and gives their path; a longer hash in the rare case that the short one is taken by another image. */
async function freePath(folder: string, stem: string, type: ImageType, bytes: Uint8Array): Promise<string> {
  const hash = sha256(bytes);
  for (const length of [8, 16, 64]) {
    const path = `${stem}-${hash.slice(0, length)}.${type}`;
    const location = join(folder, path);
    const there = await readFile(location).catch((error: unknown) => {
      if (systemCode(error) === "ENOENT") return null;
      throw fileError(error, path);
    });
    if (!there) await atomicWrite(location, bytes);
    if (!there || sha256(there) === hash) return path;
  }
  throw new AppError("file.failed", { path: stem, reason: "all names are taken" });
}

/** The post's file name as far as it is plain; a date, for most posts. */
function slugOf(postPath: string): string {
  const stem = posix.basename(postPath).replace(/\.[^.]*$/, "");
  const plain = stem
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  return plain.replace(/^-+|-+$/g, "") || "image";
}

function shownSize(bytes: Uint8Array): { width: number | null; height: number | null } {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    // EXIF orientations from 5 on are turned by a quarter
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return { width: null, height: null };
  }
}

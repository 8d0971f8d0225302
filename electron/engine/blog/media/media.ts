import { percentEncoded } from "#contract/text/percent-encoding.ts";
import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { readError } from "#engine/base/file-errors.ts";
import { sha256 } from "#engine/base/hash.ts";
import { expectOwn } from "#engine/base/own-path.ts";
import { acceptPlayed } from "./accept-played.ts";
import { acceptImage } from "./images/accept-image.ts";
import { momentAt, wallText } from "../dates/moment.ts";

export interface NewMedia {
  readonly folder: string;
  /** Blog path of the post that gets the image. The name of the image's file is made from the post's path. */
  readonly postPath: string;
  /** Name of the original file, for error messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /**
   * Current time in epoch milliseconds. Its year and month in `timeZone` (default: UTC) determine the folder.
   */
  readonly now: number;
  readonly timeZone?: string;
  /** Whether videos and sounds are accepted, too. */
  readonly isPlayed?: boolean;
}

export interface StoredMedia {
  /** Blog path of the image, such as `media/2022/05/20220506-0000-1a2b3c4d.png`. */
  readonly path: string;
  /** Width in pixels after rotation by the orientation. Null if the width is unknown. */
  readonly width: number | null;
  readonly height: number | null;
  /** Whether the image was written. False if the blog already had it at this path. */
  readonly isNew: boolean;
}

/**
 * Stores an image without its metadata. The name of the file contains a hash of the image's bytes.
 * Rejects with the errors of `acceptImage`, or `file.*`.
 */
export async function addMedia({
  folder,
  postPath,
  name,
  bytes,
  now,
  timeZone = "UTC",
  isPlayed = false,
}: NewMedia): Promise<StoredMedia> {
  const played = isPlayed ? acceptPlayed(name, bytes) : null;
  const image = played ? { ...played, width: null, height: null } : acceptImage(name, bytes);
  const [year, month] = wallText(momentAt(now, timeZone)).split("-");
  const stem = `media/${year}/${month}/${slugOf(postPath)}`;
  const stored = await storedFile(folder, stem, image.type, image.bytes);
  return { ...stored, width: image.width, height: image.height };
}

/** Returns the Markdown for an image. In the Markdown, the image's path is relative to the post's file. */
export function mediaMarkdown(postPath: string, mediaPath: string, alt: string): string {
  const relative = posix.relative(posix.dirname(postPath), mediaPath);
  const target = relative.replace(/[\s()<>[\]%\\]/g, percentEncoded);
  const text = alt.replace(/\s+/g, " ").replace(/[\\[\]`*_<>]/g, "\\$&");
  return `![${text}](${target})`;
}

/** Writes an image, unless the blog has it. If another file has its name, adds more digits of the hash. */
async function storedFile(
  folder: string,
  stem: string,
  type: string,
  bytes: Uint8Array,
): Promise<Pick<StoredMedia, "path" | "isNew">> {
  const hash = sha256(bytes);
  for (const length of [8, 16, 64]) {
    const path = `${stem}-${hash.slice(0, length)}.${type}`;
    const location = join(folder, path);
    await expectOwn(folder, location);
    const there = await readFile(location).catch((error: unknown) => {
      if (systemCode(error) === "ENOENT") return null;
      throw readError(error, path);
    });
    if (!there) await atomicWrite(location, bytes, { within: folder });
    if (!there || sha256(there) === hash) return { path, isNew: !there };
  }
  throw new AppError("file.failed", { path: stem, reason: "all names are taken" });
}

/** Returns the post's file name with only ASCII letters, digits and hyphens. The name is usually a date. */
function slugOf(postPath: string): string {
  const stem = posix.basename(postPath).replace(/\.[^.]*$/, "");
  const plain = stem
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  return plain.replace(/^-+|-+$/g, "") || "image";
}

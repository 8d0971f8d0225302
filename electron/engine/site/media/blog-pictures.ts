import type { Dimensions } from "./image-size.ts";
import type { MediaFile } from "./media-files.ts";

/** Returns the media file to which a path in `blog.yaml` leads; undefined if there is none. */
export function pictureOf(
  written: string | undefined,
  files: ReadonlyMap<string, MediaFile>,
): MediaFile | undefined {
  return written === undefined ? undefined : files.get(written.normalize("NFC").replace(/^\/+/, ""));
}

/** Maximum size in pixels at which pages show the blog's logo. */
const mostOfLogo = { width: 960, height: 200 };

/** Returns the size at which pages show a logo. The proportions stay the same. */
export function logoSize({ width, height }: Dimensions): Dimensions {
  const scale = Math.min(1, mostOfLogo.width / width, mostOfLogo.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

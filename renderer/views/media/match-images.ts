import type { MediaImage } from "#contract/types/media-types.ts";
import { fold } from "../posts/match-posts.ts";

/** Which images are shown. */
export interface ImageFilter {
  /** Words of the path, in any order, ignoring width and case. */
  readonly query: string;
  readonly onlyUnused: boolean;
}

/** Returns the images that match a filter. */
export function matchImages(images: readonly MediaImage[], filter: ImageFilter): readonly MediaImage[] {
  const words = fold(filter.query).split(/\s+/).filter(Boolean);
  return images.filter(({ path, uses }) => {
    if (filter.onlyUnused && uses.length > 0) return false;
    const name = fold(path);
    return words.every((word) => name.includes(word));
  });
}

/** Returns an image's name without its folder. */
export function imageName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

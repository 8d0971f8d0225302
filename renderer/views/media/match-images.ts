import type { MediaImage } from "#contract/types/media-types.ts";
import { fold } from "../posts/match-posts.ts";

/** The conditions that a listed image must meet. */
export interface ImageFilter {
  /** Words that the path must contain, in any order; case and width do not matter. */
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

/** Returns the file name of an image without its folder. */
export function imageName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

import type { MediaImage, Picture } from "#contract/types/media-types.ts";
import { fold } from "../posts/match-posts.ts";

/** The conditions that a listed image must meet. */
export interface ImageFilter {
  /** Words that the path must contain, in any order. Case and width do not matter. */
  readonly query: string;
  readonly onlyUnused: boolean;
}

/** Returns the images that match a filter. */
export function filterImages(images: readonly MediaImage[], filter: ImageFilter): readonly MediaImage[] {
  const matching = matchImages(images, filter.query);
  return filter.onlyUnused ? matching.filter(({ uses }) => uses.length === 0) : matching;
}

/** Returns the images whose path contains all words of a query. */
export function matchImages<T extends Picture>(images: readonly T[], query: string): readonly T[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return images.filter(({ path }) => {
    const name = fold(path);
    return words.every((word) => name.includes(word));
  });
}

/** Returns the file name of an image without its folder. */
export function imageName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

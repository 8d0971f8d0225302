import type { MediaImage, Picture } from "#contract/types/media-types.ts";
import { foldCase } from "#contract/text/fold-case.ts";

/** The orders in which images are listed. */
export const imageOrders = ["newest", "name", "size"] as const;
export type ImageOrder = (typeof imageOrders)[number];

/** The conditions that a listed image must meet, and the order of the list. */
export interface ImageFilter {
  /** Words that the path must contain, in any order, regardless of case and of full or half width. */
  readonly query: string;
  readonly onlyUnused: boolean;
  readonly order: ImageOrder;
}

/** Returns the images that match a filter, in the filter's order. Expects `images` newest first. */
export function filterImages(images: readonly MediaImage[], filter: ImageFilter): readonly MediaImage[] {
  const matching = matchImages(images, filter.query);
  const shown = filter.onlyUnused ? matching.filter(({ uses }) => uses.length === 0) : matching;
  if (filter.order === "newest") return shown;
  if (filter.order === "size") return [...shown].sort((one, other) => other.size - one.size);
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return [...shown].sort((one, other) => compare(one.path, other.path));
}

/** Returns the images whose path contains all words of a query. */
export function matchImages<T extends Picture>(images: readonly T[], query: string): readonly T[] {
  const words = foldCase(query).split(/\s+/).filter(Boolean);
  return images.filter(({ path }) => {
    const name = foldCase(path);
    return words.every((word) => name.includes(word));
  });
}

/** Returns the file name of an image without its folder. */
export function imageName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

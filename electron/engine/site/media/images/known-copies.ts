import type { MediaFile } from "#engine/site/media/media-files.ts";
import { type CopiesTable, type ImageCopies, variantPath } from "./image-copies.ts";
import type { KnownImage } from "./variant-store.ts";

const failure: ImageCopies = { variants: [], fault: "image.notReduced" };

/** Returns a table of the copies that were made with one recipe (a key of widths, quality and version). */
export function copiesTable(
  images: ReadonlyMap<string, KnownImage>,
  failed: ReadonlyMap<string, MediaFile>,
  recipe: string,
  locate: (sha256: string) => string,
): CopiesTable {
  const made = new Map<string, ImageCopies>();
  return {
    copiesOf(file) {
      const known = images.get(file.path);
      if (known?.recipe !== recipe || !isStill(known, file)) {
        const broken = failed.get(file.path);
        return broken && isStill(broken, file) ? failure : undefined;
      }
      const copies = made.get(file.path) ?? copiesOf(file.path, known, locate);
      made.set(file.path, copies);
      return copies;
    },
  };
}

function isStill(known: Pick<MediaFile, "size" | "modified">, { size, modified }: MediaFile): boolean {
  return known.size === size && known.modified === modified;
}

function copiesOf(path: string, image: KnownImage, locate: (sha256: string) => string): ImageCopies {
  const variants = image.variants.map(({ width, size, sha256 }) => ({
    path: variantPath(path, width, sha256),
    location: locate(sha256),
    width,
    size,
    sha256,
  }));
  return { variants, fault: image.fault };
}

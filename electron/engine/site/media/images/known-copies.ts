import type { MediaFile } from "#engine/site/media/media-files.ts";
import {
  type CopiesTable,
  iconPath,
  type ImageCopies,
  type ImageVariant,
  variantPath,
} from "./image-copies.ts";
import type { KnownImage } from "./variant-store.ts";

const failure: ImageCopies = { variants: [], fault: "image.notReduced" };

/**
 * Returns the table of those copies that were made with the options in `recipe`.
 * `recipe` is a key made of widths, quality and version.
 */
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
  return {
    variants: located(image, locate, (width, sha) => variantPath(path, width, sha)),
    fault: image.fault,
  };
}

/** Returns the icons that were made from a picture. Returns [] if the picture has changed since. */
export function knownIcons(
  known: KnownImage | undefined,
  file: MediaFile,
  recipe: string,
  locate: (sha256: string) => string,
): ImageVariant[] {
  return known?.recipe === recipe && isStill(known, file) ? located(known, locate, iconPath) : [];
}

function located(
  { variants }: KnownImage,
  locate: (sha256: string) => string,
  pathOf: (width: number, sha256: string) => string,
): ImageVariant[] {
  return variants.map(({ width, size, sha256 }) => ({
    path: pathOf(width, sha256),
    location: locate(sha256),
    width,
    size,
    sha256,
  }));
}

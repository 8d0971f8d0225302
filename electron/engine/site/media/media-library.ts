import { posix } from "node:path";
import { collisionKey } from "#contract/text/collision-key.ts";
import { type Dimensions, ImageSizes } from "./image-size.ts";
import type { CopiesTable, ImageCopies, ImageVariant, SharedPictures } from "./images/image-copies.ts";
import type { ImageFault } from "./images/make-variants.ts";
import { type MediaFault, noFaults } from "./media-checks.ts";
import type { Problem } from "#contract/errors.ts";
import type { MediaFile, MediaListing } from "./media-files.ts";
import { isServerName } from "../addresses/server-names.ts";

/**
 * The files under `media/` and the smaller copies of images. Files under `media/` are published unchanged.
 */
export interface MediaLibrary {
  /** A map from paths to files. The map changes only when the files change. */
  readonly files: ReadonlyMap<string, MediaFile>;
  paths(): Iterable<string>;
  find(path: string): MediaFile | undefined;
  /** Returns the size in pixels as displayed, after EXIF rotation; null if the image cannot be read. */
  dimensionsOf(file: MediaFile): Dimensions | null;
  /** Whether the size of an image is unknown because its file is unreadable at present. */
  isUnread(file: MediaFile): boolean;
  /**
   * Whether the size of at least one requested image is unknown because its file is unreadable at present.
   */
  readonly hasUnread: boolean;
  /** Returns the smaller copies that were made so far, ascending by width. */
  variantsOf(file: MediaFile): readonly ImageVariant[];
  /** Returns the reason why expected smaller copies are missing, or null. */
  faultOf(file: MediaFile): ImageFault | null;
  /** Returns a key that changes with an image's smaller copies or its fault; "" if the image has neither. */
  copiesKey(file: MediaFile): string;
  /** Files that are not published: unreadable ones, and those that a server or browser could execute. */
  readonly withheld: readonly Withheld[];
  readonly problems: readonly Problem[];
  readonly variants: ReadonlyMap<string, ImageVariant>;
  /** The icons of the blog that were made so far, ascending by width. `variants` also contains the icons. */
  readonly icons: readonly ImageVariant[];
  /** A map from the blog path of each post to its share picture. `variants` also contains these pictures. */
  readonly shared: SharedPictures;
  /** Returns the images with this file name from all folders. Omits images that cannot get smaller copies. */
  imagesNamed(name: string): readonly MediaFile[];
  snapshot(): MediaSnapshot;
}

interface Withheld {
  readonly path: string;
  readonly code: "media.serverFile" | MediaFault;
}

export interface MediaSnapshot {
  readonly files: ReadonlyMap<string, MediaFile>;
  readonly copies: ReadonlyMap<string, ImageCopies>;
}

/** The pictures that the program made, and the faults of media files. */
interface ImageFacts {
  readonly copies: CopiesTable;
  /** Faults of media files by path. The site does not show these files. Default: none. */
  readonly faults?: ReadonlyMap<string, MediaFault>;
  readonly icons?: readonly ImageVariant[];
  readonly shared?: SharedPictures;
}

export function mediaLibrary(
  { files: listed, problems }: MediaListing,
  sizes: ImageSizes,
  { copies, faults = noFaults, icons = [], shared = new Map() }: ImageFacts,
): MediaLibrary {
  const withheld = [...listed.keys()].flatMap((path) => withholding(path, faults));
  const files = withheld.length === 0 ? listed : withoutFiles(listed, withheld);
  const named = once(() => imagesByName(files));
  const usable = once(() => usableVariants(files, copies));
  const variants = once(
    () =>
      new Map(
        [...[...usable().values()].flat(), ...icons, ...shared.values()].map((variant) => [
          variant.path,
          variant,
        ]),
      ),
  );
  return {
    withheld,
    problems,
    files,
    paths: () => files.keys(),
    find: (path) => files.get(path),
    dimensionsOf: (file) => sizes.of(file),
    isUnread: (file) => sizes.isUnread(file),
    get hasUnread() {
      return sizes.hasUnread;
    },
    variantsOf: (file) => usable().get(file.path) ?? [],
    faultOf(file) {
      if (isPhotograph(file.path) && sizes.of(file) === null)
        return sizes.isUnread(file) ? "image.unread" : "image.broken";
      return copies.copiesOf(file)?.fault ?? null;
    },
    copiesKey(file) {
      const paths = (usable().get(file.path) ?? []).map(({ path }) => path);
      return [...paths, copies.copiesOf(file)?.fault ?? ""].join("|");
    },
    get variants() {
      return variants();
    },
    icons,
    shared,
    imagesNamed: (name) => named().get(name) ?? [],
    snapshot: () => ({ files, copies: knownCopies(files, copies) }),
  };
}

function withholding(path: string, faults: ReadonlyMap<string, MediaFault>): Withheld[] {
  if (isServerName(path)) return [{ path, code: "media.serverFile" }];
  const code = faults.get(path);
  return code === undefined ? [] : [{ path, code }];
}

function withoutFiles(
  files: ReadonlyMap<string, MediaFile>,
  withheld: readonly Withheld[],
): ReadonlyMap<string, MediaFile> {
  const left = new Map(files);
  for (const { path } of withheld) left.delete(path);
  return left;
}

export function libraryOfSnapshot({ files, copies }: MediaSnapshot): MediaLibrary {
  return mediaLibrary({ files, problems: [] }, new ImageSizes(), {
    copies: { copiesOf: ({ path }) => copies.get(path) },
  });
}

function knownCopies(files: MediaSnapshot["files"], copies: CopiesTable): MediaSnapshot["copies"] {
  const known = new Map<string, ImageCopies>();
  for (const file of files.values()) {
    const found = copies.copiesOf(file);
    if (found) known.set(file.path, found);
  }
  return known;
}

function isPhotograph(path: string): boolean {
  return /\.(jpe?g|png|webp)$/i.test(path);
}

function imagesByName(files: ReadonlyMap<string, MediaFile>): ReadonlyMap<string, readonly MediaFile[]> {
  const named = new Map<string, MediaFile[]>();
  for (const file of files.values()) {
    if (!isPhotograph(file.path)) continue;
    const name = posix.basename(file.path);
    const others = named.get(name);
    if (others) others.push(file);
    else named.set(name, [file]);
  }
  return named;
}

/**
 * Returns a map from the path of each image to its smaller copies.
 * An image has no copies if the author's own file is at the path of a copy.
 */
function usableVariants(
  files: ReadonlyMap<string, MediaFile>,
  copies: CopiesTable,
): ReadonlyMap<string, readonly ImageVariant[]> {
  const found = new Map<string, readonly ImageVariant[]>();
  for (const file of files.values()) {
    const variants = copies.copiesOf(file)?.variants ?? [];
    if (variants.length > 0) found.set(file.path, variants);
  }
  if (found.size === 0) return found;
  const taken = new Set(Array.from(files.keys(), collisionKey));
  for (const [path, variants] of found) {
    if (variants.some((variant) => taken.has(collisionKey(variant.path)))) found.delete(path);
  }
  return found;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

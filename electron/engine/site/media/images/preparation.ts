import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";

/** How far a preparation is: images of those that had to be looked at. */
export interface ImageProgress {
  readonly done: number;
  readonly total: number;
  /** The one that was finished last. */
  readonly path: string;
}

export interface Preparation {
  /** Images that the site shows. */
  readonly images: readonly MediaFile[];
  readonly settings: BlogSettings["images"];
  /** Pixels as shown; null for what cannot be read. */
  readonly dimensionsOf: (file: MediaFile) => { readonly width: number } | null;
  /** SHA-256 of the file, hex. */
  readonly hashOf: (file: MediaFile) => Promise<string>;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((progress: ImageProgress) => void) | undefined;
}

import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { ImageFault, MadeVariant, VariantOptions } from "./make-variants.ts";
import type { Preparation } from "./preparation.ts";
import type { KnownImage, VariantStore } from "./variant-store.ts";
import type { VariantThreads } from "./variant-threads.ts";

interface CopyParts {
  readonly store: VariantStore;
  readonly recipe: string;
  readonly preparation: Preparation;
  readonly threads: VariantThreads;
  readonly signal: CancelSignal;
}

/** Makes the smaller copies of pictures. Pictures with equal content share their copies. */
export class CopyMaker {
  readonly #store: VariantStore;
  readonly #recipe: string;
  readonly #preparation: Preparation;
  readonly #signal: CancelSignal;
  readonly #threads: VariantThreads;
  readonly #bySource = new Map<string, Promise<Outcome>>();

  constructor({ store, recipe, preparation, threads, signal }: CopyParts) {
    this.#store = store;
    this.#recipe = recipe;
    this.#preparation = preparation;
    this.#threads = threads;
    this.#signal = signal;
    for (const image of store.images.values()) {
      if (image.source !== "" && image.recipe === recipe)
        this.#bySource.set(image.source, Promise.resolve(image));
    }
  }

  /**
   * Makes the smaller copies of an image, and returns the image's record.
   * Returns null if the thread crashed, and "unread" if the image cannot be read at present.
   */
  async of(file: MediaFile): Promise<KnownImage | null | "unread"> {
    const { media, settings, hashOf } = this.#preparation;
    const { size, modified } = file;
    const image = { size, modified, recipe: this.#recipe };
    const width = media.dimensionsOf(file)?.width;
    if (media.isUnread(file)) return "unread";
    if (width === undefined) return { ...image, source: "", variants: [], fault: "image.broken" };
    if (width <= Math.min(...settings.widths)) return { ...image, source: "", variants: [], fault: null };
    const source = await hashOf(file).catch(() => null);
    if (source === null) return "unread";
    const outcome =
      this.#bySource.get(source) ?? this.#make(file, { widths: settings.widths, quality: settings.quality });
    this.#bySource.set(source, outcome);
    const made = await outcome;
    if (made === "unread") return made;
    return made && { ...image, source, variants: made.variants, fault: made.fault };
  }

  /**
   * Makes the icons of a picture, and returns their record.
   * Returns null if the thread crashed, and "unread" if the picture cannot be read at present.
   */
  async icons(file: MediaFile, recipe: string): Promise<KnownImage | null | "unread"> {
    const made = await this.#make(file, "icons");
    if (made === null || made === "unread") return made;
    const { size, modified } = file;
    return { size, modified, recipe, source: "", ...made };
  }

  async #make(file: MediaFile, options: VariantOptions | "icons"): Promise<Outcome> {
    const { location } = file;
    const reply = await this.#threads.make({ location, options }, this.#signal);
    switch (reply.kind) {
      case "made":
        return {
          variants: await Promise.all(reply.variants.map((one) => this.#store.add(asBuffer(one)))),
          fault: null,
        };
      case "fault":
        return { variants: [], fault: reply.fault };
      case "unreadable":
        return "unread";
      case "failed":
        return null;
    }
  }
}

type Outcome = (Pick<KnownImage, "variants"> & { readonly fault: ImageFault | null }) | null | "unread";

/** Wraps a copy's bytes in a Buffer again, because messages between threads lose the type Buffer. */
function asBuffer({ width, bytes }: MadeVariant): MadeVariant {
  return { width, bytes: Buffer.from(bytes) };
}

import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { mapLimited } from "#engine/base/concurrency.ts";
import { shortHash } from "#engine/base/hash.ts";
import type { ImageVariant, SharedPictures } from "../images/image-copies.ts";
import type { Preparation } from "../images/preparation.ts";
import { type KnownImage, VariantStore } from "../images/variant-store.ts";
import { threadCount, VariantThreads } from "../images/variant-threads.ts";
import { cardSize, type ShareCard } from "./card-drawing.ts";

/** Version of the drawing algorithm. Increase the version whenever the resulting pictures change. */
const recipeVersion = 1;

export const noPictures: SharedPictures = new Map();

/** Draws the share pictures of posts in threads, and caches the pictures by their content. */
export class SharePictures {
  readonly #threads = new VariantThreads();
  readonly #store: VariantStore;
  #pictures = noPictures;

  /** Other programs may delete `cacheFolder` while it is not in use. */
  constructor(cacheFolder: string) {
    this.#store = new VariantStore(join(cacheFolder, "share"));
  }

  /** The pictures that the last call of `prepare` drew or found in the cache. */
  get pictures(): SharedPictures {
    return this.#pictures;
  }

  /**
   * Draws the missing pictures, and removes the pictures that no card needs.
   * Rejects with `file.*` or `call.cancelled`.
   */
  async prepare(
    cards: ReadonlyMap<string, ShareCard>,
    { signal, onProgress }: Pick<Preparation, "signal" | "onProgress">,
  ): Promise<void> {
    if (cards.size === 0 && this.#pictures.size === 0) return;
    this.#store.refresh();
    const keys = new Map(Array.from(cards, ([path, card]) => [path, keyOf(card)]));
    const missing = Array.from(cards).filter(([path]) => !this.#store.images.has(keys.get(path) ?? ""));
    const todo = new Map(missing.map(([path, card]) => [keys.get(path) ?? "", { path, card }]));
    const drawn = new Map<string, KnownImage>();
    let done = 0;
    try {
      await mapLimited([...todo], threadCount, async ([key, { path, card }]) => {
        const image = await this.#draw(card, signal);
        if (image) drawn.set(key, image);
        done += 1;
        onProgress?.({ done, total: todo.size, path });
      });
      const used = new Set(keys.values());
      this.#store.update(drawn, (key) => used.has(key));
      if (todo.size > 0) this.#store.prune();
    } catch (error) {
      if (!(error instanceof AppError && error.code === "file.readOnly")) throw error;
    }
    this.#remember(keys);
  }

  #remember(keys: ReadonlyMap<string, string>): void {
    const pictures = new Map<string, ImageVariant>();
    for (const [path, key] of keys) {
      const [file] = this.#store.images.get(key)?.variants ?? [];
      if (!file) continue;
      const { width, size, sha256 } = file;
      const site = `assets/share/${sha256.slice(0, 16)}.png`;
      pictures.set(path, { path: site, location: this.#store.locate(sha256), width, size, sha256 });
    }
    const before = this.#pictures;
    const isSame =
      before.size === pictures.size &&
      [...pictures].every(([path, { sha256 }]) => before.get(path)?.sha256 === sha256);
    if (!isSame) this.#pictures = pictures;
  }

  /** Draws a share picture in a thread. Returns null if the thread crashed. */
  async #draw(card: ShareCard, signal: Preparation["signal"]): Promise<KnownImage | null> {
    const reply = await this.#threads.make({ location: "", options: { card } }, signal);
    if (reply.kind !== "made") return null;
    const variants = await Promise.all(
      reply.variants.map(({ bytes }) =>
        this.#store.add({ width: cardSize.width, bytes: Buffer.from(bytes) }),
      ),
    );
    return { size: 0, modified: 0, source: "", recipe: String(recipeVersion), variants, fault: null };
  }
}

function keyOf(card: ShareCard): string {
  return shortHash(JSON.stringify([recipeVersion, card]));
}

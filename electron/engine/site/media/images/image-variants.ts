import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { AppError } from "#contract/errors.ts";
import { mapLimited } from "#engine/base/concurrency.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";
import { type CopiesTable, type ImageVariant, noCopies } from "./image-copies.ts";
import { copiesTable, knownIcons } from "./known-copies.ts";
import { CopyMaker } from "./copy-maker.ts";
import type { Preparation } from "./preparation.ts";
import { threadCount, VariantThreads } from "./variant-threads.ts";
import { type KnownImage, VariantStore } from "./variant-store.ts";

type ImageSettings = BlogSettings["images"];

/** Version of the algorithm that makes copies. Increase the version when the copies become different. */
const recipeVersion = 1;

/** Version of the algorithm that makes icons. Increase the version when the icons become different. */
const iconRecipe = "icons 2";
const noIcons: readonly ImageVariant[] = [];

/** Returns the key under which the icons of a picture are recorded. No path of an image equals this key. */
function iconKey({ path }: MediaFile): string {
  return `icons of ${path}`;
}

/** Makes the smaller copies of a blog's images in threads, and caches them by the images' content. */
export class ImageVariants {
  readonly #threads = new VariantThreads();
  readonly #store: VariantStore;
  /** Images that crashed a thread. They are tried again after the file changes or the program restarts. */
  #failed: ReadonlyMap<string, MediaFile> = new Map();
  #isLoaded = false;
  /** A map from the record of a picture to the icons that were made from the picture. */
  readonly #icons = new WeakMap<KnownImage, readonly ImageVariant[]>();
  #table: { readonly key: readonly unknown[]; readonly table: CopiesTable } | undefined;

  /** Other programs may delete `cacheFolder` while it is not in use. */
  constructor(cacheFolder: string) {
    this.#store = new VariantStore(cacheFolder);
  }

  table(settings: ImageSettings): CopiesTable {
    if (!settings.variants) return noCopies;
    if (!this.#isLoaded) this.#refresh();
    const key = [this.#store.images, this.#failed, recipeOf(settings)];
    if (this.#table?.key.every((part, index) => part === key[index])) return this.#table.table;
    const locate = (sha256: string): string => this.#store.locate(sha256);
    const table = copiesTable(this.#store.images, this.#failed, recipeOf(settings), locate);
    this.#table = { key, table };
    return table;
  }

  /**
   * Makes missing copies, and removes the copies of images that are no longer shown.
   * Rejects with `file.*` or `call.cancelled`, but keeps the copies that were finished until then.
   */
  async prepare(preparation: Preparation): Promise<void> {
    this.#refresh();
    const images = preparation.settings.variants ? preparation.images : [];
    const recipe = recipeOf(preparation.settings);
    const todo = images.filter((file) => !this.#isKnown(file, recipe));
    const before = this.#store.images;
    try {
      await this.#make(todo, recipe, preparation);
      await this.#makeIcons(preparation);
    } catch (error) {
      if (error instanceof AppError && error.code === "file.readOnly") return;
      throw error;
    }
    const used = new Set(images.map(({ path }) => path));
    if (preparation.icon) used.add(iconKey(preparation.icon));
    this.#store.update(new Map(), (path) => used.has(path));
    if (this.#store.images !== before) this.#store.prune();
  }

  /** Returns the icons that were made from a picture so far. An unchanged result stays the same object. */
  icons(file: MediaFile | undefined): readonly ImageVariant[] {
    if (!file) return noIcons;
    if (!this.#isLoaded) this.#refresh();
    const { images } = this.#store;
    const known = images.get(iconKey(file));
    const locate = (sha256: string): string => this.#store.locate(sha256);
    if (!known || !isSameFile(known, file)) return noIcons;
    const before = this.#icons.get(known);
    if (before) return before;
    const icons = knownIcons(known, file, iconRecipe, locate);
    this.#icons.set(known, icons);
    return icons;
  }

  async #makeIcons(preparation: Preparation): Promise<void> {
    const { icon, signal } = preparation;
    const known = icon && this.#store.images.get(iconKey(icon));
    if (!icon || (known?.recipe === iconRecipe && isSameFile(known, icon))) return;
    const cancellation = new Cancellation();
    const cancel = (): void => cancellation.cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      const maker = this.#copyMaker(iconRecipe, preparation, cancellation);
      const made = await maker.icons(icon, iconRecipe);
      if (made !== null && made !== "unread")
        this.#store.update(new Map([[iconKey(icon), made]]), () => true);
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  #copyMaker(recipe: string, preparation: Preparation, signal: CancelSignal): CopyMaker {
    return new CopyMaker({ store: this.#store, recipe, preparation, threads: this.#threads, signal });
  }

  #refresh(): void {
    this.#store.refresh();
    this.#isLoaded = true;
  }

  #isKnown(file: MediaFile, recipe: string): boolean {
    const known = this.#store.images.get(file.path);
    if (known && isSameFile(known, file) && known.recipe === recipe) return true;
    const failed = this.#failed.get(file.path);
    return failed !== undefined && isSameFile(failed, file);
  }

  async #make(todo: readonly MediaFile[], recipe: string, preparation: Preparation): Promise<void> {
    if (todo.length === 0) return;
    const { signal, onProgress } = preparation;
    const cancellation = new Cancellation();
    const cancel = (): void => cancellation.cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    const found = new Map<string, KnownImage>();
    const failed = new Map(this.#failed);
    const copies = this.#copyMaker(recipe, preparation, cancellation);
    try {
      await mapLimited(todo, threadCount, async (file) => {
        // A pause before each image keeps the event loop free, even if no image needs a thread.
        await new Promise((resolve) => setImmediate(resolve));
        const image = await copies.of(file);
        if (image === "unread") return;
        if (image) found.set(file.path, image);
        else failed.set(file.path, file);
        onProgress?.({
          done: found.size + failed.size - this.#failed.size,
          total: todo.length,
          path: file.path,
        });
      });
    } finally {
      // After a failure, cancels the threads of all other images.
      cancel();
      signal?.removeEventListener("abort", cancel);
      this.#store.update(found, () => true);
      if (failed.size > this.#failed.size) this.#failed = failed;
    }
  }
}

function isSameFile(
  a: Pick<MediaFile, "size" | "modified">,
  b: Pick<MediaFile, "size" | "modified">,
): boolean {
  return a.size === b.size && a.modified === b.modified;
}

function recipeOf({ widths, quality }: ImageSettings): string {
  return JSON.stringify([recipeVersion, widths, quality]);
}

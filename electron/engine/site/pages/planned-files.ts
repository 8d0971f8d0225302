import { collisionKey } from "#contract/text/collision-key.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { entriesAt, entriesOf, type SiteModel } from "../model/site-model.ts";
import type { PlannedFile } from "../template-data/planned-file.ts";

interface Pages {
  readonly model: Pick<SiteModel, "entries" | "byPath" | "byAddress" | "shared">;
  /** The pages of entries. Undefined if every entry has a page, which `pageOf` then creates. */
  readonly made: readonly PlannedFile[] | undefined;
  pageOf(entry: SiteEntry): PlannedFile;
}

/**
 * The generated files of a site, by site path.
 * Creates the objects for pages on demand, because a build after a small change needs few of them.
 */
export class PlannedFiles {
  /** All files except the pages of entries, by site path. */
  readonly others: ReadonlyMap<string, PlannedFile>;
  readonly #pages: Pages;
  readonly #made: ReadonlyMap<string, PlannedFile> | undefined;

  constructor(pages: Pages, others: readonly PlannedFile[]) {
    this.#pages = pages;
    this.#made = pages.made && byPath(pages.made);
    this.others = byPath(others);
  }

  get(path: string): PlannedFile | undefined {
    return this.others.get(path) ?? this.#pageAt(path);
  }

  has(path: string): boolean {
    return this.others.has(path) || this.#pageAt(path) !== undefined;
  }

  /** Whether an entry has a page. An entry has no page if another file is at the entry's address. */
  hasPage({ address, post }: SiteEntry): boolean {
    return !this.#made || this.#made.get(address)?.post === post.path;
  }

  /** Returns the pages of the entries with these blog paths. */
  pagesOf(paths: ReadonlySet<string>): PlannedFile[] {
    const entries = entriesAt(this.#pages.model, paths).filter((entry) => this.hasPage(entry));
    return entries.map((entry) => this.#pages.pageOf(entry));
  }

  /**
   * Yields all files in the order in which a build makes them.
   * Yields a file with the texts of several pages right after these pages, while their texts are cached.
   */
  *values(): Generator<PlannedFile> {
    const waiting = new Set(this.others.values());
    const after = new Map<string, PlannedFile>();
    for (const file of waiting) {
      const last = file.group === "search" ? file.texts?.at(-1) : undefined;
      if (last) after.set(last.post.path, file);
    }
    for (const page of this.#allPages()) {
      yield page;
      const file = page.post === undefined ? undefined : after.get(page.post);
      if (!file) continue;
      waiting.delete(file);
      yield file;
    }
    yield* waiting;
  }

  *paths(): Generator<string> {
    for (const { path } of this.values()) yield path;
  }

  /** Whether two files have the same path. */
  hasDuplicates(numberOfOthers: number): boolean {
    const { entries, byAddress, shared } = this.#pages.model;
    return (
      this.others.size < numberOfOthers ||
      byAddress.size < entries.length ||
      shared.some(({ addressKey }) => byAddress.has(addressKey)) ||
      entriesOf(this.#pages.model).some(({ address }) => this.others.has(address))
    );
  }

  #pageAt(path: string): PlannedFile | undefined {
    if (this.#made) return this.#made.get(path);
    const { byAddress, shared } = this.#pages.model;
    const found = byAddress.get(collisionKey(path));
    const entry = found?.address === path ? found : shared.find(({ address }) => address === path);
    return entry && this.#pages.pageOf(entry);
  }

  *#allPages(): Generator<PlannedFile> {
    if (this.#pages.made) yield* this.#pages.made;
    else for (const entry of entriesOf(this.#pages.model)) yield this.#pages.pageOf(entry);
  }
}

/** Returns a map of files. Makes no array of pairs, because freeing such an array delays the next edit. */
function byPath(files: readonly PlannedFile[]): Map<string, PlannedFile> {
  const map = new Map<string, PlannedFile>();
  for (const file of files) map.set(file.path, file);
  return map;
}

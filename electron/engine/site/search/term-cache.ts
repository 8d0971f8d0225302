import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "#engine/base/engine-version.ts";
import { type RawRecords, RecordLog, recordsFrom } from "#engine/base/record-log.ts";
import type { ArticleSource } from "../articles/article-cache.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { listTerms } from "./term-list.ts";

interface ListedTerms {
  readonly bodyHash: string;
  readonly title: string;
  readonly list: string;
}

/**
 * Caches the search terms of entries in memory and in the file `terms` of the cache folder.
 * The file is read only when terms are needed, because most runs do not build a search.
 */
export class TermCache {
  readonly #log: RecordLog;
  readonly #known = new Map<string, ListedTerms>();
  /** Records of the file that have not been parsed in this run; undefined before the file is read. */
  #stored: RawRecords | undefined;
  readonly #unsaved = new Set<string>();

  constructor(cacheFolder: string, optionsKey: string) {
    const location = join(cacheFolder, "terms");
    this.#log = new RecordLog(location, `terms ${engineVersion} ${optionsKey}`);
  }

  /** Returns the terms of the title and the text, in the format of `listTerms`. */
  termsOf(entry: SiteEntry, bodyHash: string, texts: Pick<ArticleSource, "plainTextOf">): string {
    const { title } = entry;
    const { path } = entry.post;
    const known = this.#known.get(path) ?? this.#recall(path);
    if (known?.bodyHash === bodyHash && known.title === title) return known.list;
    const list = listTerms(title, texts.plainTextOf(entry));
    this.#known.set(path, { bodyHash, title, list });
    this.#unsaved.add(path);
    return list;
  }

  /** Saves new terms and removes the terms of deleted files. Ignores write errors. */
  save(posts: ReadonlyMap<string, unknown>): void {
    if (!this.#stored) return;
    if (this.#known.size + this.#stored.size > posts.size) this.#keepOnly(posts);
    for (const path of this.#unsaved) {
      this.#log.note(path, this.#known.get(path));
      // If another process has changed the file, stops, because `flush` then writes all records anyway.
      if (this.#log.isForeign) break;
    }
    this.#unsaved.clear();
    try {
      mkdirSync(dirname(this.#log.location), { recursive: true });
      this.#log.flush(recordsFrom(this.#known, this.#stored));
    } catch {
      // Ignores the error, because the cache folder may be read-only or the disk may be full.
    }
  }

  #keepOnly(posts: ReadonlyMap<string, unknown>): void {
    for (const known of [this.#known, this.#stored ?? this.#known]) {
      known.forEach((_, path) => {
        if (posts.has(path)) return;
        known.delete(path);
        this.#unsaved.add(path);
      });
    }
  }

  #recall(path: string): ListedTerms | undefined {
    this.#stored ??= this.#log.load();
    const value = this.#stored.get(path)?.value();
    if (!this.#stored.delete(path) || !isListedTerms(value)) return undefined;
    this.#known.set(path, value);
    return value;
  }
}

/** Checks only the type of `list`, because the version and checksum of the file were already checked. */
function isListedTerms(value: unknown): value is ListedTerms {
  return typeof value === "object" && value !== null && "list" in value && typeof value.list === "string";
}

import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "#engine/base/engine-version.ts";
import { type RawRecords, RecordLog, recordsFrom } from "#engine/base/record-log.ts";
import { listTerms } from "./term-list.ts";

/** The terms of an entry, and the inputs they were listed from. */
interface ListedTerms {
  readonly bodyHash: string;
  readonly title: string;
  readonly list: string;
}

/**
 * Caches the terms of entries by blog path, across builds and, in the file `terms` of a cache folder, across
 * runs. The file is read on first use: most runs do not build a search.
 */
export class TermCache {
  readonly #log: RecordLog;
  readonly #known = new Map<string, ListedTerms>();
  /** Records of an earlier run that this one has not read yet. */
  #stored: RawRecords | undefined;
  readonly #unsaved = new Set<string>();

  /** `optionsKey` identifies the options that texts are rendered with. */
  constructor(cacheFolder: string, optionsKey: string) {
    const location = join(cacheFolder, "terms");
    this.#log = new RecordLog(location, `terms ${engineVersion} ${optionsKey}`);
  }

  /**
   * Returns the terms of a title and a text, in the format of `listTerms`; calls `plainText` only when they
   * must be listed.
   */
  termsOf(path: string, bodyHash: string, title: string, plainText: () => string): string {
    const known = this.#known.get(path) ?? this.#recall(path);
    if (known?.bodyHash === bodyHash && known.title === title) return known.list;
    const list = listTerms(title, plainText());
    this.#known.set(path, { bodyHash, title, list });
    this.#unsaved.add(path);
    return list;
  }

  /** Saves new terms and removes those of deleted files. Ignores failures: lost terms are listed again. */
  save(posts: ReadonlyMap<string, unknown>): void {
    if (!this.#stored) return;
    if (this.#known.size + this.#stored.size > posts.size) this.#keepOnly(posts);
    for (const path of this.#unsaved) {
      this.#log.note(path, this.#known.get(path));
      // The file of another run is rewritten as a whole: one note is enough
      if (this.#log.isForeign) break;
    }
    this.#unsaved.clear();
    try {
      mkdirSync(dirname(this.#log.location), { recursive: true });
      this.#log.flush(recordsFrom(this.#known, this.#stored));
    } catch {
      // A read-only folder or a full disk
    }
  }

  #keepOnly(posts: ReadonlyMap<string, unknown>): void {
    for (const known of [this.#known, this.#stored ?? this.#known]) {
      for (const path of known.keys()) {
        if (posts.has(path)) continue;
        known.delete(path);
        this.#unsaved.add(path);
      }
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

/** A shallow check for the compiler: version and checksum already guarantee that the record is as written. */
function isListedTerms(value: unknown): value is ListedTerms {
  return typeof value === "object" && value !== null && "list" in value && typeof value.list === "string";
}

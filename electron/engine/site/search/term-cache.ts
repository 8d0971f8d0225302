import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "#engine/base/engine-version.ts";
import { type RawRecords, RecordLog, recordsFrom } from "#engine/base/record-log.ts";
import { listTerms } from "./term-list.ts";

/** The terms of an entry, and what they were listed from. */
interface ListedTerms {
  readonly bodyHash: string;
  readonly title: string;
  readonly list: string;
}

/**
 * The terms of entries by blog path, kept from build to build, and from run to run in the file `terms` of a cache folder. What an
 * earlier run listed is read when terms are first asked for: most runs show no search.
 */
export class TermCache {
  readonly #log: RecordLog;
  readonly #known = new Map<string, ListedTerms>();
  /** What an earlier run listed, and this one has not asked for yet. */
  #stored: RawRecords | undefined;
  readonly #unsaved = new Set<string>();

  /** `optionsKey` stands for what decides how texts are rendered. */
  constructor(cacheFolder: string, optionsKey: string) {
    const location = join(cacheFolder, "terms");
    this.#log = new RecordLog(location, `terms ${engineVersion} ${optionsKey}`);
  }

  /** The terms of a title and a text, as `listTerms` writes them; `plainText` is asked for when they must be listed. */
  termsOf(path: string, bodyHash: string, title: string, plainText: () => string): string {
    const known = this.#known.get(path) ?? this.#recall(path);
    if (known?.bodyHash === bodyHash && known.title === title) return known.list;
    const list = listTerms(title, plainText());
    this.#known.set(path, { bodyHash, title, list });
    this.#unsaved.add(path);
    return list;
  }

  /** Writes what was listed since; terms of files that are gone are forgotten. Fails silently: they are listed again. */
  save(posts: ReadonlyMap<string, unknown>): void {
    if (!this.#stored) return;
    if (this.#known.size + this.#stored.size > posts.size) this.#keepOnly(posts);
    for (const path of this.#unsaved) {
      this.#log.note(path, this.#known.get(path));
      // A file that another run left is written anew, whole: one note is enough
      if (this.#log.isForeign) break;
    }
    this.#unsaved.clear();
    try {
      mkdirSync(dirname(this.#log.location), { recursive: true });
      this.#log.flush(recordsFrom(this.#known, this.#stored));
    } catch {
      // A folder that may only be read, or a full disk
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

/** What a line of the right version and checksum holds is what was written; the rest is for the compiler. */
function isListedTerms(value: unknown): value is ListedTerms {
  return typeof value === "object" && value !== null && "list" in value && typeof value.list === "string";
}

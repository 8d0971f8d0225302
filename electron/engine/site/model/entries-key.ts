import { shortHash } from "#engine/base/hash.ts";
import { keyOf } from "./content-key.ts";
import type { SiteEntry } from "./site-entry.ts";

const partLength = 256;

interface Part {
  readonly entries: readonly SiteEntry[];
  readonly key: string;
}

/**
 * Computes a key of all entries of a site. Entries are hashed in parts; a part in which no entry was replaced
 * is not hashed again.
 */
export class EntriesKey {
  #parts: readonly Part[] = [];

  of(all: Iterable<SiteEntry>): string {
    const entries = [...all];
    const parts: Part[] = [];
    for (let start = 0; start < entries.length; start += partLength) {
      const part = entries.slice(start, start + partLength);
      const known = this.#parts[parts.length];
      const isSame =
        known?.entries.length === part.length && part.every((entry, at) => entry === known.entries[at]);
      parts.push(isSame ? known : { entries: part, key: shortHash(part.map(keyOf).join("\n")) });
    }
    this.#parts = parts;
    return shortHash(parts.map(({ key }) => key).join("\n"));
  }
}

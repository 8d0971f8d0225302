import { engineVersion } from "#engine/base/engine-version.ts";
import { type Group, type SearchTitles, searchFolder, shardName } from "#contract/site-search/layout.ts";
import type { PlannedFile } from "../template-data/planned-file.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { packedFile } from "../search/packed-file.ts";
import type { SegmentIndex } from "../search/segment-index.ts";

/** What the files of a segment are made from besides its terms. */
interface SegmentContent {
  readonly entries: readonly SiteEntry[];
  /** The groups of the entries, which only the file with titles contains; undefined for texts. */
  readonly groups: readonly Group[] | undefined;
}

/**
 * The files with the search terms of one segment (a range of entries).
 * Each file is a shard: a range of terms, and the entries that contain each term.
 */
export class ShardFiles {
  readonly files: readonly PlannedFile[];
  readonly #site: Site;
  readonly #index: SegmentIndex;
  readonly #entries: readonly SiteEntry[];
  readonly #groups: readonly Group[] | undefined;

  constructor(site: Site, index: SegmentIndex, { entries, groups }: SegmentContent) {
    this.#site = site;
    this.#index = index;
    this.#entries = entries;
    this.#groups = groups;
    const count = 2 ** index.segment.shardBits;
    this.files = Array.from({ length: count }, (_, shard) => this.#fileOf(shard));
  }

  /**
   * Returns the files that may change if the text of one entry changes.
   * `place` is the position of the entry among the entries of the segment.
   */
  touchedBy(place: number): readonly PlannedFile[] {
    if (this.#index.changes !== this.#site.textChanges) return this.files;
    const entry = this.#entries[place];
    const touched = entry ? this.#index.replace(place, this.#site.termsOf(entry)) : [];
    return touched.flatMap((shard) => this.files[shard] ?? []);
  }

  #fileOf(shard: number): PlannedFile {
    const name = shardName(this.#index.segment, shard);
    const groups = JSON.stringify(this.#groups ?? []);
    return {
      path: `${searchFolder}/${name}.js`,
      group: "search",
      name: "search",
      shared: () => engineVersion,
      place: () => name + groups,
      words: this.#entries,
      inputs: () => [engineVersion, name + groups, this.#upToDate().keyOf(shard)],
      text: () => packedFile(name, JSON.stringify(this.#contentOf(shard))),
    };
  }

  #contentOf(shard: number): string | SearchTitles {
    const terms = this.#upToDate().textOf(shard);
    return this.#groups ? [this.#groups, terms] : terms;
  }

  /**
   * Returns the index with the terms of this site's entries.
   * All sites of a session share the index, so another site may have replaced the entries.
   */
  #upToDate(): SegmentIndex {
    const [index, { textChanges }] = [this.#index, this.#site];
    // Another array means a site of another build family (`SessionState.family`), with other entries.
    if (index.changes !== textChanges) {
      index.replaceAll(this.#entries.map((entry) => this.#site.termsOf(entry)));
    } else if (index.seen < textChanges.length) {
      const changed = new Set(textChanges.slice(index.seen));
      for (const [place, entry] of this.#entries.entries()) {
        if (changed.has(entry.post.path)) index.replace(place, this.#site.termsOf(entry));
      }
    }
    index.changes = textChanges;
    index.seen = textChanges.length;
    return index;
  }
}

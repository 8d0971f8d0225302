import { type Segment, shardOf } from "#contract/site-search/layout.ts";
import { markedBits } from "#contract/site-search/terms.ts";
import { maxShards, Postings } from "./postings.ts";
import { readDifferences, readTerms } from "./term-list.ts";

/** Computes a 64-bit hash of each shard's terms and entries. Uses the multipliers of MurmurHash3. */
class ShardKeys {
  readonly #segment: Pick<Segment, "shardBits">;
  readonly #low: Int32Array;
  readonly #high: Int32Array;

  constructor(segment: Pick<Segment, "shardBits">) {
    this.#segment = segment;
    this.#low = new Int32Array(2 ** segment.shardBits);
    this.#high = new Int32Array(2 ** segment.shardBits);
  }

  add(marked: number, place: number): void {
    const shard = shardOf(marked, this.#segment);
    const value = Math.imul(marked, 0xcc9e_2d51) ^ Math.imul(place + 1, 0x1b87_3593);
    const low = (this.#low[shard] ?? 0) ^ value;
    this.#low[shard] = Math.imul((low << 13) | (low >>> 19), 5) + 0xe654_6b64;
    const high = Math.imul((this.#high[shard] ?? 0) + value, 0x85eb_ca6b);
    this.#high[shard] = high ^ (high >>> 15);
  }

  of(shard: number): string {
    return `${(this.#low[shard] ?? 0).toString(36)} ${(this.#high[shard] ?? 0).toString(36)}`;
  }
}

/** Number of shards that are made together if shards are requested in ascending order. */
const shardsAtOnce = 32;
const allTerms = 2 ** markedBits;

/**
 * The search terms of one segment (a range of entries). The segment's files are made from these terms.
 * After an edit of an entry, only the hashes of shards with changed terms are computed again.
 */
export class SegmentIndex {
  readonly segment: Pick<Segment, "kind" | "part" | "name" | "capacity" | "shardBits">;
  /** The array `textChanges` of the site from which the index got its present entries. */
  changes: readonly string[] | undefined;
  /** Number of changes in `changes` that the index contains. */
  seen = 0;
  #lists: string[] = [];
  #keys: string[] | undefined;
  /** Whether entries were replaced, so that the caller will request all keys and then most shards. */
  #isOutdated = false;
  #ahead = new Map<number, string>();
  #lastShard = -2;

  constructor(segment: SegmentIndex["segment"]) {
    this.segment = segment;
  }

  replaceAll(lists: readonly string[]): void {
    const changed = lists.flatMap((list, place) => (list === this.#lists[place] ? [] : [place]));
    if (changed.length === 1 && lists.length === this.#lists.length) {
      for (const place of changed) this.replace(place, lists[place] ?? "");
    } else if (changed.length > 0 || lists.length !== this.#lists.length) {
      this.#lists = [...lists];
      this.#forget();
    }
  }

  /** Sets the terms of one entry. Returns the shards (files with search terms) that changed. */
  replace(place: number, list: string): readonly number[] {
    const before = this.#lists[place] ?? "";
    if (before === list) return [];
    const found = new Set<number>();
    readDifferences(before, list, (marked) => {
      if (this.#has(marked)) found.add(shardOf(marked, this.segment));
    });
    const touched = [...found].sort((a, b) => a - b);
    this.#lists[place] = list;
    if (this.#keys && touched.length <= maxShards) this.#renew(touched, this.#keys);
    else this.#forget();
    return touched;
  }

  keyOf(shard: number): string {
    this.#keys ??= this.#isOutdated ? this.#renewAll() : this.#allKeys();
    return this.#keys[shard] ?? "";
  }

  /** Returns a shard's content in the format that `readPostings` reads. */
  textOf(shard: number): string {
    if (!this.#ahead.has(shard)) {
      const count = shard === this.#lastShard + 1 ? shardsAtOnce : 1;
      const end = Math.min(shard + count, 2 ** this.segment.shardBits);
      const shards = Array.from({ length: end - shard }, (_, index) => shard + index);
      const postings = new Postings(this.segment, shards);
      this.#forEachIn(shards, (marked, place) => postings.add(marked, place));
      this.#ahead = postings.write();
    }
    this.#lastShard = shard;
    return this.#ahead.get(shard) ?? "";
  }

  #forget(): void {
    this.#isOutdated = this.#keys !== undefined && 2 ** this.segment.shardBits <= maxShards;
    this.#keys = undefined;
    this.#ahead = new Map();
  }

  /**
   * Computes the keys of all shards. Also makes the shards, because reading all terms again would take long.
   */
  #renewAll(): string[] {
    const keys: string[] = [];
    this.#renew(
      Array.from({ length: 2 ** this.segment.shardBits }, (_, shard) => shard),
      keys,
    );
    return keys;
  }

  #renew(shards: readonly number[], allKeys: string[]): void {
    const keys = new ShardKeys(this.segment);
    const postings = new Postings(this.segment, shards);
    this.#forEachIn(shards, (marked, place) => {
      keys.add(marked, place);
      postings.add(marked, place);
    });
    for (const shard of shards) allKeys[shard] = keys.of(shard);
    this.#ahead = postings.write();
  }

  #allKeys(): string[] {
    const keys = new ShardKeys(this.segment);
    for (const [place, list] of this.#lists.entries()) {
      readTerms(list, 0, allTerms, (marked) => {
        if (this.#has(marked)) keys.add(marked, place);
      });
    }
    return Array.from({ length: 2 ** this.segment.shardBits }, (_, shard) => keys.of(shard));
  }

  /** Calls `take` for each term in the given shards, entry by entry. `place` is the index of the entry. */
  #forEachIn(shards: readonly number[], take: (marked: number, place: number) => void): void {
    const ranges = rangesOf(shards, 2 ** (markedBits - this.segment.shardBits));
    for (const [place, list] of this.#lists.entries()) {
      for (const [start, end] of ranges) {
        readTerms(list, start, end, (marked) => {
          if (this.#has(marked)) take(marked, place);
        });
      }
    }
  }

  /** Whether a term belongs to this segment. Terms of titles and terms of texts have separate segments. */
  #has(marked: number): boolean {
    return ((marked & 1) === 1) === (this.segment.part === "titles");
  }
}

function rangesOf(shards: readonly number[], size: number): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  for (const shard of shards) {
    const last = ranges.at(-1);
    if (last?.[1] === shard * size) last[1] += size;
    else ranges.push([shard * size, (shard + 1) * size]);
  }
  return ranges;
}

/** Keeps the search index of each segment (a range of entries) across builds. */
export class SearchIndex {
  #segments = new Map<string, SegmentIndex>();

  /** Returns the indexes of the given segments and drops all other indexes. */
  take(segments: readonly Segment[]): { readonly segment: Segment; readonly index: SegmentIndex }[] {
    const before = this.#segments;
    this.#segments = new Map();
    return segments.map((segment) => {
      const name = `${segment.kind} ${segment.part} ${segment.name} ${segment.capacity}`;
      const index = before.get(name) ?? new SegmentIndex(segment);
      this.#segments.set(name, index);
      return { segment, index };
    });
  }
}

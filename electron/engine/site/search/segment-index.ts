import { type Segment, shardOf } from "#contract/site-search/layout.ts";
import { markedBits } from "#contract/site-search/terms.ts";
import { mostShards, Postings } from "./postings.ts";
import { readDifferences, readTerms } from "./term-list.ts";

/**
 * Hashes of the shards of a segment: 64 bits, mixed from each term and the index of its entry, in the order
 * of entries. Nobody has an interest in collisions, so a fast hash is enough (the multipliers are
 * MurmurHash3's).
 */
class ShardKeys {
  readonly #segment: Segment;
  readonly #low: Int32Array;
  readonly #high: Int32Array;

  constructor(segment: Segment) {
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

/** Number of shards made together when they are read in sequence. */
const shardsAtOnce = 32;
const allTerms = 2 ** markedBits;

/**
 * The shards of a segment. Keeps the terms of its entries and a key for each shard. Shards are made on
 * demand, and an edit changes the keys of only those shards whose terms it changed.
 */
export class SegmentIndex {
  readonly segment: Segment;
  /** The object whose entries the index contains now. */
  owner: object | undefined;
  #lists: string[] = [];
  #keys: string[] | undefined;
  /** Shards made in advance. */
  #ahead = new Map<number, string>();
  #lastShard = -2;

  constructor(segment: Segment) {
    this.segment = segment;
  }

  /** Updates all entries. */
  replaceAll(lists: readonly string[]): void {
    const changed = lists.flatMap((list, place) => (list === this.#lists[place] ? [] : [place]));
    if (changed.length === 1 && lists.length === this.#lists.length) {
      for (const place of changed) this.replace(place, lists[place] ?? "");
    } else if (changed.length > 0 || lists.length !== this.#lists.length) {
      this.#lists = [...lists];
      this.#forget();
    }
  }

  /** Updates one entry; returns the shards whose terms changed. */
  replace(place: number, list: string): readonly number[] {
    const before = this.#lists[place] ?? "";
    if (before === list) return [];
    const found = new Set<number>();
    readDifferences(before, list, (marked) => found.add(shardOf(marked, this.segment)));
    const touched = [...found].sort((a, b) => a - b);
    this.#lists[place] = list;
    if (this.#keys && touched.length <= mostShards) this.#renew(touched, this.#keys);
    else this.#forget();
    return touched;
  }

  /** Returns a hash of everything in a shard. */
  keyOf(shard: number): string {
    this.#keys ??= this.#allKeys();
    return this.#keys[shard] ?? "";
  }

  /** Returns the content of a shard, in the format of `readPostings`. */
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
    this.#keys = undefined;
    this.#ahead = new Map();
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
      readTerms(list, 0, allTerms, (marked) => keys.add(marked, place));
    }
    return Array.from({ length: 2 ** this.segment.shardBits }, (_, shard) => keys.of(shard));
  }

  /** Passes the terms of some shards to `take`, entry by entry. */
  #forEachIn(shards: readonly number[], take: (marked: number, place: number) => void): void {
    const ranges = rangesOf(shards, 2 ** (markedBits - this.segment.shardBits));
    for (const [place, list] of this.#lists.entries()) {
      for (const [start, end] of ranges) readTerms(list, start, end, (marked) => take(marked, place));
    }
  }
}

/** Returns the ranges of terms of these shards; adjacent ones are merged. */
function rangesOf(shards: readonly number[], size: number): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  for (const shard of shards) {
    const last = ranges.at(-1);
    if (last?.[1] === shard * size) last[1] += size;
    else ranges.push([shard * size, (shard + 1) * size]);
  }
  return ranges;
}

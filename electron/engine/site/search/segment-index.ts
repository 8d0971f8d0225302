import { type Segment, shardOf } from "#contract/site-search/layout.ts";
import { markedBits } from "#contract/site-search/terms.ts";
import { mostShards, Postings } from "./postings.ts";
import { ShardKeys } from "./shard-keys.ts";
import { readDifferences, readTerms } from "./term-list.ts";

/** Shards made together when one after the other is asked for. */
const shardsAtOnce = 32;
const allTerms = 2 ** markedBits;

/**
 * The shards of a segment. It knows the terms of its entries and keeps a key for each shard. Shards are made when they
 * are asked for, and after an edit only those have another key whose terms it touched.
 */
export class SegmentIndex {
  readonly segment: Segment;
  /** Whose entries it has now. */
  owner: object | undefined;
  #lists: string[] = [];
  #keys: string[] | undefined;
  /** Shards made ahead of being asked for. */
  #ahead = new Map<number, string>();
  #lastShard = -2;

  constructor(segment: Segment) {
    this.segment = segment;
  }

  /** Brings all entries up to date. */
  replaceAll(lists: readonly string[]): void {
    const changed = lists.flatMap((list, place) => (list === this.#lists[place] ? [] : [place]));
    if (changed.length === 1 && lists.length === this.#lists.length) {
      for (const place of changed) this.replace(place, lists[place] ?? "");
    } else if (changed.length > 0 || lists.length !== this.#lists.length) {
      this.#lists = [...lists];
      this.#forget();
    }
  }

  /** Brings one entry up to date; returns the shards with other terms than before. */
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

  /** Stands for everything in a shard. */
  keyOf(shard: number): string {
    this.#keys ??= this.#allKeys();
    return this.#keys[shard] ?? "";
  }

  /** What is in a shard, as `readPostings` reads it. */
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

  /** The terms of some shards, entry by entry. */
  #forEachIn(shards: readonly number[], take: (marked: number, place: number) => void): void {
    const ranges = rangesOf(shards, 2 ** (markedBits - this.segment.shardBits));
    for (const [place, list] of this.#lists.entries()) {
      for (const [start, end] of ranges) readTerms(list, start, end, (marked) => take(marked, place));
    }
  }
}

/** The terms of shards, those of neighbours in one range. */
function rangesOf(shards: readonly number[], size: number): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  for (const shard of shards) {
    const last = ranges.at(-1);
    if (last?.[1] === shard * size) last[1] += size;
    else ranges.push([shard * size, (shard + 1) * size]);
  }
  return ranges;
}

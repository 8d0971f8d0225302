import { type Segment, shardOf } from "#contract/site-search/layout.ts";
import { markedBits } from "#contract/site-search/terms.ts";
import { Postings } from "./postings.ts";
import { ShardEdits } from "./shard-edits.ts";
import { readDifferences, readTerms } from "./term-list.ts";

/**
 * A 64-bit hash of the terms and entries of each shard.
 * It is a sum of the hashes of all postings, so that an edit only adds and subtracts those that change.
 * Mixes the bits with the multipliers of MurmurHash3.
 */
class ShardKeys {
  readonly #segment: Pick<Segment, "shardBits">;
  readonly #low: Int32Array;
  readonly #high: Int32Array;

  constructor(segment: Pick<Segment, "shardBits">) {
    this.#segment = segment;
    this.#low = new Int32Array(2 ** segment.shardBits);
    this.#high = new Int32Array(2 ** segment.shardBits);
  }

  /** Adds a posting, or removes it if `sign` is -1. */
  add(marked: number, place: number, sign: 1 | -1 = 1): void {
    const shard = shardOf(marked, this.#segment);
    const value = mixed(Math.imul(marked, 0xcc9e_2d51) ^ Math.imul(place + 1, 0x1b87_3593));
    this.#low[shard] = (this.#low[shard] ?? 0) + sign * value;
    this.#high[shard] = (this.#high[shard] ?? 0) + sign * mixed(value ^ Math.imul(marked, 0xe654_6b64));
  }

  of(shard: number): string {
    return `${(this.#low[shard] ?? 0).toString(36)} ${(this.#high[shard] ?? 0).toString(36)}`;
  }
}

function mixed(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2_ae35);
  return second ^ (second >>> 16);
}

/** Number of shards that are made together if shards are requested in ascending order. */
const shardsAtOnce = 32;
const allTerms = 2 ** markedBits;
/** Maximum number of changes of a shard that are applied to its text. More changes make the shard again. */
const mostEdits = 20_000;

/**
 * The search terms of one segment (a range of entries). The segment's files are made from these terms.
 * After an edit of an entry, the hashes and texts of shards are updated by the terms that changed.
 */
export class SegmentIndex {
  readonly segment: Pick<Segment, "kind" | "part" | "name" | "capacity" | "shardBits">;
  /** The array `textChanges` of the site from which the index got its present entries. */
  changes: readonly string[] | undefined;
  /** Number of changes in `changes` that the index contains. */
  seen = 0;
  #lists: string[] = [];
  #keys: ShardKeys | undefined;
  /** Texts of shards. After an edit, the texts of all shards that are requested are kept for the next edit. */
  #texts = new Map<number, string>();
  /** Changes that the texts in `#texts` do not contain yet. */
  #edits = new Map<number, ShardEdits>();
  #isEdited = false;
  /** Whether entries were moved or removed, so that the caller will request all keys and then most shards. */
  #isOutdated = false;
  #lastShard = -2;

  constructor(segment: SegmentIndex["segment"]) {
    this.segment = segment;
  }

  replaceAll(lists: readonly string[]): void {
    const changed = lists.flatMap((list, place) => (list === this.#lists[place] ? [] : [place]));
    if (changed.length === 1 && lists.length >= this.#lists.length) {
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
    const touched = new Set<number>();
    readDifferences(before, list, (marked, isAdded) => {
      if (!this.#has(marked)) return;
      const shard = shardOf(marked, this.segment);
      touched.add(shard);
      this.#keys?.add(marked, place, isAdded ? 1 : -1);
      if (this.#texts.has(shard)) this.#noteEdit(shard, marked, place, isAdded);
    });
    this.#lists[place] = list;
    this.#isEdited = true;
    return [...touched].sort((a, b) => a - b);
  }

  keyOf(shard: number): string {
    this.#keys ??= this.#isOutdated ? this.#renewAll() : this.#allKeys();
    return this.#keys.of(shard);
  }

  /** Returns a shard's content in the format that `readPostings` reads. */
  textOf(shard: number): string {
    const edits = this.#edits.get(shard);
    if (edits) {
      this.#texts.set(shard, edits.applyTo(this.#texts.get(shard) ?? ""));
      this.#edits.delete(shard);
    }
    if (!this.#texts.has(shard)) this.#makeFrom(shard);
    this.#lastShard = shard;
    return this.#texts.get(shard) ?? "";
  }

  #noteEdit(shard: number, marked: number, place: number, isAdded: boolean): void {
    const edits = this.#edits.get(shard) ?? new ShardEdits();
    const lowest = shard * 2 ** (markedBits - this.segment.shardBits);
    edits.note(marked - lowest, place, isAdded);
    if (edits.count <= mostEdits) {
      this.#edits.set(shard, edits);
    } else {
      this.#edits.delete(shard);
      this.#texts.delete(shard);
    }
  }

  /** Makes a shard from the terms of all entries. Makes further shards if shards are requested in order. */
  #makeFrom(shard: number): void {
    const count = shard === this.#lastShard + 1 ? shardsAtOnce : 1;
    const end = Math.min(shard + count, 2 ** this.segment.shardBits);
    const shards = Array.from({ length: end - shard }, (_, index) => shard + index);
    const postings = new Postings(this.segment, shards);
    this.#forEachIn(shards, (marked, place) => postings.add(marked, place));
    const made = postings.write();
    this.#texts = this.#isEdited ? new Map([...this.#texts, ...made]) : made;
    if (this.#isEdited) for (const other of shards) this.#edits.delete(other);
    else this.#edits.clear();
  }

  #forget(): void {
    this.#isOutdated = this.#keys !== undefined;
    this.#keys = undefined;
    this.#texts = new Map();
    this.#edits = new Map();
    this.#isEdited = false;
  }

  /**
   * Computes the keys of all shards. Also makes the shards, because reading all terms again would take long.
   */
  #renewAll(): ShardKeys {
    const keys = new ShardKeys(this.segment);
    const shards = Array.from({ length: 2 ** this.segment.shardBits }, (_, shard) => shard);
    const postings = new Postings(this.segment, shards);
    this.#forEachIn(shards, (marked, place) => {
      keys.add(marked, place);
      postings.add(marked, place);
    });
    this.#texts = postings.write();
    return keys;
  }

  #allKeys(): ShardKeys {
    const keys = new ShardKeys(this.segment);
    for (const [place, list] of this.#lists.entries()) {
      readTerms(list, 0, allTerms, (marked) => {
        if (this.#has(marked)) keys.add(marked, place);
      });
    }
    return keys;
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

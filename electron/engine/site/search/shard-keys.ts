import { type Segment, shardOf } from "#contract/site-search/layout.ts";

/**
 * Hashes of the shards of a segment: 64 bits, mixed from each term and the index of its entry, in the order
 * of entries. Nobody has an interest in collisions, so a fast hash is enough (the multipliers are
 * MurmurHash3's).
 */
export class ShardKeys {
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

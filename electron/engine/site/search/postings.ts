import { type Segment, shardOf } from "#contract/site-search/layout.ts";
import { NumberWriter } from "#contract/site-search/numbers.ts";
import { markedBits } from "#contract/site-search/terms.ts";
import { radixSort } from "./radix-sort.ts";

let gathered = new Uint32Array(1 << 14);
let spare = new Uint32Array(1 << 14);
const writer = new NumberWriter();

/**
 * Collects the entries that contain each term, for the terms of a few shards (parts of the search index).
 * At most 256 shards, because a packed number has 8 bits for the shard, and 24 for the term and the entry.
 * All instances share their buffers, so only one instance may be in use at a time.
 */
export class Postings {
  readonly #shards: readonly number[];
  readonly #segment: Pick<Segment, "capacity" | "shardBits">;
  readonly #placeBits: number;
  /** Number of bits that identify a term within its shard. */
  readonly #termBits: number;
  readonly #ordinals: Uint8Array;
  #count = 0;

  /** `shards` must be in ascending order. */
  constructor(segment: Pick<Segment, "capacity" | "shardBits">, shards: readonly number[]) {
    this.#shards = shards;
    this.#segment = segment;
    this.#placeBits = Math.log2(segment.capacity);
    this.#termBits = markedBits - segment.shardBits;
    this.#ordinals = new Uint8Array(2 ** segment.shardBits);
    for (const [ordinal, shard] of shards.entries()) this.#ordinals[shard] = ordinal;
  }

  add(marked: number, place: number): void {
    if (this.#count === gathered.length) grow();
    const ordinal = this.#ordinals[shardOf(marked, this.#segment)] ?? 0;
    const inner = marked & ((1 << this.#termBits) - 1);
    gathered[this.#count++] = (((ordinal << this.#termBits) | inner) << this.#placeBits) | place;
  }

  /**
   * Returns the content of each shard. A shard lists its terms in ascending order.
   * Each term is written as its difference to the previous term.
   * The first term of a shard is written as its distance from the lowest possible term of the shard.
   * A term is followed by its number of entries (minus one) and by the positions of these entries.
   * Each later position is written as its distance from the previous position (minus one).
   */
  write(): Map<number, string> {
    const all = gathered.subarray(0, this.#count);
    const highest = this.#placeBits + this.#termBits + Math.ceil(Math.log2(this.#shards.length));
    radixSort(all, spare.subarray(0, this.#count), this.#placeBits, highest);
    const texts = new Map<number, string>();
    const innerBits = this.#placeBits + this.#termBits;
    // With a single shard, the term and the entry can take all 32 bits, and the shard's number is 0.
    // Nothing is then shifted, because JavaScript cannot shift by 32 bits.
    const ordinalOf = (packed: number): number => (innerBits < 32 ? packed >>> innerBits : 0);
    let at = 0;
    for (const [ordinal, shard] of this.#shards.entries()) {
      const start = at;
      while (at < all.length && ordinalOf(all[at] ?? 0) === ordinal) at++;
      texts.set(shard, this.#shardText(ordinal, all.subarray(start, at)));
    }
    return texts;
  }

  #shardText(ordinal: number, packed: Uint32Array): string {
    const mask = this.#segment.capacity - 1;
    let before = ordinal * 2 ** this.#termBits;
    writer.clear();
    for (let at = 0; at < packed.length; ) {
      const term = (packed[at] ?? 0) >>> this.#placeBits;
      let end = at + 1;
      while (end < packed.length && (packed[end] ?? 0) >>> this.#placeBits === term) end++;
      writer.write(term - before);
      writer.write(end - at - 1);
      let lastPlace = -1;
      for (; at < end; at++) {
        const place = (packed[at] ?? 0) & mask;
        writer.write(place - lastPlace - 1);
        lastPlace = place;
      }
      before = term;
    }
    return Buffer.from(writer.bytes).toString("latin1");
  }
}

function grow(): void {
  const larger = new Uint32Array(gathered.length * 2);
  larger.set(gathered);
  gathered = larger;
  spare = new Uint32Array(larger.length);
}

import { endOfNumber, NumberWriter, numberAt } from "#contract/site-search/numbers.ts";

/** Changed postings of a shard by term, counted from the lowest term of the shard. */
export class ShardEdits {
  /** For each changed term, whether each of these entries contains the term now. */
  readonly #terms = new Map<number, Map<number, boolean>>();
  #count = 0;

  /** Number of recorded changes. A later change of the same posting counts again. */
  get count(): number {
    return this.#count;
  }

  note(term: number, place: number, isAdded: boolean): void {
    const places = this.#terms.get(term) ?? new Map<number, boolean>();
    this.#terms.set(term, places.set(place, isAdded));
    this.#count += 1;
  }

  /**
   * Returns the shard's text (`Postings.write`) with the changes. All terms between two changes are copied.
   * That takes about a third of the time of making the shard from the terms of all entries.
   */
  applyTo(text: string): string {
    const old = Buffer.from(text, "latin1");
    const writer = new NumberWriter();
    const changed = [...this.#terms].sort(([a], [b]) => a - b);
    /** The last term in the text that `writer` has. */
    let written = 0;
    /** The next term of the old text. `start` is where it begins. */
    let [term, start] = [old.length > 0 ? numberAt(old, 0) : Number.POSITIVE_INFINITY, 0];
    for (const [changedTerm, places] of changed) {
      if (term < changedTerm) {
        const from = endOfNumber(old, start);
        writer.write(term - written);
        let end = from;
        for (;;) {
          written = term;
          end = endOfEntries(old, endOfNumber(old, start));
          term = end < old.length ? term + numberAt(old, end) : Number.POSITIVE_INFINITY;
          start = end;
          if (term >= changedTerm) break;
        }
        writer.append(old.subarray(from, end));
      }
      const entries = new Set<number>();
      if (term === changedTerm) {
        start = readEntries(old, endOfNumber(old, start), entries);
        term = start < old.length ? term + numberAt(old, start) : Number.POSITIVE_INFINITY;
      }
      for (const [place, isAdded] of places) {
        if (isAdded) entries.add(place);
        else entries.delete(place);
      }
      if (entries.size === 0) continue;
      writer.write(changedTerm - written);
      writeEntries(writer, entries);
      written = changedTerm;
    }
    if (start < old.length) {
      writer.write(term - written);
      writer.append(old.subarray(endOfNumber(old, start)));
    }
    return Buffer.from(writer.bytes).toString("latin1");
  }
}

/** Returns where the entries of a term end. `at` is where their number is. */
function endOfEntries(bytes: Uint8Array, at: number): number {
  let end = endOfNumber(bytes, at);
  for (let left = numberAt(bytes, at) + 1; left > 0; left -= 1) end = endOfNumber(bytes, end);
  return end;
}

/** Adds the entries of a term to `entries`. Returns where they end. `at` is where their number is. */
function readEntries(bytes: Uint8Array, at: number, entries: Set<number>): number {
  let end = endOfNumber(bytes, at);
  let place = -1;
  for (let left = numberAt(bytes, at) + 1; left > 0; left -= 1) {
    place += 1 + numberAt(bytes, end);
    entries.add(place);
    end = endOfNumber(bytes, end);
  }
  return end;
}

function writeEntries(writer: NumberWriter, entries: ReadonlySet<number>): void {
  writer.write(entries.size - 1);
  let before = -1;
  for (const place of [...entries].sort((a, b) => a - b)) {
    writer.write(place - before - 1);
    before = place;
  }
}

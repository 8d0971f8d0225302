interface Place {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const firstBytes = 256 * 1024;

/**
 * Texts by path, those put in last: as many as fit. They lie one after the other, as UTF-8, in one ring of bytes: as strings they
 * would live just long enough for the collector to take them for lasting, and a build would fill the heap with them.
 */
export class RecentTexts {
  readonly #mostBytes: number;
  #ring = Buffer.alloc(0);
  /** In the order of the ring, from its head on: those put in first come first. */
  readonly #places = new Map<string, Place>();
  #head = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** The text, when it is the one with that key. */
  get(path: string, key: string): string | undefined {
    const place = this.#places.get(path);
    return place?.key === key ? this.#ring.toString("utf8", place.start, place.end) : undefined;
  }

  /** Keeps a text; those put in first go when there is no room. One that is longer than the ring is not kept. */
  put(path: string, key: string, text: string): void {
    this.#places.delete(path);
    const length = Buffer.byteLength(text);
    if (length > this.#mostBytes) return;
    this.#makeRoom(length);
    const [start, end] = [this.#head, this.#head + length];
    this.#ring.write(text, start);
    this.#places.set(path, { key, start, end });
    this.#head = end;
  }

  #makeRoom(length: number): void {
    while (this.#head + length > this.#ring.length && this.#ring.length < this.#mostBytes) this.#grow();
    if (this.#head + length > this.#ring.length) {
      // What is left of the ring up to its end is the oldest of it
      this.#forgetWhile(({ end }) => end > this.#head);
      this.#head = 0;
    }
    this.#forgetWhile(({ start, end }) => end > this.#head && start < this.#head + length);
  }

  /** Before it is full for the first time, so that all of it lies before the head. */
  #grow(): void {
    const larger = Buffer.alloc(Math.min(Math.max(2 * this.#ring.length, firstBytes), this.#mostBytes));
    this.#ring.copy(larger, 0, 0, this.#head);
    this.#ring = larger;
  }

  #forgetWhile(isInTheWay: (place: Place) => boolean): void {
    for (const [path, place] of this.#places) {
      if (!isInTheWay(place)) break;
      this.#places.delete(path);
    }
  }
}

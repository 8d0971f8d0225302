interface Place {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const firstBytes = 256 * 1024;

/**
 * Texts by path, those put in last: as many as fit. They lie one after the other in one ring of bytes, as UTF-16 since nothing has to be
 * worked out for that: as strings they would live just long enough for the collector to take them for lasting, and a build would fill the heap
 * with them. The very last is kept as it came: its page is made from it at once.
 */
export class RecentTexts {
  readonly #mostBytes: number;
  #ring = Buffer.alloc(0);
  /** In the order of the ring, from its head on: those put in first come first. */
  readonly #places = new Map<string, Place>();
  #head = 0;
  #last = { path: "", key: "", text: "" };

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** The text, when it is the one with that key. */
  get(path: string, key: string): string | undefined {
    const last = this.#last;
    if (last.path === path && last.key === key) return last.text;
    const place = this.#places.get(path);
    return place?.key === key ? this.#ring.toString("utf16le", place.start, place.end) : undefined;
  }

  /** Keeps a text; those put in first go when there is no room. One that is longer than the ring is kept until the next. */
  put(path: string, key: string, text: string): void {
    this.#last = { path, key, text };
    this.#places.delete(path);
    const length = 2 * text.length;
    if (length > this.#mostBytes) return;
    this.#makeRoom(length);
    const [start, end] = [this.#head, this.#head + length];
    this.#ring.write(text, start, "utf16le");
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

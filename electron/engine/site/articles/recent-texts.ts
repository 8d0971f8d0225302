interface BufferRange {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const firstBytes = 256 * 1024;

/**
 * Caches the most recently added texts, up to a maximum number of bytes.
 * Copies the texts as UTF-16 into one ring buffer, because many long-lived strings would fill V8's heap.
 * Also keeps the latest text as a string, because callers usually need it immediately.
 */
export class RecentTexts {
  readonly #maxBytes: number;
  #ring = Buffer.alloc(0);
  readonly #ranges = new Map<string, BufferRange>();
  #head = 0;
  #last = { path: "", key: "", text: "" };

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(path: string, key: string): string | undefined {
    const last = this.#last;
    if (last.path === path && last.key === key) return last.text;
    const range = this.#ranges.get(path);
    return range?.key === key ? this.#ring.toString("utf16le", range.start, range.end) : undefined;
  }

  /**
   * Adds a text and drops the oldest texts if the buffer is full.
   * A text that is longer than the buffer is kept only until the next call.
   */
  put(path: string, key: string, text: string): void {
    this.#last = { path, key, text };
    this.#ranges.delete(path);
    const length = 2 * text.length;
    if (length > this.#maxBytes) return;
    this.#makeRoom(length);
    const [start, end] = [this.#head, this.#head + length];
    this.#ring.write(text, start, "utf16le");
    this.#ranges.set(path, { key, start, end });
    this.#head = end;
  }

  #makeRoom(length: number): void {
    while (this.#head + length > this.#ring.length && this.#ring.length < this.#maxBytes) this.#grow();
    if (this.#head + length > this.#ring.length) {
      // Drops the texts between the write position and the end of the buffer. They are the oldest texts.
      this.#forgetWhile(({ end }) => end > this.#head);
      this.#head = 0;
    }
    this.#forgetWhile(({ start, end }) => end > this.#head && start < this.#head + length);
  }

  /** Enlarges the buffer. Call this method only while all texts are before the write position. */
  #grow(): void {
    const larger = Buffer.alloc(Math.min(Math.max(2 * this.#ring.length, firstBytes), this.#maxBytes));
    this.#ring.copy(larger, 0, 0, this.#head);
    this.#ring = larger;
  }

  #forgetWhile(isInTheWay: (range: BufferRange) => boolean): void {
    for (const [path, range] of this.#ranges) {
      if (!isInTheWay(range)) break;
      this.#ranges.delete(path);
    }
  }
}

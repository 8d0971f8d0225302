interface BufferRange {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const firstBytes = 256 * 1024;

/**
 * Caches the most recently added texts by path, up to a number of bytes. Copies them as UTF-16 into one
 * buffer, which is overwritten from the beginning when it is full. If they were strings, V8 would move them
 * to the memory that is rarely garbage-collected, because they live long; during a build, they would then
 * fill the heap. The latest text is also kept as a string, because it is usually needed at once.
 */
export class RecentTexts {
  readonly #maxBytes: number;
  #ring = Buffer.alloc(0);
  /** Position of each text in the buffer, oldest text first. */
  readonly #ranges = new Map<string, BufferRange>();
  #head = 0;
  #last = { path: "", key: "", text: "" };

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Returns the text at a path if it was added with the same key. */
  get(path: string, key: string): string | undefined {
    const last = this.#last;
    if (last.path === path && last.key === key) return last.text;
    const range = this.#ranges.get(path);
    return range?.key === key ? this.#ring.toString("utf16le", range.start, range.end) : undefined;
  }

  /**
   * Adds a text. If there is no room, removes the oldest texts. A text that is longer than the buffer is kept
   * only until the next call.
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
      // The texts between the write position and the end of the buffer are the oldest.
      this.#forgetWhile(({ end }) => end > this.#head);
      this.#head = 0;
    }
    this.#forgetWhile(({ start, end }) => end > this.#head && start < this.#head + length);
  }

  /**
   * Enlarges the buffer. Called only until the buffer is full for the first time, so that all texts in it are
   * before the write position.
   */
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

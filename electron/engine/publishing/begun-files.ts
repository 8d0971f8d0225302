import { mostBytesInFlight } from "./byte-window.ts";

/**
 * Limits the large files that are begun and not complete, by their bytes: what is in flight never is more, and of what was cut off in the
 * middle the next publish has to send little again. A file that is larger goes alone.
 */
export class BegunFiles {
  #bytes = 0;
  readonly #waiting: { readonly size: number; readonly go: () => void }[] = [];

  /** Runs the sending of a file of that size when its turn has come; in the order of asking. */
  async run<T>(size: number, send: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(size)) {
      await new Promise<void>((resolve) => {
        this.#waiting.push({ size, go: resolve });
      });
    } else this.#bytes += size;
    try {
      return await send();
    } finally {
      this.#bytes -= size;
      this.#startMore();
    }
  }

  #startMore(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.size); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#bytes += next.size;
      next.go();
    }
  }

  #fits(size: number): boolean {
    return this.#bytes === 0 || this.#bytes + size <= mostBytesInFlight;
  }
}

/** Limits the total size of the files that are being uploaded. Uploads start in the order of the calls. */
export class BegunFiles {
  readonly #most: number;
  #bytes = 0;
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = [];

  /** `max`: maximum total size of the files in progress, in bytes. */
  constructor(max: number) {
    this.#most = max;
  }

  /** Calls `send` as soon as the limit allows it. `send` uploads `bytes` bytes. */
  async run<T>(bytes: number, send: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>((resolve) => {
        this.#waiting.push({ bytes, go: resolve });
      });
    } else this.#bytes += bytes;
    try {
      return await send();
    } finally {
      this.#bytes -= bytes;
      this.#startMore();
    }
  }

  #startMore(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#bytes += next.bytes;
      next.go();
    }
  }

  #fits(bytes: number): boolean {
    return this.#bytes === 0 || this.#bytes + bytes <= this.#most;
  }
}

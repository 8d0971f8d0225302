/** Always allowed in flight, so that a slow line is kept busy. */
const leastBytes = 256 * 1024;

/** In flight before anything is known of the line: at 2 Mbit/s two seconds, of a fast line's ramp one round trip less. */
const firstBytes = 512 * 1024;

/** Never more than this: OpenSSH's own channel window is 2 MB, the rest would only wait in memory. */
export const mostBytesInFlight = 4 * 1024 * 1024;

/** Of one file: two large ones share the window, so that the next is under way while the last one's end is waited for. */
export const mostBytesOfFile = mostBytesInFlight / 2;

/** Throughput is taken over at least this long. */
const sampleMs = 100;

/**
 * Limits the bytes in flight to about one second of measured throughput. With more, a keep-alive waits behind them for so
 * long that a healthy but slow upload is taken for dead: 2 MB on a 2 Mbit/s line died, 256 KB lived. Until throughput has been measured
 * once, what is answered for widens the window by as much, as in TCP's slow start: it doubles with each round trip.
 */
export class ByteWindow {
  readonly #now: () => number;
  #limit = firstBytes;
  #inFlight = 0;
  #sampleStart = 0;
  #sampleBytes = 0;
  #isMeasured = false;
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = [];

  /** `now` gives milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Waits until so many bytes may be sent; in the order of asking. Something larger than the window goes alone. */
  async take(bytes: number): Promise<void> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>((resolve) => {
        this.#waiting.push({ bytes, go: resolve });
      });
      return;
    }
    this.#enter(bytes);
  }

  /** Tells that the server has answered for so many bytes. */
  done(bytes: number): void {
    this.#inFlight -= bytes;
    this.#measure(bytes);
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#enter(next.bytes);
      next.go();
    }
  }

  #fits(bytes: number): boolean {
    return this.#inFlight === 0 || this.#inFlight + bytes <= this.#limit;
  }

  #enter(bytes: number): void {
    // Time in which nothing was sent says nothing about the line.
    if (this.#inFlight === 0) this.#startSample();
    this.#inFlight += bytes;
  }

  #startSample(): void {
    this.#sampleStart = this.#now();
    this.#sampleBytes = 0;
  }

  #measure(bytes: number): void {
    this.#sampleBytes += bytes;
    const elapsed = this.#now() - this.#sampleStart;
    if (elapsed < sampleMs) {
      if (!this.#isMeasured) this.#limit = Math.min(mostBytesInFlight, this.#limit + bytes);
      return;
    }
    const perSecond = (this.#sampleBytes * 1000) / elapsed;
    const smoothed = (this.#limit + perSecond) / 2;
    this.#limit = Math.min(mostBytesInFlight, Math.max(leastBytes, smoothed));
    this.#isMeasured = true;
    this.#startSample();
  }
}

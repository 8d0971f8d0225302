/** Lower bound of the window, so that a slow connection is kept busy. */
const leastBytes = 256 * 1024;

/**
 * Window before the first measurement: 2 s at 2 Mbit/s; saves a fast connection one round trip of its
 * ramp-up.
 */
const firstBytes = 512 * 1024;

/** Upper bound of the window: OpenSSH's channel window is 2 MB, the rest would only wait in memory. */
export const mostBytesInFlight = 4 * 1024 * 1024;

/**
 * Limit per file: two large files share the window, so that one is sent while the other waits for its last
 * reply.
 */
export const mostBytesOfFile = mostBytesInFlight / 2;

/** Minimum time over which throughput is measured. */
const sampleMs = 100;

/**
 * Limits the bytes in flight to about one second of measured throughput. With more, a keep-alive waits behind
 * them so long that a healthy but slow upload is taken for dead: at 2 Mbit/s, 2 MB in flight failed and 256
 * KB worked. Until the first measurement, each acknowledged byte widens the window by one, as in TCP slow
 * start: it doubles with each round trip.
 */
export class ByteWindow {
  readonly #now: () => number;
  #limit = firstBytes;
  #inFlight = 0;
  #sampleStart = 0;
  #sampleBytes = 0;
  #isMeasured = false;
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = [];

  /** `now` returns milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get limit(): number {
    return this.#limit;
  }

  /**
   * Waits until `bytes` may be sent, in the order of the calls. A request larger than the window is sent
   * alone.
   */
  async take(bytes: number): Promise<void> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>((resolve) => {
        this.#waiting.push({ bytes, go: resolve });
      });
      return;
    }
    this.#enter(bytes);
  }

  /** Reports that the server has acknowledged `bytes`. */
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
    // An idle period says nothing about the connection.
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

/** Lowest limit for the bytes in flight, large enough to keep a slow connection busy. */
const leastBytes = 256 * 1024;

/** Limit in bytes before the first measurement, low enough for 2 Mbit/s, which carry this amount in 2 s. */
const firstBytes = 512 * 1024;

/** Highest limit for the bytes in flight: twice OpenSSH's channel window of 2 MB. */
export const maxBytesInFlight = 4 * 1024 * 1024;

/** Maximum number of bytes in flight per file, so that other files can be sent at the same time. */
export const maxBytesPerFile = maxBytesInFlight / 2;

/** Minimum time over which throughput is measured, in milliseconds. */
const sampleMs = 100;

/**
 * Limits the bytes in flight to the amount that the connection carries in about one second.
 * Otherwise, keep-alive messages would wait behind the bytes, and a slow connection would seem dead.
 * Until the first measurement, the limit doubles with each round trip, as in TCP slow start.
 */
export class ByteWindow {
  readonly #now: () => number;
  #limit = firstBytes;
  #inFlight = 0;
  #sampleStart = 0;
  #sampleBytes = 0;
  #isMeasured = false;
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Waits until `bytes` may be sent. The call that has waited longest continues first. */
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
    // Starts a new measurement after an idle period, because idle time says nothing about the connection.
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
      if (!this.#isMeasured) this.#limit = Math.min(maxBytesInFlight, this.#limit + bytes);
      return;
    }
    const perSecond = (this.#sampleBytes * 1000) / elapsed;
    const smoothed = (this.#limit + perSecond) / 2;
    this.#limit = Math.min(maxBytesInFlight, Math.max(leastBytes, smoothed));
    this.#isMeasured = true;
    this.#startSample();
  }
}

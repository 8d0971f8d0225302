import type { Post } from "#engine/blog/posts/post.ts";
import { isDue } from "#engine/site/model/due.ts";

/** Time, as far as the timer needs it; replaced in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after so many milliseconds; returns a function that prevents it. */
  after(milliseconds: number, call: () => void): () => void;
}

/** The computer's clock. Waiting does not keep the process alive. */
export const systemClock: Clock = {
  now: Date.now,
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A timer stands still while the computer sleeps: after that the time is looked at within a minute. */
const longestWait = 60_000;

/** Tells when the time of scheduled posts has come. */
export class DueTimer {
  readonly #posts: () => Iterable<Post>;
  readonly #onDue: () => void;
  readonly #clock: Clock;
  #lookedAt: number;
  #stopWaiting: () => void = () => undefined;

  /** `posts`: those of the blog as they are when asked. Waits from the first `start` on. */
  constructor(posts: () => Iterable<Post>, onDue: () => void, clock: Clock = systemClock) {
    this.#posts = posts;
    this.#onDue = onDue;
    this.#clock = clock;
    this.#lookedAt = clock.now();
  }

  /** Waits for the next post; to be called again whenever posts have changed. */
  start(): void {
    this.stop();
    const now = this.#clock.now();
    let wait = longestWait;
    for (const post of this.#posts()) {
      if (isDue(post, Number.POSITIVE_INFINITY) && post.date && post.date.time > now) {
        wait = Math.min(wait, post.date.time - now);
      }
    }
    this.#stopWaiting = this.#clock.after(wait, () => this.#look());
  }

  stop(): void {
    this.#stopWaiting();
  }

  #look(): void {
    const [before, now] = [this.#lookedAt, this.#clock.now()];
    this.#lookedAt = now;
    for (const post of this.#posts()) {
      if (isDue(post, now) && !isDue(post, before)) {
        this.#onDue();
        break;
      }
    }
    this.start();
  }
}

import type { Post } from "#engine/blog/posts/post.ts";
import { isDue } from "#engine/site/model/due.ts";

/** The time functions that the timer needs; replaced in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after a delay; returns a function that cancels it. */
  after(milliseconds: number, call: () => void): () => void;
}

/** The computer's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: Date.now,
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Timers stop while the computer sleeps: after that the time is checked within a minute. */
const longestWait = 60_000;

/** Reports when scheduled posts are due. */
export class DueTimer {
  readonly #posts: () => Iterable<Post>;
  readonly #onDue: () => void;
  readonly #clock: Clock;
  #lookedAt: number;
  #stopWaiting: () => void = () => undefined;

  /** `posts` returns the blog's current posts. Waits after the first `start`. */
  constructor(posts: () => Iterable<Post>, onDue: () => void, clock: Clock = systemClock) {
    this.#posts = posts;
    this.#onDue = onDue;
    this.#clock = clock;
    this.#lookedAt = clock.now();
  }

  /** Waits for the next post; call it again after posts have changed. */
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

import type { Post } from "#engine/blog/posts/post.ts";
import { comingTime, isDue } from "#engine/site/entries/due.ts";

/** The time functions that `DueTimer` needs. Tests replace these functions. */
export interface Clock {
  /** Returns the current time in milliseconds since the epoch. */
  now(): number;
  /** Calls `call` once after the delay. Returns a function that prevents the call. */
  after(milliseconds: number, call: () => void): () => void;
}

/** The computer's clock. A pending call does not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Maximum delay of a timer, in milliseconds. Timers stop while the computer sleeps, so longer ones fire late.
 */
const longestWait = 60_000;

/** Calls `onDue` when scheduled posts become due, and when secret addresses of drafts expire. */
export class DueTimer {
  readonly #posts: () => Iterable<Post>;
  readonly #onDue: () => void;
  readonly #clock: Clock;
  #lookedAt: number;
  #stopWaiting: () => void = () => undefined;

  /** `posts` returns all current posts of the blog. `start` starts the timer. */
  constructor(posts: () => Iterable<Post>, onDue: () => void, clock: Clock = systemClock) {
    this.#posts = posts;
    this.#onDue = onDue;
    this.#clock = clock;
    this.#lookedAt = clock.now();
  }

  /** Waits for the next post that becomes due or expires. Call `start` again after posts have changed. */
  start(): void {
    this.stop();
    const now = this.#clock.now();
    let wait = longestWait;
    for (const post of this.#posts()) {
      wait = Math.min(wait, (comingTime(post, now) ?? Number.POSITIVE_INFINITY) - now);
      const end = post.draftShare?.until ?? 0;
      if (end > now) wait = Math.min(wait, end - now);
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
      const end = post.draftShare?.until ?? Number.POSITIVE_INFINITY;
      if ((isDue(post, now) && !isDue(post, before)) || (end > before && end <= now)) {
        this.#onDue();
        break;
      }
    }
    this.start();
  }
}

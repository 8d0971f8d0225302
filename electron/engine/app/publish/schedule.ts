import type { PublishResult, ScheduleReport } from "#contract/types/publish-run-types.ts";
import { AppError, type ErrorCode, toWireError } from "#contract/errors.ts";
import { logBug } from "#engine/base/concurrency.ts";
import { sha256 } from "#engine/base/hash.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { Clock } from "../due-timer.ts";
import type { LiveRecords } from "./live-records.ts";
import { comingTime, isExpired, releaseTime } from "#engine/site/entries/due.ts";
import type { ScheduleMemory } from "./schedule-memory.ts";

export interface ScheduleParts {
  readonly blog: BlogFolder;
  readonly records: Pick<LiveRecords, "get">;
  readonly memory: Pick<ScheduleMemory, "posts" | "remember" | "forget" | "save">;
  readonly clock: Clock;
  /**
   * Whether the author has published to a target by hand from this computer.
   * Before the first publish by hand, nothing is published by schedule.
   */
  readonly isPublishedByHand: (target: string) => boolean;
  readonly publish: (target: string) => Promise<PublishResult>;
  readonly onReport: (report: ScheduleReport) => void;
}

/** Delay in milliseconds after which a post counts as published too late. */
const punctualMs = 2 * 60_000;

/** Minutes to wait before each retry after a temporary failure. The last number repeats. */
const retryMinutes = [1, 2, 5, 15, 30];

/**
 * Errors that may disappear by themselves. After such an error, publishing is retried.
 * A failed sign-in is not retried, because hosts block clients that fail too often.
 */
const passing: ReadonlySet<ErrorCode> = new Set([
  "publish.hostUnknown",
  "publish.refused",
  "publish.timeout",
  "publish.silent",
  "publish.connectionLost",
  "publish.closedAtOnce",
  "publish.locked",
  "publish.running",
]);

const emptyFile = sha256(new Uint8Array());

/**
 * Whether the schedule waits until the file of a post is written anew, because nothing is known of its time.
 * The file has errors, or is empty: many programs empty a file before they write it.
 */
function isUnclear({ problems, hash }: Post): boolean {
  return hash === emptyFile || problems.some(({ severity }) => severity === "error");
}

interface Due {
  readonly post: Post;
  readonly time: number;
}

/** Publishes scheduled posts when they are due, including posts that became due before the start. */
export class Schedule {
  readonly #parts: ScheduleParts;
  #working: Promise<void> = Promise.resolve();
  #closed = false;
  #failures = 0;
  /**
   * Identifies the versions of the posts that could not be published.
   * A new attempt is made only if other posts, or other versions of the posts, are due.
   */
  #givenUp = "";
  #retried = "";
  #retryAt = 0;
  #stopWaiting: () => void = () => undefined;
  #last: ScheduleReport | null = null;

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
  }

  /** Report of the last scheduled publish, or null if there was none since the blog was opened. */
  get last(): ScheduleReport | null {
    return this.#last;
  }

  /** Publishes if posts are due. Call this after posts or the live site have changed. */
  look(): void {
    if (this.#closed) return;
    this.#working = this.#working.then(() => this.#lookNow()).catch(logBug);
  }

  /** Resolves when all posts that are due by now are published or have failed. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** Prevents further scheduled publishes. `PublishService` stops a running publish. */
  close(): void {
    this.#closed = true;
    this.#stopWaiting();
  }

  async #lookNow(): Promise<void> {
    if (this.#closed) return;
    const { blog, memory } = this.#parts;
    const due = this.#takeStock();
    await memory.save();
    if (this.#closed) return;
    const key = JSON.stringify(due.map(({ post }) => [post.path, post.hash]));
    if (due.length === 0 || !blog.settings.schedule.publish || key === this.#givenUp) return;
    if (key === this.#retried && this.#parts.clock.now() < this.#retryAt) return;
    this.#stopWaiting();
    await this.#publish(due, key);
  }

  /** Remembers the scheduled posts. Returns the remembered posts that are due and not live yet. */
  #takeStock(): Due[] {
    const { blog, records, memory, clock } = this.#parts;
    const now = clock.now();
    const live = records.get(blog.settings.defaultTarget)?.posts ?? {};
    for (const post of blog.posts.values()) {
      const time = comingTime(post, now);
      if (time !== null) memory.remember(post.path, time);
    }
    const due: Due[] = [];
    const unreadable = new Set(blog.problems.map(({ file }) => file));
    for (const path of [...memory.posts.keys()]) {
      const post = blog.posts.get(path);
      if (post ? isUnclear(post) : unreadable.has(path)) continue;
      if (!post?.date || post.status === "draft") {
        memory.forget(path);
        continue;
      }
      const time = releaseTime(post);
      if (isExpired(post, now)) memory.forget(path);
      else if (time <= now && live[path]) memory.forget(path);
      else if (time <= now) due.push({ post, time });
    }
    return due;
  }

  async #publish(due: readonly Due[], key: string): Promise<void> {
    const { blog, records, memory, clock, publish, isPublishedByHand } = this.#parts;
    const target = blog.settings.defaultTarget;
    const late = due.filter(({ time }) => clock.now() - time > punctualMs);
    const common = {
      target,
      posts: due.map(({ post: { path, title } }) => ({ path, title })),
      missedSince: late.length === 0 ? null : Math.min(...late.map(({ time }) => time)),
    };
    try {
      // Does not publish by schedule before the author's first publish by hand from this computer.
      if (records.get(target) === null || !isPublishedByHand(target))
        throw new AppError("schedule.firstPublish");
      const result = await publish(target);
      for (const { post } of due) memory.forget(post.path);
      await memory.save();
      this.#failures = 0;
      this.#report({ ...common, result, error: null, retryAt: null });
    } catch (error) {
      if (!this.#closed) this.#failed(error, common, key);
    }
  }

  #failed(
    error: unknown,
    common: Pick<ScheduleReport, "target" | "posts" | "missedSince">,
    key: string,
  ): void {
    const { clock } = this.#parts;
    const mayPass = error instanceof AppError && passing.has(error.code);
    const minutes = retryMinutes[Math.min(this.#failures, retryMinutes.length - 1)] ?? 30;
    this.#failures += 1;
    let retryAt: number | null = null;
    if (mayPass) {
      retryAt = clock.now() + minutes * 60_000;
      [this.#retried, this.#retryAt] = [key, retryAt];
      this.#stopWaiting = clock.after(minutes * 60_000, () => {
        // Ends the wait, even if the clock was set back and shows a time before `#retryAt`.
        this.#retryAt = 0;
        this.look();
      });
    } else {
      this.#givenUp = key;
    }
    this.#report({ ...common, result: null, error: toWireError(error), retryAt });
  }

  #report(report: ScheduleReport): void {
    this.#last = report;
    this.#parts.onReport(report);
  }
}

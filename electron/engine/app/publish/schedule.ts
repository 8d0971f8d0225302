import type { PublishResult } from "#contract/types/publish-run-types.ts";
import type { ScheduleReport } from "#contract/types/schedule-reports.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { logBug } from "#engine/base/concurrency.ts";
import { sha256 } from "#engine/base/hash.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { Clock } from "../due-timer.ts";
import type { LiveRecords } from "./live-records.ts";
import { comingTime, isExpired, releaseTime } from "#engine/site/entries/due.ts";
import type { ScheduleMemory } from "./schedule-memory.ts";
import type { ScheduleOutcomes } from "./schedule-outcomes.ts";
import { ScheduleRetries } from "./schedule-retries.ts";

export interface ScheduleParts {
  readonly blog: BlogFolder;
  readonly records: Pick<LiveRecords, "get">;
  readonly memory: Pick<ScheduleMemory, "posts" | "remember" | "forget" | "save">;
  readonly outcomes: Pick<ScheduleOutcomes, "add" | "keepWaiting" | "saved">;
  readonly clock: Clock;
  /**
   * Whether the author has published to a target by hand from this computer.
   * Before the first publish by hand, nothing is published by schedule.
   */
  readonly isPublishedByHand: (target: string) => boolean;
  readonly publish: (target: string) => Promise<PublishResult>;
  readonly onReport: (report: ScheduleReport) => void;
  /** Called when failures were removed or changed because their posts no longer wait to be published. */
  readonly onRevised: () => void;
}

/** A scheduled post that is published later than this after its date counts as missed. In milliseconds. */
const punctualMs = 2 * 60_000;

const emptyFile = sha256(new Uint8Array());

/**
 * Whether the time of a post is unknown, so that the schedule waits until the post's file is written again.
 * The file has errors, or is empty: many programs empty a file before they write it.
 */
function isUnclear({ problems, hash, date, status }: Post): boolean {
  const isUndated =
    date === null && status !== "draft" && problems.some(({ code }) => code === "date.unreadable");
  return isUndated || hash === emptyFile || problems.some(({ severity }) => severity === "error");
}

interface Due {
  readonly post: Post;
  readonly time: number;
}

interface Stock {
  /** The remembered posts that are due and not live yet. */
  readonly due: readonly Due[];
  /** Titles of the due posts by their paths. Null for remembered posts that cannot be read now. */
  readonly waiting: ReadonlyMap<string, string | null>;
}

type Described = Pick<ScheduleReport, "target" | "posts" | "missedSince">;

/** Publishes scheduled posts when they are due, including posts that became due before the start. */
export class Schedule {
  readonly #parts: ScheduleParts;
  #working: Promise<void> = Promise.resolve();
  #closed = false;
  readonly #retries: ScheduleRetries;
  /** Whether posts were missed (see `#isMissed`), by their paths and times. */
  readonly #missed = new Map<string, boolean>();
  /** Hashes of all posts when the schedule looked last, by their paths. */
  #hashes: ReadonlyMap<string, string> = new Map();

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
    this.#retries = new ScheduleRetries(parts.blog, parts.clock, () => this.look());
  }

  /** Publishes if posts are due. Call this after posts or the live site have changed. */
  look(): void {
    if (this.#closed) return;
    this.#working = this.#working.then(() => this.#lookNow()).catch(logBug);
  }

  /** Resolves when all posts that are due by now are published or have failed. */
  async settled(): Promise<void> {
    await this.#working;
    await this.#parts.outcomes.saved();
  }

  /** Resolves when no scheduled publish is running. Rejects when the signal is aborted. */
  whenFree(signal: CancelSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new AppError("call.cancelled")), { once: true });
      void this.#working.then(resolve);
    });
  }

  /** Prevents further scheduled publishes. `PublishService` stops a running publish. */
  close(): void {
    this.#closed = true;
    this.#retries.stop();
  }

  async #lookNow(): Promise<void> {
    if (this.#closed) return;
    const { blog, memory, outcomes, onRevised } = this.#parts;
    const { schedule, defaultTarget } = blog.settings;
    const { due, waiting } = this.#takeStock();
    await memory.save();
    if (this.#closed) return;
    if (outcomes.keepWaiting(defaultTarget, schedule.publish ? waiting : new Map())) onRevised();
    if (waiting.size === 0) this.#retries.clear();
    if (due.length === 0 || !schedule.publish) return;
    if (this.#retries.mayTry(due.map(({ post }) => post))) await this.#publish(due);
  }

  /** Remembers the scheduled posts, and forgets those that no longer wait. */
  #takeStock(): Stock {
    const { blog, records, memory, clock } = this.#parts;
    const now = clock.now();
    const live = records.get(blog.settings.defaultTarget)?.posts ?? {};
    for (const post of blog.posts.values()) {
      const time = comingTime(post, now);
      if (time !== null) memory.remember(post.path, time);
    }
    const due: Due[] = [];
    const waiting = new Map<string, string | null>();
    const unreadable = new Set(blog.problems.map(({ file }) => file));
    const isGone = (path: string): boolean => !blog.posts.has(path) && !unreadable.has(path);
    this.#followRenames([...memory.posts].filter(([path]) => isGone(path)));
    for (const [path, expected] of [...memory.posts]) {
      const post = blog.posts.get(path);
      if (post ? isUnclear(post) : unreadable.has(path)) {
        this.#isMissed(path, expected);
        waiting.set(path, null);
        continue;
      }
      if (!post?.date || post.status === "draft") {
        memory.forget(path);
        continue;
      }
      const time = releaseTime(post);
      if (isExpired(post, now)) memory.forget(path);
      else if (time <= now && live[path]) memory.forget(path);
      else if (time <= now) {
        due.push({ post, time });
        waiting.set(path, post.title);
      }
    }
    return { due, waiting };
  }

  /**
   * Remembers waiting posts under their new paths after their files were renamed.
   * The renamed post is a post with the same release time that is neither live nor remembered.
   * It is also new, or has the same text. If the author deletes a waiting post, an unpublished post of the same
   * time that was there before stays unpublished.
   */
  #followRenames(gone: readonly (readonly [path: string, time: number])[]): void {
    const { blog, records, memory } = this.#parts;
    const live = records.get(blog.settings.defaultTarget)?.posts ?? {};
    for (const [former, time] of gone) {
      for (const post of blog.posts.values()) {
        const isWaiting = post.status === "ready" && releaseTime(post) === time && !live[post.path];
        const isMoved = !this.#hashes.has(post.path) || this.#hashes.get(former) === post.hash;
        if (isWaiting && isMoved && !memory.posts.has(post.path)) memory.remember(post.path, time);
      }
    }
    this.#hashes = new Map([...blog.posts].map(([path, { hash }]) => [path, hash]));
  }

  /**
   * Whether the program was not running, or asleep, when a post was due.
   * Keeps the first answer, because later attempts are late for another reason, such as an unreadable file.
   */
  #isMissed(path: string, time: number): boolean {
    const key = `${path} ${time}`;
    const isMissed = this.#missed.get(key) ?? this.#parts.clock.now() - time > punctualMs;
    this.#missed.set(key, isMissed);
    return isMissed;
  }

  async #publish(due: readonly Due[]): Promise<void> {
    const { blog, records, memory, outcomes, publish, isPublishedByHand } = this.#parts;
    const target = blog.settings.defaultTarget;
    const common = this.#described(due, target);
    try {
      // Does not publish by schedule before the author's first publish by hand from this computer.
      if (records.get(target) === null || !isPublishedByHand(target))
        throw new AppError("schedule.firstPublish");
      const result = await publish(target);
      const left = new Set(result.leftOut);
      const live = records.get(target)?.posts ?? {};
      // A post that broke just before the build was left out. It stays remembered until it can be published.
      const done = due.filter(({ post: { path } }) => !left.has(path) || live[path]);
      for (const { post } of done) memory.forget(post.path);
      this.#retries.clear();
      const described = this.#described(done, target);
      if (done.length > 0) this.#report({ ...described, result, error: null, retryAt: null });
      // If the program ends between the two writes, the notice is shown at the next start.
      await outcomes.saved();
      await memory.save();
    } catch (error) {
      if (!this.#closed) this.#failed(error, common, due);
    }
  }

  #described(due: readonly Due[], target: string): Described {
    const late = due.filter(({ post, time }) => this.#isMissed(post.path, time));
    return {
      target,
      posts: due.map(({ post: { path, title } }) => ({ path, title })),
      missedSince: late.length === 0 ? null : Math.min(...late.map(({ time }) => time)),
    };
  }

  #failed(thrown: unknown, common: Described, due: readonly Due[]): void {
    const posts = due.map(({ post }) => post);
    const { error, retryAt, isNews } = this.#retries.failed(thrown, posts);
    if (isNews) this.#report({ ...common, result: null, error, retryAt });
  }

  #report(report: ScheduleReport): void {
    this.#parts.outcomes.add(report);
    this.#parts.onReport(report);
  }
}

import type { PublishResult } from "#contract/types/publish-run-types.ts";
import {
  type ScheduleNotice,
  type ScheduleReport,
  withoutNotice,
  withReport,
} from "#contract/types/schedule-reports.ts";
import { AppError, type ErrorCode, toWireError, type WireError } from "#contract/errors.ts";
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

/** A scheduled post that is published later than this after its date counts as missed. In milliseconds. */
const punctualMs = 2 * 60_000;

/** Minutes to wait before each retry after a temporary failure. Further retries use the last number. */
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
  "blog.notFound",
  "file.inUse",
  "file.diskFull",
]);

/**
 * Errors that a change of any post or setting may cure. Others need a change of the target or of due posts.
 */
const curable: ReadonlySet<ErrorCode> = new Set([
  "publish.blocked",
  "publish.removals",
  "publish.conflicts",
  "publish.fileInTheWay",
  "publish.folderInTheWay",
  "publish.nameTooLong",
  "publish.nameRefused",
  "publish.sameName",
  "publish.sourceChanged",
]);

/**
 * Delay in milliseconds between a change that may cure a failure and the next attempt.
 * During the delay, the author can finish typing. The author can also publish by hand, which would fail while
 * a scheduled publish is running.
 */
const cureMs = 60_000;

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

type Described = Pick<ScheduleReport, "target" | "posts" | "missedSince">;

/** A failed publish that is not retried automatically. */
interface GivenUp {
  /** Identifies the posts that could not be published, and their versions. */
  readonly key: string;
  /** What may have caused the failure (`#causesOf`), as it was at the time of the failure. */
  readonly causes: string;
  readonly error: WireError;
  wait: "none" | "running" | "over";
}

/** Publishes scheduled posts when they are due, including posts that became due before the start. */
export class Schedule {
  readonly #parts: ScheduleParts;
  #working: Promise<void> = Promise.resolve();
  #closed = false;
  #failures = 0;
  /**
   * The last failure that is not retried automatically, or null.
   * A new attempt follows if other posts, or other versions of the posts, are due.
   * It also follows some time after the author has changed what may have caused the failure.
   */
  #givenUp: GivenUp | null = null;
  #retried = "";
  #retryAt = 0;
  #stopWaiting: () => void = () => undefined;
  /** Whether posts were missed (see `#isMissed`), by their paths and times. */
  readonly #missed = new Map<string, boolean>();
  #unread: readonly ScheduleReport[] = [];

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
  }

  /** The reports since the blog was opened that the author has not dismissed, in the order of time. */
  get unread(): readonly ScheduleReport[] {
    return this.#unread;
  }

  dismiss(notice: ScheduleNotice): void {
    this.#unread = withoutNotice(this.#unread, notice);
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
    if (due.length === 0 || !blog.settings.schedule.publish || this.#isGivenUp(key)) return;
    if (key === this.#retried && this.#parts.clock.now() < this.#retryAt) return;
    this.#stopWaiting();
    await this.#publish(due, key);
  }

  /**
   * Whether publishing the posts of `key` has failed and must not be retried yet.
   * After a change that may have cured the failure, starts the wait for a new attempt.
   */
  #isGivenUp(key: string): boolean {
    const failure = this.#givenUp;
    if (key !== failure?.key) return false;
    if (failure.wait === "none" && this.#causesOf(failure.error.code) !== failure.causes) {
      failure.wait = "running";
      this.#stopWaiting = this.#parts.clock.after(cureMs, () => {
        failure.wait = "over";
        this.look();
      });
    }
    return failure.wait !== "over";
  }

  /** Returns a text that changes when the author changes something that may cure a failure. */
  #causesOf(code: ErrorCode): string {
    const { posts, problems, settings } = this.#parts.blog;
    const target = settings.targets[settings.defaultTarget];
    if (!curable.has(code)) return JSON.stringify(target);
    const versions = [...posts.values()].map(({ path, hash }) => [path, hash]);
    return sha256(JSON.stringify([settings, problems, versions]));
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
    for (const [path, expected] of [...memory.posts]) {
      const post = blog.posts.get(path);
      if (post ? isUnclear(post) : unreadable.has(path)) {
        this.#isMissed(path, expected);
        continue;
      }
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

  async #publish(due: readonly Due[], key: string): Promise<void> {
    const { blog, records, memory, publish, isPublishedByHand } = this.#parts;
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
      await memory.save();
      [this.#failures, this.#givenUp] = [0, null];
      const described = this.#described(done, target);
      if (done.length > 0) this.#report({ ...described, result, error: null, retryAt: null });
    } catch (error) {
      if (!this.#closed) this.#failed(error, common, key);
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

  #failed(error: unknown, common: Described, key: string): void {
    const { clock } = this.#parts;
    const mayPass = error instanceof AppError && passing.has(error.code);
    const minutes = retryMinutes[Math.min(this.#failures, retryMinutes.length - 1)] ?? 30;
    this.#failures += 1;
    const wire = toWireError(error);
    let retryAt: number | null = null;
    if (mayPass) {
      retryAt = clock.now() + minutes * 60_000;
      [this.#retried, this.#retryAt] = [key, retryAt];
      this.#stopWaiting = clock.after(minutes * 60_000, () => {
        // Ends the wait, even if the clock was set back and shows a time before `#retryAt`.
        this.#retryAt = 0;
        this.look();
      });
      if (this.#givenUp) this.#givenUp.wait = "over";
      // Waits without a notice for the end of a publish by hand, which may publish the posts.
      if (wire.code === "publish.running") return;
      // Forgets an earlier failure, because this report replaces its notice.
      this.#givenUp = null;
    } else {
      const before = this.#givenUp;
      this.#givenUp = { key, error: wire, causes: this.#causesOf(wire.code), wait: "none" };
      // Does not report a failure again that the author may have read and dismissed.
      if (before?.key === key && JSON.stringify(before.error) === JSON.stringify(wire)) return;
    }
    this.#report({ ...common, result: null, error: wire, retryAt });
  }

  #report(report: ScheduleReport): void {
    this.#unread = withReport(this.#unread, report);
    this.#parts.onReport(report);
  }
}

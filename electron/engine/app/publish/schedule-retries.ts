import { AppError, type ErrorCode, toWireError, type WireError } from "#contract/errors.ts";
import { sha256 } from "#engine/base/hash.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { Clock } from "../due-timer.ts";

const minuteMs = 60_000;

/**
 * Minutes between a failed attempt and the next automatic one: after the first failure, the second, and so on.
 * Further failures use the last number.
 */
const retryMinutes = [1, 2, 5, 15, 30];

/**
 * Errors that may disappear by themselves. After such an error, publishing is retried without any change.
 * A failed sign-in is not retried, because hosts block clients that fail too often.
 */
const passing: ReadonlySet<ErrorCode> = new Set([
  "publish.hostUnknown",
  "publish.refused",
  "publish.timeout",
  "publish.silent",
  "publish.connectionLost",
  "rclone.unreachable",
  "publish.closedAtOnce",
  "publish.locked",
  "publish.running",
  "publish.remoteDiskFull",
  "publish.remoteQuota",
  "blog.notFound",
  "file.inUse",
  "file.diskFull",
]);

/**
 * Errors that the author may correct by changing any post or setting.
 * After other errors, only changes of the target or of due posts lead to another attempt.
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

interface Failure {
  readonly error: WireError;
  /** Time of the failure, in milliseconds since the epoch. */
  readonly at: number;
  /** Paths of the posts that could not be published. */
  readonly paths: ReadonlySet<string>;
  /** Text that changes when the author changes a due post. */
  readonly versions: string;
  /** Text that changes when the author changes the default target. */
  readonly target: string;
  /** Text that changes when the author changes a setting. */
  readonly settings: string;
  /** Text that changes when the author may have corrected the error (see `#causes`). */
  readonly causes: string;
  /** The errors of the blog, as file and code. Leaves out line numbers, because edits change them. */
  readonly errors: ReadonlySet<string>;
  /** Time of the next attempt. Null while no attempt is planned. */
  retryAt: number | null;
}

/** What follows from a failed attempt. */
export interface AfterFailure {
  readonly error: WireError;
  /** Time of the next attempt, in milliseconds since the epoch. Null if none follows without a change. */
  readonly retryAt: number | null;
  /** Whether the author does not know this failure yet. */
  readonly isNews: boolean;
}

/** Decides when scheduled posts that could not be published are tried again. */
export class ScheduleRetries {
  readonly #blog: Pick<BlogFolder, "posts" | "problems" | "settings">;
  readonly #clock: Clock;
  readonly #onTime: () => void;
  #failures = 0;
  #last: Failure | null = null;
  /** The last reported failure, if no attempt was planned after it. */
  #known: Failure | null = null;
  #stopWaiting: () => void = () => undefined;

  /** `onTime` is called when it is time for the next attempt. */
  constructor(blog: Pick<BlogFolder, "posts" | "problems" | "settings">, clock: Clock, onTime: () => void) {
    this.#blog = blog;
    this.#clock = clock;
    this.#onTime = onTime;
  }

  /**
   * Whether these posts may be tried now.
   * After a failure, they are tried at once if the author has changed the target or corrected the error, or if
   * another post has become due. After other changes they are tried later, because each save is a change.
   */
  mayTry(due: readonly Post[]): boolean {
    const last = this.#last;
    if (!last) return true;
    const now = this.#clock.now();
    if (last.retryAt !== null && now >= last.retryAt) return true;
    if (last.target !== this.#target()) {
      this.#failures = 0;
      return true;
    }
    if (due.some(({ path }) => !last.paths.has(path)) || this.#isMended(last)) return true;
    const code = last.error.code;
    const isChanged = last.versions !== versionsOf(due) || last.causes !== this.#causes(code);
    if (last.retryAt === null && isChanged) {
      // Waits at least a minute, in which the author can finish typing.
      // Time that has passed is at least 0, because the clock can have been set back.
      const passed = Math.max(now - last.at, 0);
      this.#wait(last, Math.max(minuteMs, this.#pauseMs() - passed));
    }
    return false;
  }

  /** Forgets all failures: the posts are published, or no longer due. */
  clear(): void {
    this.stop();
    [this.#failures, this.#last, this.#known] = [0, null, null];
  }

  failed(thrown: unknown, due: readonly Post[]): AfterFailure {
    const error = toWireError(thrown);
    const { code } = error;
    const failure: Failure = {
      error,
      at: this.#clock.now(),
      paths: new Set(due.map(({ path }) => path)),
      versions: versionsOf(due),
      target: this.#target(),
      settings: this.#settings(),
      causes: this.#causes(code),
      errors: this.#errors(),
      retryAt: null,
    };
    this.stop();
    this.#last = failure;
    // Does not report that a publish by hand is running, because that publish may include the posts.
    if (code === "publish.running") {
      this.#wait(failure, minuteMs);
      return { error, retryAt: failure.retryAt, isNews: false };
    }
    this.#failures += 1;
    if (thrown instanceof AppError && passing.has(code)) {
      this.#known = null;
      this.#wait(failure, this.#pauseMs());
      return { error, retryAt: failure.retryAt, isNews: true };
    }
    // Does not report a failure again that the author may have read and dismissed.
    const isNews = !this.#known || !isSame(this.#known, failure);
    this.#known = failure;
    return { error, retryAt: null, isNews };
  }

  /** Prevents the next planned attempt. */
  stop(): void {
    this.#stopWaiting();
  }

  #wait(failure: Failure, milliseconds: number): void {
    failure.retryAt = this.#clock.now() + milliseconds;
    this.#stopWaiting = this.#clock.after(milliseconds, () => {
      // Ends the wait, even if the clock was set back and shows a time before `retryAt`.
      failure.retryAt = Number.NEGATIVE_INFINITY;
      this.#onTime();
    });
  }

  #pauseMs(): number {
    const last = retryMinutes.length - 1;
    return (retryMinutes[Math.min(Math.max(this.#failures - 1, 0), last)] ?? 30) * minuteMs;
  }

  /**
   * Whether the author has corrected an error, or changed a setting, since errors blocked the publish.
   * Returns false after any other failure.
   */
  #isMended({ error, errors, settings }: Failure): boolean {
    if (error.code !== "publish.blocked") return false;
    const left = this.#errors();
    return settings !== this.#settings() || [...errors].some((other) => !left.has(other));
  }

  #target(): string {
    const { defaultTarget, targets } = this.#blog.settings;
    return JSON.stringify([defaultTarget, targets[defaultTarget]]);
  }

  #settings(): string {
    return JSON.stringify(this.#blog.settings);
  }

  #errors(): Set<string> {
    const { posts, problems } = this.#blog;
    const all = [...problems, ...[...posts.values()].flatMap((post) => post.problems)];
    const errors = all.filter(({ severity }) => severity === "error");
    return new Set(errors.map(({ file, code }) => JSON.stringify([file, code])));
  }

  /** Returns a text that changes when the author changes a setting or post that can have caused the error. */
  #causes(code: ErrorCode): string {
    if (!curable.has(code)) return this.#target();
    const { posts, problems } = this.#blog;
    const versions = [...posts.values()].map(({ path, hash }) => [path, hash]);
    return sha256(JSON.stringify([this.#settings(), problems, versions]));
  }
}

function versionsOf(due: readonly Post[]): string {
  return JSON.stringify(due.map(({ path, hash }) => [path, hash]));
}

function isSame(a: Failure, b: Failure): boolean {
  const isSameError = JSON.stringify(a.error) === JSON.stringify(b.error);
  return isSameError && a.versions === b.versions && a.target === b.target;
}

import type { Journal } from "#engine/blog/safety/journal.ts";
import type { CreateTextRenderer } from "#engine/site/articles/texts-ahead.ts";
import type { Clock } from "./due-timer.ts";

/** Options for opening a blog. */
export interface BlogServiceOptions {
  /** For a window: watch for changes by other programs and for due posts. Default: true. */
  readonly watch?: boolean;
  /** The result of `journalOf`, if text had to be journaled before the blog was open. */
  readonly journal?: Journal;
  /** Renders many texts at once, such as in a thread. Default: renders each text when its page is made. */
  readonly textRenderer?: CreateTextRenderer;
  /** For a process that ends with its first build. Default: false. */
  readonly buildsOnce?: boolean;
  /** Accepted fingerprints of server keys; if there are any, all other keys are refused. */
  readonly hostKeys?: readonly string[];
  /** For tests: the clock that makes scheduled posts due. */
  readonly clock?: Clock;
  /** For tests: how long the lock of a site is watched before it counts as dead. */
  readonly lockPatienceMs?: number;
}

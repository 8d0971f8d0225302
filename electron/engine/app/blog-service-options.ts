import type { Journal } from "#engine/blog/safety/journal.ts";
import type { CreateTextRenderer } from "#engine/site/articles/texts-ahead.ts";
import type { Clock } from "./due-timer.ts";

/** How a blog is opened. */
export interface BlogServiceOptions {
  /** For a window: notice what other programs and the time do. Default: true. */
  readonly watch?: boolean;
  /** What `journalOf` gave, when words were to be kept before the blog was open. */
  readonly journal?: Journal;
  /** Renders many texts at once, such as in a thread. Default: each text is rendered when its page is made. */
  readonly textRenderer?: CreateTextRenderer;
  /** For a process that ends with its first build. Default: false. */
  readonly buildsOnce?: boolean;
  /** Fingerprints of hosts' keys that the author gave; with any, every other key is refused. */
  readonly hostKeys?: readonly string[];
  /** For tests: the time by which scheduled posts become due. */
  readonly clock?: Clock;
  /** For tests: how long the lock of a site is watched before it counts as dead. */
  readonly lockPatienceMs?: number;
}

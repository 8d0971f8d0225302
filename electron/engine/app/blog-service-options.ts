import type { Journal } from "#engine/blog/safety/journal.ts";
import type { WebFetch } from "#engine/publish/base/web-fetch.ts";
import type { Speedups } from "#engine/speed/speedups.ts";
import type { Clock } from "./due-timer.ts";

/** Options of `openBlogService`. */
export interface BlogServiceOptions {
  /** Whether to watch for changes by other programs and for posts that become due. Default: true. */
  readonly watch?: boolean;
  /** The blog's journal, if the caller has already opened the journal. */
  readonly journal?: Journal;
  /** Caches and threads that make the engine faster, without changing its results. Default: none. */
  readonly speedups?: Speedups;
  /** Whether the process ends after one build, so that nothing is cached for later builds. Default: false. */
  readonly buildsOnce?: boolean;
  /** Fingerprints of the accepted host keys. If the list has entries, all other keys are refused. */
  readonly hostKeys?: readonly string[];
  /** Fetches from the public web. By default, the system's proxies and certificates are not used. */
  readonly web?: WebFetch;
  /** Returns the paths that the author chose in the window for an import. Default: none. */
  readonly exports?: () => Promise<readonly string[]>;
  /** Returns the HTTP proxy for a URL, or null. Default: none. */
  readonly proxyOf?: (url: string) => Promise<string | null>;
  /** For tests: the clock that decides when scheduled posts are due. */
  readonly clock?: Clock;
  /**
   * For tests: milliseconds without a heartbeat after which the lock of another client counts as abandoned.
   */
  readonly lockTimeoutMs?: number;
}

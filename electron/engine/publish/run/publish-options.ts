import type { OutputFile, PublishedPost } from "#engine/site/output/site-output.ts";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { LastHere } from "../plan/elsewhere.ts";
import type { LockClock } from "../lock/lock-clock.ts";
import type { LockOwner } from "../lock/lock-record.ts";
import type { Ask, FolderTarget, Secrets, SftpTarget } from "../base/targets.ts";

/** What a publish works from: the finished site, and which version of each post it shows. */
export interface PublishInput {
  /** Stable for the blog's life; names the state folder on the server. */
  readonly blogId: string;
  readonly files: readonly OutputFile[];
  /** Blog path → source hash and address, for every post and page in the build. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
}

/** What every publish needs, whatever the target is. */
export interface PublishOptions {
  /** The target's name in the blog's settings. */
  readonly name: string;
  readonly input: PublishInput;
  /** Questions about the plan, the host's key and secrets. */
  readonly ask: Ask;
  /** Cancels up to the commit; a publish that is decided is finished. */
  readonly signal?: CancelSignal;
  readonly onProgress?: (progress: PublishProgress) => void;
  /** Shown to whoever finds the site locked. */
  readonly client: LockOwner;
  /** Ask about the plan even when nothing in it needs a question, and look at everything on the server for it. */
  readonly review: boolean;
  /** The files are those of an older publish, of this time (ISO 8601): told with the plan. */
  readonly backTo?: string;
  /** The program's version, for the record on the server. */
  readonly program: string;
  /**
   * Called when all is sent and nothing is live yet: the caller freezes addresses in the author's files and returns
   * the posts as they are then. What it throws stops the publish without harm.
   */
  readonly beforeCommit?: () => Promise<Readonly<Record<string, PublishedPost>>>;
  /** What this computer published last; absent where nobody asks what other computers have done. */
  readonly lastHere?: LastHere;
  /** WebSub hub that is told of changed feeds; none: nobody is. */
  readonly hub?: string | undefined;
  /** For tests: how long a lock is watched before it counts as dead. */
  readonly lockPatienceMs?: number;
  /** For tests: the time by which a lock is kept and watched. */
  readonly lockClock?: LockClock;
}

export interface SftpPublishOptions extends PublishOptions {
  readonly target: SftpTarget;
  readonly secrets: Secrets;
  /** Our own file of accepted host keys. */
  readonly knownHostsFile: string;
  /** Fingerprints of the host's key that the author gave; with any, every other key is refused. */
  readonly hostKeys?: readonly string[] | undefined;
}

export interface FolderPublishOptions extends PublishOptions {
  readonly target: FolderTarget;
}

/** Where the protocol runs, and with which permissions. */
export interface RunOptions extends PublishOptions {
  readonly directory: string;
  readonly modes: { readonly file: number; readonly directory: number };
  /** The whole site is changed at once, by a symbolic link in the place of the document root. */
  readonly swap?: boolean;
}

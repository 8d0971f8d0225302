import type { OutputFile, PublishedPost } from "#engine/site/output/site-output.ts";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { LastHere } from "../plan/elsewhere.ts";
import type { LockClock } from "../lock/lock-clock.ts";
import type { LockOwner } from "../lock/lock-record.ts";
import type { Ask, FolderTarget, Secrets, SftpTarget } from "../base/targets.ts";

/** What to publish: the built site, and which version of each post it shows. */
export interface PublishInput {
  /** Stable for the blog's lifetime; part of the state folder's name on the server. */
  readonly blogId: string;
  readonly files: readonly OutputFile[];
  /** Blog path → source hash and address, for every post and page in the build. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
}

/** Options of every publish, for all kinds of target. */
export interface PublishOptions {
  /** The target's name in the blog's settings. */
  readonly name: string;
  readonly input: PublishInput;
  /** Asks the author about the plan, the host's key and secrets. */
  readonly ask: Ask;
  /** Cancels before the commit; a decided publish is finished. */
  readonly signal?: CancelSignal;
  readonly onProgress?: (progress: PublishProgress) => void;
  /** Shown to clients that find the site locked. */
  readonly client: LockOwner;
  /** Show the plan even when it raises no question, and list everything on the server for it. */
  readonly review: boolean;
  /** The files are those of an earlier publish at this time (ISO 8601), shown with the plan. */
  readonly backTo?: string;
  /** The program's version, for the record on the server. */
  readonly program: string;
  /**
   * Called when everything is uploaded and nothing is live yet: the caller freezes addresses in the author's
   * files and returns the resulting posts. If it throws, the publish stops without harm.
   */
  readonly beforeCommit?: () => Promise<Readonly<Record<string, PublishedPost>>>;
  /** What this computer published last; absent: other computers' changes are not checked. */
  readonly lastHere?: LastHere;
  /** WebSub hub to notify of changed feeds, if any. */
  readonly hub?: string | undefined;
  /** For tests: how long a lock is watched before it counts as dead. */
  readonly lockPatienceMs?: number;
  /** For tests: the clock of the lock. */
  readonly lockClock?: LockClock;
}

export interface SftpPublishOptions extends PublishOptions {
  readonly target: SftpTarget;
  readonly secrets: Secrets;
  /** Hitofude's own file of accepted host keys. */
  readonly knownHostsFile: string;
  /** Fingerprints of the host's key given by the author; if there are any, every other key is refused. */
  readonly hostKeys?: readonly string[] | undefined;
}

export interface FolderPublishOptions extends PublishOptions {
  readonly target: FolderTarget;
}

/** The directory to publish to, and its permissions. */
export interface RunOptions extends PublishOptions {
  readonly directory: string;
  readonly modes: { readonly file: number; readonly directory: number };
  /** Switches the whole site at once, by a symbolic link at the document root. */
  readonly swap?: boolean;
}

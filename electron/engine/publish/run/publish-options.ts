import type { OutputFile, PublishedPost } from "#engine/site/output/site-output.ts";
import type { PublishPlan, PublishProgress } from "#contract/types/publish-run-types.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { LastHere } from "../plan/elsewhere.ts";
import type { LockClock } from "../lock/lock-clock.ts";
import type { LockOwner } from "../lock/lock-record.ts";
import type { WebFetch } from "../base/web-fetch.ts";
import type { Ask, Secrets, SftpTarget } from "../base/targets.ts";

/**
 * The input of a publish: the files of the built site, and the version of each post that these files show.
 */
export interface PublishInput {
  /** Id of the blog, which never changes. It is part of the name of the state directory on the server. */
  readonly blogId: string;
  readonly files: readonly OutputFile[];
  /** Site paths of files and folders that could not be read. Their published versions stay. Default: none. */
  readonly unread?: readonly string[] | undefined;
  /** Every post and page of the build: blog path → hash of its source, and its address. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
}

/** Options of a publish to any kind of target. */
export interface PublishOptions {
  /** The target's name in the blog's settings. */
  readonly name: string;
  readonly input: PublishInput;
  /** Asks the author about the plan, the host's key and secrets. */
  readonly ask: Ask;
  /**
   * Cancels the publish, unless the commit has begun: once the journal is on the server, the publish is
   * completed.
   */
  readonly signal?: CancelSignal;
  readonly onProgress?: (progress: PublishProgress) => void;
  /** User and computer, shown to other clients that find the site locked. */
  readonly client: LockOwner;
  /**
   * Whether to show the plan to the author even if nothing has to be decided. Everything on the server is
   * then listed for the plan.
   */
  readonly review: boolean;
  /** If the files are from an earlier publish, the time of that publish (ISO 8601). Shown with the plan. */
  readonly backTo?: string;
  /** The program's version, which is recorded on the server. */
  readonly program: string;
  /**
   * Called when everything is uploaded and nothing is live yet. The caller writes the posts' addresses into
   * the author's files, so that the addresses stay the same, and returns the posts with these addresses. If
   * it throws, the publish stops without harm.
   */
  readonly beforeCommit?: () => Promise<Readonly<Record<string, PublishedPost>>>;
  /**
   * The site that this computer published last. If it is missing, changes by other computers are not
   * detected.
   */
  readonly lastHere?: LastHere;
  /**
   * Present if this computer's clock shows a much earlier time than at the last publish: both times, in the
   * blog's time zone. The author is then asked about the plan.
   */
  readonly clockBehind?: PublishPlan["clockBehind"];
  /** URL of the WebSub hub that is notified of changed feeds. */
  readonly hub?: string | undefined;
  /** Returns the time that is recorded, in milliseconds since the epoch. Default: this computer's clock. */
  readonly now?: () => number;
  /** Fetches from the public web. Default: without proxies and certificates of the system. */
  readonly web?: WebFetch | undefined;
  /** Only for tests: how long the heartbeat of a lock may stay unchanged before its client counts as dead. */
  readonly lockPatienceMs?: number;
  /** Only for tests: the clock of heartbeats. */
  readonly lockClock?: LockClock;
}

export interface SftpPublishOptions extends PublishOptions {
  readonly target: SftpTarget;
  readonly secrets: Secrets;
  /** File in which Hitofude stores accepted host keys. */
  readonly knownHostsFile: string;
  /** Fingerprints that the author gave for the host's key. If there are any, every other key is refused. */
  readonly hostKeys?: readonly string[] | undefined;
}

/** Options of a publish, with the directory on the server and the permissions of new entries. */
export interface RunOptions extends PublishOptions {
  readonly directory: string;
  readonly modes: { readonly file: number; readonly directory: number };
  /** Whether the whole site goes live at once, by swapping a symbolic link at the document root. */
  readonly swap?: boolean;
}

import type { OutputFile, PublishedPost } from "#engine/site/output/site-output.ts";
import type { PublishPlan, PublishProgress } from "#contract/types/publish-run-types.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { LastHere } from "../plan/elsewhere.ts";
import type { LockClock } from "../lock/lock-clock.ts";
import type { LockOwner } from "../lock/lock-record.ts";
import type { HostInclude } from "../base/server-traits.ts";
import type { Manifest } from "../state/manifest.ts";
import type { WebFetch } from "../base/web-fetch.ts";
import type { SpareConnection } from "./spare-connection.ts";
import type { Ask, PlanAids, Secrets, SftpTarget } from "../base/targets.ts";

/** The files of the built site, and the version of each post that these files show. */
export interface PublishInput {
  /** Id of the blog. The id never changes, and is a part of the state directory's name on the server. */
  readonly blogId: string;
  readonly files: readonly OutputFile[];
  /** Site paths of files and folders that the build could not read. Their live versions stay. */
  readonly unread?: readonly string[] | undefined;
  /**
   * Site paths of pages and media that were on the site only because drafts were shared.
   * Files of drafts that are no longer shared are removed without a question to the author.
   * Has an effect only if one of the paths is the live page of a shared draft.
   */
  readonly ended?: readonly string[] | undefined;
  /**
   * Site paths of the parts of this theme, and of live parts of a former one.
   * They are removed without a question to the author.
   * When a web host stops including parts, for example, the next publish replaces them by the script.
   */
  readonly parts?: readonly string[] | undefined;
  /** Maps the blog path of each post and page in the build to its address and the hash of its source. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
}

/** Options of a publish to any kind of target. */
export interface PublishOptions {
  /** The target's name in the blog's settings. */
  readonly name: string;
  readonly input: PublishInput;
  /** Asks the author about the plan, the host's key and secrets. */
  readonly ask: Ask;
  /** Keeps the connection for the next attempt if this publish fails. Default: the connection is ended. */
  readonly spare?: SpareConnection | undefined;
  /** Cancels the publish. Has no effect once the journal is on the server. */
  readonly signal?: CancelSignal;
  readonly onProgress?: (progress: PublishProgress) => void;
  /** User and computer, shown to other clients that find the site locked. */
  readonly client: LockOwner;
  /** Whether to list all files on the server, and to show the plan in any case. */
  readonly review: boolean;
  /** Paths of files whose contents on the server have changed, although size and time have not. */
  readonly resend?: readonly string[] | undefined;
  /**
   * Whether the author decides again about files and links that earlier publishes left as they are.
   * Default: earlier decisions apply.
   */
  readonly reopens?: boolean | undefined;
  /**
   * `last`: the live site has to be the last publish from this computer (`lastHere`).
   * If another computer has published since, rejects with `undo.elsewhere`.
   * `newer`: another computer has to have published since. Rejects with `undo.elsewhere` or `undo.none`.
   */
  readonly expects?: "last" | "newer" | undefined;
  /** Called with the live site before the plan is made. Throws if this publish must not replace that site. */
  readonly expectLive?: ((live: Pick<Manifest, "posts" | "files">) => void) | undefined;
  /** Time (ISO 8601) of the earlier publish whose files are published again. */
  readonly backTo?: string;
  /** The program's version, which is recorded on the server. */
  readonly program: string;
  /**
   * Called when everything is uploaded and nothing is live yet. An error stops the publish without harm.
   * The callback writes the posts' addresses into the author's files and returns the posts.
   */
  readonly beforeCommit?: () => Promise<Readonly<Record<string, PublishedPost>>>;
  /**
   * A shared name for computers that keep no record of their own, such as those of a CI service.
   * If the live site was published under this name, it counts as published from this computer.
   */
  readonly publisher?: string | undefined;
  /**
   * How the target's web host inserts shared parts into pages. `unknown`: the pages are made as for `script`.
   * Missing if the author's settings decide how pages include parts.
   */
  readonly hostInclude?: HostInclude | "unknown";
  /** The site that this computer published last, for detecting changes by other computers. */
  readonly lastHere?: LastHere;
  /** Present if the clock seems wrong. Contains this computer's time and the time of the last publish. */
  readonly clockDoubts?: Pick<PublishPlan, "clockBehind" | "clockAhead">;
  /** URL of the WebSub hub that is notified of changed feeds. */
  readonly hub?: string | undefined;
  /** Returns the time to record, in milliseconds since the epoch. Default: this computer's clock. */
  readonly now?: () => number;
  /** Fetches from the public web. Default: a fetch without the system's proxies and certificates. */
  readonly web?: WebFetch | undefined;
  /** Only for tests: time after which a client without a new heartbeat counts as dead. */
  readonly lockTimeoutMs?: number;
  /** Only for tests: the clock of heartbeats. */
  readonly lockClock?: LockClock;
}

/** A callback that receives a plan while the connection to the target is open. */
export type OnPlan = (plan: PublishPlan, aids: PlanAids) => Promise<void>;

/** Options of a plan that is made without a publish. `ask` is called for the host's key and secrets only. */
export interface PlanOptions extends Omit<PublishOptions, "review" | "beforeCommit"> {
  readonly onPlan?: OnPlan | undefined;
}

export interface SftpPublishOptions extends PublishOptions {
  readonly target: SftpTarget;
  readonly secrets: Secrets;
  readonly knownHostsFile: string;
  /**
   * Fingerprints that the author has set for the host's key. If the list has entries, other keys are refused.
   */
  readonly hostKeys?: readonly string[] | undefined;
}

/** Options of a publish, including the directory on the server and the permissions of new entries. */
export interface RunOptions extends PublishOptions {
  readonly directory: string;
  readonly modes: { readonly file: number; readonly directory: number };
  /** Whether the whole site goes live in one step, by switching a symbolic link at the document root. */
  readonly swap?: boolean;
  /** Paths of unchanged files to check. `sampleOf` returns these paths. */
  readonly sample?: readonly string[];
  /** Returns a random number from 0 to 1 for the choice of the sample. Default: `Math.random`. */
  readonly random?: () => number;
}

import type { TargetOf, TargetSettings } from "#contract/settings/target.ts";
import type { TestReport } from "#contract/types/publish-run-types.ts";
import type { Secrets } from "../base/targets.ts";
import type { WebFetch } from "../base/web-fetch.ts";
import type { TestOptions } from "../connection-test/connection-test.ts";
import type { Published } from "../run/publish.ts";
import type { PublishOptions } from "../run/publish-options.ts";

/** Settings of a target that has a transport. The practice site has no transport: it is reached over SFTP. */
export type ReachableTarget = Exclude<TargetSettings, { kind: "practice" }>;

/** The values with which a transport logs in, and fetches pages of the site as a reader does. */
export interface TransportAccess {
  readonly secrets: Secrets;
  /** File in which Hitofude stores accepted host keys. */
  readonly knownHostsFile: string;
  /** Fingerprints that the author gave for the host's key. If there are any, every other key is refused. */
  readonly hostKeys?: readonly string[] | undefined;
  /** Fetches from the public web. Default: without proxies and certificates of the system. */
  readonly web?: WebFetch | undefined;
}

/** A way to reach targets of one kind: publishes to a target, and tests the connection step by step. */
export interface Transport<Kind extends ReachableTarget["kind"]> {
  /**
   * Publishes a site. Rejects with an `AppError`; the site at the target is then consistent. With `review`,
   * or if the plan has questions, asks with a `plan` question before anything changes, and stops if the
   * answer is no. Calls `beforeCommit` once, when all files are written and nothing is live yet, and records
   * the posts that it returns. If there is nothing to change, does not call `beforeCommit`. `runExplained`
   * does all this for `RemoteFiles`.
   */
  publish(target: TargetOf<Kind>, options: PublishOptions, access: TransportAccess): Promise<Published>;
  /**
   * Tries each step of a publish, and leaves nothing on the server. Rejects only if the test is cancelled.
   */
  test(target: TargetOf<Kind>, options: StepOptions, access: TransportAccess): Promise<TestReport[]>;
}

export type StepOptions = Pick<TestOptions, "ask" | "signal" | "onReport" | "web">;

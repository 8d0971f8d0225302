import type { TargetOf, TargetSettings } from "#contract/settings/target.ts";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import type { LiveComparison } from "#contract/types/publish-types.ts";
import type { Secrets } from "../base/targets.ts";
import type { WebFetch } from "../base/web-fetch.ts";
import type { TestOptions } from "../connection-test/connection-test.ts";
import type { CompareOptions } from "../run/compare-live.ts";
import type { Published } from "../run/publish.ts";
import type { PlanOptions, PublishOptions } from "../run/publish-options.ts";

/** Settings of a target that has a transport: every target except the practice site. */
export type ReachableTarget = Exclude<TargetSettings, { kind: "practice" }>;

/** What a transport needs to log in and to fetch pages of the site. */
export interface TransportAccess {
  readonly secrets: Secrets;
  /** File in which Hitofude stores accepted host keys. */
  readonly knownHostsFile: string;
  /**
   * Fingerprints that the author has set for the host's key. If the list has entries, other keys are refused.
   */
  readonly hostKeys?: readonly string[] | undefined;
  /**
   * Path of the author's OpenSSH configuration. Null means that no configuration is read.
   * Default: `~/.ssh/config`.
   */
  readonly sshConfig?: string | null | undefined;
  /** Fetches from the public web. Default: a fetch without the system's proxies and certificates. */
  readonly web?: WebFetch | undefined;
}

/** Publishes to targets of one kind, and tests the connection to them step by step. */
export interface Transport<Kind extends ReachableTarget["kind"]> {
  /**
   * Publishes a site. If this fails, rejects with an `AppError`, and the site at the target is consistent.
   * If `review` is set or the plan has questions, asks the author before anything changes.
   * Calls `beforeCommit` once, after all files are uploaded and before readers can see any of them.
   */
  publish(target: TargetOf<Kind>, options: PublishOptions, access: TransportAccess): Promise<Published>;
  /** Makes the plan of a publish, and changes nothing at the target. Rejects with an `AppError`. */
  plan(target: TargetOf<Kind>, options: PlanOptions, access: TransportAccess): Promise<PublishPlan>;
  /** Compares every published file with the target, and changes nothing. Rejects with an `AppError`. */
  compare(target: TargetOf<Kind>, options: CompareOptions, access: TransportAccess): Promise<LiveComparison>;
  /** Tries each step of a publish, and leaves nothing on the server. Rejects only if cancelled. */
  test(target: TargetOf<Kind>, options: StepOptions, access: TransportAccess): Promise<TestReport[]>;
}

export type StepOptions = Pick<TestOptions, "ask" | "signal" | "onReport" | "web">;

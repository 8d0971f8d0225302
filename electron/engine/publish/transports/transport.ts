import type { TargetSettings } from "#contract/settings/target.ts";
import type { PublishPlace, TestReport } from "#contract/types/publish-run-types.ts";
import type { Secrets } from "../base/targets.ts";
import type { TestOptions } from "../connection-test/connection-test.ts";
import type { Published } from "../run/publish.ts";
import type { PublishOptions } from "../run/publish-options.ts";

/** Settings of a target that a transport reaches; the practice site is reached over SFTP. */
export type ReachableTarget = Exclude<TargetSettings, { kind: "practice" }>;

/** What a transport may need to sign in. */
export interface TransportAccess {
  readonly secrets: Secrets;
  /** Hitofude's own file of accepted host keys. */
  readonly knownHostsFile: string;
  /** Fingerprints of the host key that the author gave; with any, every other key is refused. */
  readonly hostKeys?: readonly string[] | undefined;
}

/** One way to reach a target: publishes to it, and tests the connection step by step. */
export interface Transport<Target extends ReachableTarget> {
  /** Publishes a finished site. Rejects with coded errors; the site is then sound. */
  publish(target: Target, options: PublishOptions, access: TransportAccess): Promise<Published>;
  /** Tries each step of a publish, and leaves nothing behind. Rejects only when it is cancelled. */
  test(target: Target, options: StepOptions, access: TransportAccess): Promise<TestReport[]>;
  /** Where a publish goes, for the question about its plan. */
  destination(target: Target): Omit<PublishPlace, "url">;
}

export type StepOptions = Pick<TestOptions, "ask" | "signal" | "onReport">;

import type { TestReport } from "#contract/types/connection-test-types.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import type { LiveComparison } from "#contract/types/publish-types.ts";
import type { CompareOptions } from "../run/compare-live.ts";
import type { Published } from "../run/publish.ts";
import type { PlanOptions, PublishOptions } from "../run/publish-options.ts";
import { folderTransport } from "./folder/folder-target.ts";
import { ftpsTransport } from "./ftps/ftps-target.ts";
import { rcloneTransport } from "./rclone/rclone-target.ts";
import { sftpTransport } from "./sftp/sftp-target.ts";
import type { ReachableTarget, StepOptions, Transport, TransportAccess } from "./transport.ts";

/** The transport for each `kind` in the settings of a target. */
const transports: { readonly [Kind in ReachableTarget["kind"]]: Transport<Kind> } = {
  sftp: sftpTransport,
  ftps: ftpsTransport,
  folder: folderTransport,
  rclone: rcloneTransport,
};

/** Publishes a site to a target. After a failure (an `AppError`), the site on the server is consistent. */
export function publishTo(
  target: ReachableTarget,
  options: PublishOptions,
  access: TransportAccess,
): Promise<Published> {
  return transportOf(target).publish(target, { ...options, web: access.web }, access);
}

/** Makes the plan of a publish to a target, and changes nothing there. Rejects with an `AppError`. */
export function planWith(
  target: ReachableTarget,
  options: PlanOptions,
  access: TransportAccess,
): Promise<PublishPlan> {
  return transportOf(target).plan(target, options, access);
}

/** Compares every published file with a target, and changes nothing. Rejects with an `AppError`. */
export function compareWith(
  target: ReachableTarget,
  options: CompareOptions,
  access: TransportAccess,
): Promise<LiveComparison> {
  return transportOf(target).compare(target, options, access);
}

/** Tries each step of a publish to a target. Rejects only if the test is cancelled. */
export function testTarget(
  target: ReachableTarget,
  options: StepOptions,
  access: TransportAccess,
): Promise<TestReport[]> {
  return transportOf(target).test(target, { ...options, web: access.web }, access);
}

function transportOf<Kind extends ReachableTarget["kind"]>({
  kind,
}: {
  readonly kind: Kind;
}): Transport<Kind> {
  return transports[kind];
}

import type { PublishPlace, TestReport } from "#contract/types/publish-run-types.ts";
import type { Published } from "../run/publish.ts";
import type { PublishOptions } from "../run/publish-options.ts";
import { folderTransport } from "./folder/folder-target.ts";
import { rcloneTransport } from "./rclone/rclone-target.ts";
import { sftpTransport } from "./sftp/sftp-target.ts";
import type { ReachableTarget, StepOptions, Transport, TransportAccess } from "./transport.ts";

/** Every way to reach a target, by the `kind` in its settings: one folder and one line each. */
const transports: { readonly [Kind in ReachableTarget["kind"]]: Transport<TargetOf<Kind>> } = {
  sftp: sftpTransport,
  folder: folderTransport,
  rclone: rcloneTransport,
};

type TargetOf<Kind> = Extract<ReachableTarget, { kind: Kind }>;

/** Publishes a finished site to a target of any kind. Rejects with coded errors; the site is then sound. */
export function publishTo(
  target: ReachableTarget,
  options: PublishOptions,
  access: TransportAccess,
): Promise<Published> {
  return transportOf(target).publish(target, options, access);
}

/** Tries each step of a publish to a target of any kind. Rejects only when it is cancelled. */
export function testTarget(
  target: ReachableTarget,
  options: StepOptions,
  access: TransportAccess,
): Promise<TestReport[]> {
  return transportOf(target).test(target, options, access);
}

/** Where a publish to a target goes, for the question about its plan. */
export function destinationOf(target: ReachableTarget): PublishPlace {
  return { ...transportOf(target).destination(target), url: target.url };
}

/** The transport of a target's kind, for that target. */
function transportOf<Target extends ReachableTarget>({ kind }: Target): Transport<Target> {
  // The table above has for each kind the transport of that kind
  return transports[kind] as unknown as Transport<Target>;
}

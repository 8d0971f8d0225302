import { type TestOptions, testServer } from "../../connection-test/connection-test.ts";
import type { Published } from "../../run/publish.ts";
import type { SftpPublishOptions } from "../../run/publish-options.ts";
import { compareAt, planAt, publishAt, type TargetAccess } from "../../run/target-run.ts";
import type { Transport } from "../transport.ts";
import type { ConnectOptions } from "./connection.ts";
import { modesOf, type SftpTarget } from "../../base/targets.ts";
import { connectFailure } from "./connect-failure.ts";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { completeTarget } from "./ssh-alias.ts";

/** The transport to web space on a server that is reached over SSH. */
export const sftpTransport: Transport<"sftp"> = {
  publish: async (target, options, access) =>
    publishOverSftp({ ...options, ...access, target: await completeTarget(target, access.sshConfig) }),
  plan: async (target, options, access) =>
    planAt(accessTo(await completeTarget(target, access.sshConfig), { ...options, ...access }), options),
  compare: async (target, options, access) =>
    compareAt(accessTo(await completeTarget(target, access.sshConfig), { ...options, ...access }), options),
  test: (target, options, access) =>
    testConnection(() => completeTarget(target, access.sshConfig), { ...options, ...access }),
};

/** Publishes over SFTP. Rejects with an `AppError`. */
export function publishOverSftp(options: SftpPublishOptions): Promise<Published> {
  const { target, secrets, ask, knownHostsFile, hostKeys, signal } = options;
  return publishAt(accessTo(target, { secrets, ask, knownHostsFile, hostKeys, signal }), options);
}

type SignIn = Omit<ConnectOptions, "target" | "onOld">;

function accessTo(target: SftpTarget, options: SignIn): TargetAccess {
  return {
    server: JSON.stringify(target),
    directory: target.directory,
    url: target.url,
    modes: modesOf(target),
    swap: target.mode === "swap",
    open: async () => {
      const { openSession } = await import("./open-session.ts");
      let old: readonly string[] = [];
      const onOld = (algorithms: readonly string[]): void => {
        old = algorithms;
      };
      const session = await openSession({ ...options, target, onOld });
      return { files: session, session, notes: oldNote(old) };
    },
  };
}

/** Returns a note for the author if the connection uses outdated algorithms. */
function oldNote(algorithms: readonly string[]): PublishResult["notes"] {
  if (algorithms.length === 0) return [];
  return [{ code: "connection.old", values: { algorithms: algorithms.join(", ") } }];
}

/** Tests each step of a publish over SFTP. Rejects only if the test is cancelled. */
export function testConnection(
  complete: () => Promise<SftpTarget>,
  options: TestOptions,
): Promise<TestReport[]> {
  return testServer<SftpTarget>(complete, options, {
    open: async (target, hooks) => {
      const { openSession } = await import("./open-session.ts");
      return openSession({ ...hooks, target });
    },
    explain: connectFailure,
  });
}

import { Progress } from "../../base/progress.ts";
import { type TestOptions, testServer } from "../../connection-test/connection-test.ts";
import { compareLive } from "../../run/compare-live.ts";
import { conclude, type Published, runExplained } from "../../run/publish.ts";
import type { SftpPublishOptions } from "../../run/publish-options.ts";
import { withTidyCancel } from "../../run/tidy-cancel.ts";
import type { Transport } from "../transport.ts";
import type { SftpTarget } from "../../base/targets.ts";
import { connectFailure } from "./connect-failure.ts";
import type { TestReport } from "#contract/types/publish-run-types.ts";
import { completeTarget } from "./ssh-alias.ts";

/** The transport to web space on a server that is reached over SSH. */
export const sftpTransport: Transport<"sftp"> = {
  publish: async (target, options, access) =>
    publishOverSftp({ ...options, ...access, target: await completeTarget(target, access.sshConfig) }),
  compare: async (given, options, access) => {
    const progress = new Progress(options.onProgress ?? (() => undefined));
    progress.enter("connect");
    const target = await completeTarget(given, access.sshConfig);
    const { openSession } = await import("./open-session.ts");
    const session = await openSession({ ...options, ...access, target });
    return withTidyCancel(session, options.signal, () =>
      compareLive(session, { ...options, directory: target.directory }, progress),
    );
  },
  test: (target, options, access) =>
    testConnection(() => completeTarget(target, access.sshConfig), { ...options, ...access }),
};

/**
 * Publishes over SFTP. Rejects with an `AppError`.
 * After an error, the site is unchanged, or the next publish completes the commit from the journal.
 */
export async function publishOverSftp(options: SftpPublishOptions): Promise<Published> {
  const { target, secrets, ask, knownHostsFile, hostKeys, signal } = options;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const started = performance.now();
  progress.enter("connect");
  let old: readonly string[] = [];
  const onOld = (algorithms: readonly string[]): void => {
    old = algorithms;
  };
  const { openSession } = await import("./open-session.ts");
  const session = await openSession({ target, secrets, ask, knownHostsFile, hostKeys, signal, onOld });
  const modes = {
    file: Number.parseInt(target.fileMode, 8),
    directory: Number.parseInt(target.directoryMode, 8),
  };
  const outcome = await withTidyCancel(session, signal, () =>
    runExplained(
      session,
      { ...options, directory: target.directory, modes, swap: target.mode === "swap" },
      progress,
    ),
  );
  const published = await conclude(outcome, options, target.url, started, progress);
  return old.length === 0 ? published : withOldNote(published, old);
}

/** Adds a note to the result about the outdated algorithms of the connection. */
function withOldNote(published: Published, algorithms: readonly string[]): Published {
  const { result } = published;
  const note = { code: "connection.old" as const, values: { algorithms: algorithms.join(", ") } };
  return { ...published, result: { ...result, notes: [...result.notes, note] } };
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

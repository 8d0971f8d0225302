import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { explainFailure } from "./explain-failure.ts";
import { pingHub } from "./ping-hub.ts";
import { Progress } from "../base/progress.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { RunOptions, SftpPublishOptions } from "./publish-options.ts";
import { type NotedOutcome, runPublish } from "./publish-run.ts";
import type { RunOutcome } from "./run-outcome.ts";
import type { RemoteFiles } from "../base/remote-files.ts";
import type { SftpSession } from "../transports/sftp/sftp-session.ts";
import { verifyOverWeb } from "./verify-web.ts";

/** What a publish ended with: the result to show, and what is to be remembered about the target. */
export interface Published {
  readonly result: PublishResult;
  readonly generation: number;
  /** When the live state was made, ISO 8601. */
  readonly at: string;
  readonly posts: Readonly<Record<string, PublishedPost>>;
  readonly outcome: RunOutcome;
}

/** How long a cancelled publish may take to tidy up before its connection is dropped. */
const tidyMs = 10_000;

/** Publishes over SFTP. Rejects with a coded error; the site is then as it was, or the next publish finishes what was decided. */
export async function publish(options: SftpPublishOptions): Promise<Published> {
  const { target, secrets, ask, knownHostsFile, hostKeys, signal } = options;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const started = performance.now();
  progress.enter("connect");
  let old: readonly string[] = [];
  const onOld = (algorithms: readonly string[]): void => {
    old = algorithms;
  };
  const { openSession } = await import("../transports/sftp/open-session.ts");
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

/** An author who permits outdated algorithms is reminded that they are in use. */
function withOldNote(published: Published, algorithms: readonly string[]): Published {
  const { result } = published;
  const note = { code: "connection.old" as const, values: { algorithms: algorithms.join(", ") } };
  return { ...published, result: { ...result, notes: [...result.notes, note] } };
}

/** Ends the session in any case; a server that has fallen silent cannot keep a cancelled publish waiting. */
async function withTidyCancel<T>(
  session: SftpSession,
  signal: SftpPublishOptions["signal"],
  work: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const cancelled = (): void => {
    timer = setTimeout(() => session.abandon(), tidyMs);
  };
  signal?.addEventListener("abort", cancelled);
  try {
    return await work();
  } finally {
    signal?.removeEventListener("abort", cancelled);
    clearTimeout(timer);
    session.end();
  }
}

/** Runs the protocol; what a server refuses is explained while the server can still be asked. */
export async function runExplained(
  files: RemoteFiles,
  options: RunOptions,
  progress: Progress,
): Promise<NotedOutcome> {
  try {
    return await runPublish(files, options, progress);
  } catch (error) {
    throw await explainFailure(files, options.directory, error);
  }
}

/** Verifies over the web where there is an address, tells the hub of the feeds, and puts the result together. */
export async function conclude(
  outcome: NotedOutcome,
  options: Pick<RunOptions, "name" | "signal" | "hub">,
  url: string,
  started: number,
  progress: Progress,
): Promise<Published> {
  const { manifest, puts, removed, kept, bytes } = outcome;
  progress.enter("verify");
  const changed = puts.map((put) => put.file);
  const { hub, signal } = options;
  const notes = [...outcome.notes, ...(await verifyOverWeb(url, changed, signal))];
  if (hub) notes.push(...(await pingHub(hub, url, changed, signal)));
  progress.enter("done", puts.length, bytes);
  return {
    result: {
      target: options.name,
      uploaded: puts.length,
      removed: removed.length,
      kept: kept.length,
      bytes,
      durationMs: Math.round(performance.now() - started),
      siteUrl: url,
      // Which post that is shows only a comparison with what was live before
      postUrl: null,
      notes,
    },
    generation: manifest.generation,
    at: manifest.at,
    posts: outcome.posts,
    outcome,
  };
}

import type { PublishResult } from "#contract/publish-run-types.ts";
import { explainFailure } from "./explain-failure.ts";
import { pingHub } from "./ping-hub.ts";
import { Progress } from "./progress.ts";
import type { PublishedPost } from "./publish-input.ts";
import type { RunOptions, SftpPublishOptions } from "./publish-options.ts";
import { runPublish } from "./publish-run.ts";
import type { RunOutcome } from "./publish-steps.ts";
import type { RemoteFiles } from "./remote-files.ts";
import { isSlowLine, noteSpeed } from "./ssh/line-speeds.ts";
import { openSession } from "./ssh/open-session.ts";
import type { SftpSession } from "./ssh/sftp-session.ts";
import type { StagedPut } from "./staged-names.ts";
import { publicUrl, verifyOverWeb } from "./verify-web.ts";

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
  const { target, secrets, ask, knownHostsFile, signal } = options;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const started = performance.now();
  progress.enter("connect");
  const compressed = await isSlowLine(knownHostsFile, target);
  const connection = { target, secrets, ask, knownHostsFile, signal, compress: compressed };
  const session = await openSession(connection);
  const modes = {
    file: Number.parseInt(target.fileMode, 8),
    directory: Number.parseInt(target.directoryMode, 8),
  };
  const outcome = await withTidyCancel(session, signal, () =>
    runExplained(session, { ...options, directory: target.directory, modes }, progress),
  );
  const speed = { bytes: outcome.bytes, ms: outcome.uploadMs, compressed };
  // A note that cannot be kept costs time, not the publish.
  await noteSpeed(knownHostsFile, target, speed).catch(() => undefined);
  return conclude(outcome, options, target.url, started, progress);
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
    await session.end();
  }
}

/** Runs the protocol; what a server refuses is explained while the server can still be asked. */
export async function runExplained(
  files: RemoteFiles,
  options: RunOptions,
  progress: Progress,
): Promise<RunOutcome> {
  try {
    return await runPublish(files, options, progress);
  } catch (error) {
    throw await explainFailure(files, options.directory, error);
  }
}

/** Verifies over the web where there is an address, tells the hub of the feeds, and puts the result together. */
export async function conclude(
  outcome: RunOutcome,
  options: Pick<RunOptions, "name" | "signal" | "hub">,
  url: string,
  started: number,
  progress: Progress,
): Promise<Published> {
  const { manifest, puts, removed, kept, bytes } = outcome;
  progress.enter("verify");
  const changed = puts.map((put) => put.file);
  const { hub, signal } = options;
  const notes = await verifyOverWeb(url, changed, signal);
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
      postUrl: newestPost(puts, url),
      notes,
    },
    generation: manifest.generation,
    at: manifest.at,
    posts: outcome.posts,
    outcome,
  };
}

/** New posts before changed ones; addresses sort by date where they are made from it. */
function newestPost(puts: readonly StagedPut[], url: string): string | null {
  const posts = puts.filter(({ file }) => file.post !== undefined && file.group === "page");
  const fresh = posts.filter((put) => put.change === "new");
  const paths = (fresh.length > 0 ? fresh : posts).map(({ file }) => file.path).sort();
  const last = paths.at(-1);
  return last === undefined || !URL.canParse(url) ? null : publicUrl(url, last);
}

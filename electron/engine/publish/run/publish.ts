import type { PublishPlan, PublishResult } from "#contract/types/publish-run-types.ts";
import { explainFailure } from "../state/explain-failure.ts";
import { pingHub } from "./ping-hub.ts";
import type { Progress } from "../base/progress.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { OnPlan, RunOptions } from "./publish-options.ts";
import { type NotedOutcome, runPlan, runPublish } from "./publish-run.ts";
import type { RunOutcome } from "./run-outcome.ts";
import type { RemoteFiles } from "../base/remote-files.ts";
import { verifyOverWeb } from "./verify-web.ts";

/** The result of a publish for the author, and what the caller records about the target. */
export interface Published {
  readonly result: PublishResult;
  readonly generation: number;
  /** Time of the publish that made the live site, ISO 8601. */
  readonly at: string;
  readonly posts: Readonly<Record<string, PublishedPost>>;
  readonly outcome: RunOutcome;
  /** A problem of which the author must know, or null. The caller records the live site, then throws it. */
  readonly problem: unknown;
}

/** Carries out a publish. Explains a server's refusal already here, because this needs the connection. */
export async function runExplained(
  files: RemoteFiles,
  options: RunOptions,
  progress: Progress,
): Promise<NotedOutcome> {
  try {
    const outcome = await runPublish(files, options, progress);
    return { ...outcome, problem: await explainFailure(files, options.directory, outcome.problem) };
  } catch (error) {
    throw await explainFailure(files, options.directory, error);
  }
}

/** Makes the plan of a publish. Explains a server's refusal already here, like `runExplained`. */
export async function planExplained(
  files: RemoteFiles,
  options: RunOptions,
  onPlan: OnPlan | undefined,
): Promise<PublishPlan> {
  try {
    return await runPlan(files, options, onPlan);
  } catch (error) {
    throw await explainFailure(files, options.directory, error);
  }
}

interface Conclusion {
  /** Public URL of the site. */
  readonly url: string;
  /** Time at which the publish began, by `performance.now`. */
  readonly started: number;
  readonly progress: Progress;
  /** Called if the web host does not insert shared parts into pages. */
  onNotIncluded(): Promise<void>;
}

/** Checks some pages over the web, notifies the WebSub hub, and returns the result of a publish. */
export async function conclude(
  outcome: NotedOutcome,
  options: Pick<RunOptions, "name" | "input" | "signal" | "hub" | "web">,
  { url, started, progress, onNotIncluded }: Conclusion,
): Promise<Published> {
  const { manifest, puts, removed, kept, behindLinks, bytes, finished } = outcome;
  progress.enter("verify");
  const sent = puts.map((put) => put.file);
  const isFinished = new Set(finished?.paths);
  for (const { path } of sent) isFinished.delete(path);
  const changed = [...sent, ...options.input.files.filter(({ path }) => isFinished.has(path))];
  const { hub, signal, web } = options;
  const found = await verifyOverWeb(url, changed, options.input.files, { signal, web });
  if (found.some(({ code }) => code === "verify.notIncluded")) await onNotIncluded();
  const notes = [...outcome.notes, ...found];
  if (hub) notes.push(...(await pingHub(hub, url, changed, { signal, web })));
  progress.enter("done", puts.length, bytes);
  return {
    result: {
      target: options.name,
      uploaded: puts.length,
      removed: removed.length,
      // Files behind links do not count, because no other file is in their place. A note names the links.
      kept: kept.length - behindLinks.length,
      ...(finished
        ? { finished: { at: finished.at, files: finished.paths.length, removed: finished.removed } }
        : {}),
      bytes,
      durationMs: Math.round(performance.now() - started),
      siteUrl: url,
      // The caller sets `postUrl`, because only the caller knows the posts of the previous live version.
      postUrl: null,
      notes,
    },
    generation: manifest.generation,
    at: manifest.at,
    posts: outcome.posts,
    outcome,
    problem: outcome.problem,
  };
}

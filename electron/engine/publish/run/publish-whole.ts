import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { Progress } from "../base/progress.ts";
import { Elsewhere } from "../plan/elsewhere.ts";
import { isLive, isNothing, nothingDone, samePosts } from "../plan/nothing-to-do.ts";
import { planPublish } from "../plan/plan.ts";
import { decide } from "../plan/plan-review.ts";
import type { RemoteView } from "../plan/plan-types.ts";
import { type Manifest, stateFormat } from "../state/manifest.ts";
import type { PublishInput, PublishOptions } from "./publish-options.ts";
import type { NotedOutcome } from "./publish-run.ts";

/** A target at which a publish writes the whole site in one piece, such as an archive. */
export interface WholeTarget {
  /** Returns the manifest of the site that is there now; null if none is. */
  readManifest(): Promise<Manifest | null>;
  /**
   * Writes the site beside the one that is there now, with a manifest from which `readManifest` reads it
   * later. Calls `beforeReplace` when everything else is written; if that rejects, nothing may change.
   */
  replace(files: PublishInput["files"], beforeReplace: () => Promise<Manifest>): Promise<void>;
}

/**
 * Publishes to a target that is written in one piece: plans against its manifest, asks the author, writes the
 * site. Rejects with `publish.conflicts` if the author wants to keep files of another computer: the site is
 * replaced as a whole.
 */
export async function publishWhole(
  target: WholeTarget,
  options: PublishOptions,
  progress: Progress,
): Promise<NotedOutcome> {
  const { input, review, lastHere, signal, beforeCommit } = options;
  const before = await target.readManifest();
  if (before && isLive(before, options)) return { ...nothingDone(before, input.posts), notes: [] };
  progress.enter("plan");
  const elsewhere = before && lastHere ? new Elsewhere(before, lastHere, input.posts) : null;
  const steps = planPublish(input.files, before, viewOf(before), { elsewhere });
  const decided = await decide(steps, options, before);
  if (decided.held.length > 0) throw new AppError("publish.conflicts", { count: decided.held.length });
  if (before && samePosts(before.posts, input.posts) && isNothing(decided, before, review)) {
    return { ...nothingDone(before, input.posts), notes: [] };
  }
  throwIfCancelled(signal);
  const bytes = input.files.reduce((sum, { size }) => sum + size, 0);
  progress.enter("upload", input.files.length, bytes);
  let manifest: Manifest | undefined;
  await target.replace(input.files, async () => {
    throwIfCancelled(signal);
    const posts = (await beforeCommit?.()) ?? input.posts;
    manifest = manifestOf(options, before, posts);
    return manifest;
  });
  if (!manifest) throw new Error("the site was replaced without its manifest");
  const removed = [...decided.removals.map(({ path }) => path), ...decided.retired];
  const { puts } = decided;
  return {
    manifest,
    before,
    posts: manifest.posts,
    puts,
    removed,
    left: removed,
    kept: [],
    bytes,
    notes: [],
  };
}

/** What is at the target, according to its manifest: nobody changes a part of it. */
function viewOf(manifest: Manifest | null): RemoteView {
  const files = Object.entries(manifest?.files ?? {});
  return new Map(files.map(([path, { size, mtime }]) => [path, { kind: "file", size, mtime }]));
}

function manifestOf(
  { input, program }: PublishOptions,
  before: Manifest | null,
  posts: PublishInput["posts"],
): Manifest {
  // The next publish compares each of these times only with itself (see `viewOf`), so all may be 0
  const files = input.files.map(({ path, sha256, size }) => [path, { sha256, size, mtime: 0 }]);
  return {
    format: stateFormat,
    blogId: input.blogId,
    generation: (before?.generation ?? 0) + 1,
    program,
    at: new Date().toISOString(),
    traits: { replace: "posix", keepsModes: true },
    posts: { ...posts },
    directories: [],
    files: Object.fromEntries(files),
    kept: {},
  };
}

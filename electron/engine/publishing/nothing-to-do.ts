import type { Manifest } from "./manifest.ts";
import { planPublish } from "./plan.ts";
import type { DecidedSteps } from "./plan-decisions.ts";
import type { PublishedPost } from "./publish-input.ts";
import type { RunOptions } from "./publish-options.ts";
import type { RunOutcome } from "./publish-steps.ts";

type Posts = Readonly<Record<string, PublishedPost>>;

/** How a publish ends that found everything as it shall be. */
export function nothingDone(manifest: Manifest, posts: Posts): RunOutcome {
  const kept = Object.keys(manifest.kept);
  return { manifest, before: manifest, posts, puts: [], removed: [], kept, bytes: 0, uploadMs: 0 };
}

/** Nothing to do, as far as the manifest knows: no lock is needed to find that out. */
export function isLive(manifest: Manifest, { input, review }: RunOptions): boolean {
  if (review) return false;
  // Whether what was kept is still what the author saw can wait until there is something to do
  const expected = input.files.filter(
    ({ path, sha256, post }) =>
      !manifest.kept[path] || (post !== undefined && manifest.kept[path].mine !== sha256),
  );
  const { puts, adopted, released } = planPublish(expected, manifest, new Map());
  if (puts.length + adopted.length + released.length > 0) return false;
  return samePosts(manifest.posts, input.posts);
}

/** Both name the same versions of the same posts at the same addresses. */
export function samePosts(some: Posts, others: Posts): boolean {
  const paths = Object.keys(some);
  const isSame = (path: string): boolean =>
    some[path]?.hash === others[path]?.hash && some[path]?.address === others[path]?.address;
  return paths.length === Object.keys(others).length && paths.every(isSame);
}

/** All that was looked at is as it shall be. */
export function isNothing(
  { puts, adopted, removals, released, kept }: DecidedSteps,
  before: Manifest,
): boolean {
  if (puts.length + adopted.length + removals.length + released.length > 0) return false;
  return kept.length === Object.keys(before.kept).length && kept.every(({ path }) => before.kept[path]);
}

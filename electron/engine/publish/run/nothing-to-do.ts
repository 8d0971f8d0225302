import { isDeepStrictEqual } from "node:util";
import type { Manifest } from "../state/manifest.ts";
import { expired, isAskedAgain, planPublish } from "../plan/plan.ts";
import type { DecidedSteps } from "../plan/plan-decisions.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { RunOptions } from "./publish-options.ts";
import type { RunOutcome } from "./run-outcome.ts";

type Posts = Readonly<Record<string, PublishedPost>>;

/** Returns the outcome of a publish that changes nothing. `held` and `behindLinks` are left out of it. */
export function nothingDone(
  manifest: Manifest,
  posts: Posts,
  { held, behindLinks }: Pick<DecidedSteps, "held" | "behindLinks"> = { held: [], behindLinks: [] },
): RunOutcome {
  const kept = [...Object.keys(manifest.kept), ...held];
  const none = { puts: [], removed: [], left: [], bytes: 0 };
  return { manifest, before: manifest, posts, kept, behindLinks, ...none };
}

/** Whether the manifest alone shows that there is nothing to publish. This check needs no lock. */
export function isLive(manifest: Manifest, { input, review, reopens }: RunOptions): boolean {
  if (review) return false;
  if (reopens && Object.values(manifest.links ?? {}).some(({ choice }) => choice === "left")) return false;
  // Ignores files that the author kept on the server. A publish of other changes checks them again.
  const expected = input.files.filter(
    (file) =>
      reopens ||
      !manifest.kept[file.path] ||
      (isAskedAgain(file) && manifest.kept[file.path]?.mine !== file.sha256),
  );
  const { unread } = input;
  const { puts, adopted, released } = planPublish(expected, manifest, new Map(), { unread });
  const gone = released.filter((path) => !manifest.files[path]?.retired);
  if (puts.length + adopted.length + gone.length > 0) return false;
  return samePosts(manifest.posts, input.posts);
}

/** Whether `some` and `others` contain equal versions of the same posts at the same addresses. */
export function samePosts(some: Posts, others: Posts): boolean {
  const paths = Object.keys(some);
  const isSame = (path: string): boolean =>
    some[path]?.hash === others[path]?.hash && some[path]?.address === others[path]?.address;
  return paths.length === Object.keys(others).length && paths.every(isSame);
}

/** Whether a plan changes nothing. With `review`, a file that waits for its removal counts as a change. */
export function isNothing(
  { puts, adopted, removals, retired, released, kept, links }: DecidedSteps,
  before: Manifest,
  review: boolean,
): boolean {
  const waiting = review ? [] : expired(removals, before);
  const gone = removals.length - waiting.length + retired.length;
  if (puts.length + adopted.length + released.length + gone > 0) return false;
  if (!isDeepStrictEqual(links, before.links ?? {})) return false;
  return isDeepStrictEqual(Object.fromEntries(kept.map(({ path, ...keep }) => [path, keep])), before.kept);
}

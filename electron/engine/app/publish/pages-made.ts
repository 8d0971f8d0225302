import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { PublishedRecord } from "#engine/publish/state/published-record.ts";
import type { ResolvedTarget } from "./target-resolver.ts";

/** Increased when a new version of the program makes all pages of a site otherwise than the one before. */
const layout = 2;

/** Returns how the pages of a target's site are made now. */
export function pagesMade({ parts }: BlogSettings, { include }: ResolvedTarget): PublishedRecord["made"] {
  return { layout, include: parts.include === "auto" ? (include ?? "script") : parts.include };
}

/** Returns why all pages change since the last publish from this computer; undefined if they do not. */
export function whyAllChange(
  before: PublishedRecord | null,
  now: PublishedRecord["made"],
): PublishPlan["why"] {
  if (!before || !now) return undefined;
  if (before.made?.layout !== now.layout) return "program";
  return before.made.include === now.include ? undefined : "include";
}

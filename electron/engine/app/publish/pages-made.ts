import type { PublishPlan, PublishResult } from "#contract/types/publish-run-types.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { PublishedRecord } from "#engine/publish/state/published-record.ts";
import { type HostInclude, HostIncludeFound } from "#engine/publish/base/server-traits.ts";
import type { PublishParts } from "./publish-once.ts";
import type { PublishServiceParts, Source } from "./publish-requests.ts";
import type { ResolvedTarget } from "./target-resolver.ts";

/**
 * Version of the layout of all pages. Increase this number when a change of the program changes all pages.
 */
const layout = 2;

/** Returns the version of the page layout, and how pages include the parts that they share. */
export function pagesMade({ parts }: BlogSettings, { include }: ResolvedTarget): PublishedRecord["made"] {
  return { layout, include: parts.include === "auto" ? (include ?? "script") : parts.include };
}

/**
 * Returns the reason why a publish of the current site probably changes all pages, or undefined.
 * The plan shows whether all pages really change: another computer may have published since this one.
 */
export function whyAllChange(
  { records }: Pick<PublishParts, "records">,
  { target, backTo, made: now }: Pick<Source, "target" | "backTo" | "made">,
): PublishPlan["why"] {
  const before = records.get(target.name);
  if (backTo !== null || !before || !now) return undefined;
  // If the target has led to another folder, its record describes the pages there.
  if (before.place !== undefined && before.place !== target.identity) return undefined;
  if (before.made?.layout !== now.layout) return "program";
  return before.made.include === now.include ? undefined : "include";
}

/**
 * Runs a publish. Runs it again if this computer did not know how the web host inserts shared parts into
 * pages, and learns it from the server's manifest. Another computer has found it out by a connection test.
 */
export async function withHostInclude<T>(
  { blog, targets }: Pick<PublishServiceParts, "blog" | "targets">,
  name: string | undefined,
  publish: (include?: HostInclude) => Promise<T>,
): Promise<T> {
  try {
    return await publish();
  } catch (error) {
    if (!(error instanceof HostIncludeFound)) throw error;
    const { settings } = blog;
    await targets.noteInclude(settings, name ?? settings.defaultTarget, error.include);
    return publish(error.include);
  }
}

/**
 * If the check over the web shows that the web host has stopped inserting shared parts into pages, records
 * on this computer that a script has to do it. The publish has tried to record the same on the server.
 * Returns the notes. The note about it gets the value of the setting, because its advice depends on it.
 */
export async function noteMissingParts(
  { blog: { settings }, targets }: Pick<PublishServiceParts, "blog" | "targets">,
  name: string,
  notes: PublishResult["notes"],
): Promise<PublishResult["notes"]> {
  const isNotIncluded = ({ code }: PublishResult["notes"][number]): boolean => code === "verify.notIncluded";
  if (!notes.some(isNotIncluded)) return notes;
  await targets.noteInclude(settings, name, "script");
  const setting = settings.parts.include;
  return notes.map((note) => (isNotIncluded(note) ? { ...note, values: { ...note.values, setting } } : note));
}

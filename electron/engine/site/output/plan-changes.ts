import type { SiteEntry } from "../entries/site-entry.ts";
import type { Site } from "../model/site.ts";
import type { SitePlan } from "../pages/site-plan.ts";
import type { PlanContext, PlannedFile } from "../template-data/planned-file.ts";
import type { ThemeAsset } from "../theme/theme-assets.ts";

/** Returns the site paths of the entries, and of all files that are not pages of entries. */
export function pathsOf({ others }: SitePlan["made"], entries: readonly SiteEntry[]): string[] {
  return [...entries.map(({ address }) => address), ...others.keys()];
}

/**
 * Takes over the keys of entries' pages (`themedKeyOf`) from an earlier plan.
 * Returns false if a page gets other values from the site and the theme than in the earlier plan.
 */
export function takeEntryKeys(before: PlanContext, now: PlanContext): boolean {
  for (const [name, known] of before.entryKeys) {
    if (now.themedKey(known.template, known.root, known.charset) !== known.key) return false;
    now.entryKeys.set(name, known);
  }
  return true;
}

/** Whether two successive sites have the same media and theme assets, and neither has old files. */
export function haveSameFiles(before: Site, now: Site): boolean {
  return (
    before.media === now.media &&
    before.theme.assets === now.theme.assets &&
    before.oldFiles.size + now.oldFiles.size === 0
  );
}

/** Returns the entries on whose texts or search terms a file depends. */
export function textsOf({ texts, words = [] }: PlannedFile): readonly SiteEntry[] {
  return texts ?? words;
}

export function assetFile({ path }: ThemeAsset): Pick<PlannedFile, "path" | "group"> {
  return { path, group: "asset" };
}

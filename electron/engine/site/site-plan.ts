import type { Problem } from "#contract/errors.ts";
import { AddressBook } from "./address-book.ts";
import { planContents } from "./plan-contents.ts";
import { planEntries } from "./plan-entries.ts";
import { planFeeds } from "./plan-feeds.ts";
import { planFixed } from "./plan-fixed.ts";
import { planLists } from "./plan-lists.ts";
import type { PlanContext, PlannedFile } from "./planned-file.ts";
import type { Site } from "./site.ts";
import { siteScopes } from "./site-scope.ts";

/** Every file of a site before any of them is made. */
export interface SitePlan {
  readonly context: PlanContext;
  /** By path inside the site. */
  readonly made: ReadonlyMap<string, PlannedFile>;
  /** Two files that want one address; the second is left out. */
  readonly problems: readonly Problem[];
}

/** Plans a site; nothing is rendered until a file's `prepare().text()` is called. */
export function planSite(site: Site): SitePlan {
  const context: PlanContext = { site, siteScope: siteScopes(site) };
  const book = new AddressBook();
  for (const { path } of site.theme.assets.values()) book.claim(path, { name: path });
  for (const path of site.media.paths()) book.claim(path, { name: path, file: path });
  const made = new Map<string, PlannedFile>();
  for (const file of allFiles(context)) {
    const claimant = file.post === undefined ? { name: file.name } : { name: file.name, file: file.post };
    if (book.claim(file.path, claimant)) made.set(file.path, file);
  }
  return { context, made, problems: book.problems };
}

function* allFiles(context: PlanContext): Generator<PlannedFile> {
  yield* planFixed(context);
  yield* planContents(context);
  yield* planLists(context);
  yield* planFeeds(context.site);
  yield* planEntries(context);
}

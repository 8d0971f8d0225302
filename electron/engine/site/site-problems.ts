import type { Problem } from "#contract/errors.ts";
import { completeAddress, isValidAddress } from "./addresses.ts";
import { findAnchorProblems } from "./anchor-problems.ts";
import { findDuplicateGuids } from "./guid.ts";
import { templateProblems } from "./post-template.ts";
import type { Site } from "./site.ts";
import type { SiteEntry } from "./site-entry.ts";
import type { SitePlan } from "./site-plan.ts";

/** Everything that is wrong with a site; what is wrong with single files of the blog, their readings know. */
export function findSiteProblems(site: Site, plan: SitePlan): Problem[] {
  const [aliases, texts, anchors]: [Problem[], Problem[], Problem[]] = [[], [], []];
  // Once through all of them: there may be tens of thousands, of which hardly any has a problem
  for (const entry of site.model.byPath.values()) {
    if (entry.post.aliases.length > 0) aliases.push(...invalidAliases(entry));
    const remarks = site.remarksOf(entry);
    if (remarks.problems.length > 0) texts.push(...remarks.problems);
    if (remarks.anchors.length > 0) anchors.push(...findAnchorProblems(site, entry, remarks.anchors));
  }
  return [
    ...site.themeOptions.problems,
    ...templateProblems(site),
    ...site.model.problems,
    ...plan.problems,
    ...findDuplicateGuids(posts(site)),
    ...aliases,
    ...texts,
    ...anchors,
  ];
}

function* posts(site: Site): Generator<SiteEntry["post"]> {
  for (const { post } of site.model.byPath.values()) if (post.guid !== null) yield post;
}

/** Old addresses at which no page can be put, as a query (`/?p=12`) is none. */
function invalidAliases({ post: { path, aliases } }: SiteEntry): Problem[] {
  return aliases
    .filter((alias) => !isValidAddress(completeAddress(alias)))
    .map((address) => ({
      code: "address.invalid",
      severity: "warning",
      file: path,
      values: { path, address },
    }));
}

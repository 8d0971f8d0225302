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
  const entries = [...site.model.byPath.values()];
  return [
    ...site.themeOptions.problems,
    ...templateProblems(site),
    ...site.model.problems,
    ...plan.problems,
    ...findDuplicateGuids(entries.map(({ post }) => post)),
    ...entries.flatMap(invalidAliases),
    ...entries.flatMap((entry) => site.remarksOf(entry).problems),
    ...findAnchorProblems(site),
  ];
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

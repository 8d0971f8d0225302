import type { ExportChoices } from "#contract/types/export-types.ts";
import { AppError } from "#contract/errors.ts";
import type { Site } from "#engine/site/model/site.ts";
import { type SiteEntry, timeOf } from "#engine/site/entries/site-entry.ts";

/**
 * Returns the posts and pages that an export includes: posts from the oldest to the newest, then pages.
 * Throws `export.nothing` if there are no posts and pages to export.
 */
export function chosenEntries(site: Site, { scope, drafts }: ExportChoices): readonly SiteEntry[] {
  const all = [...site.model.byPath.values()];
  const named = scope.kind === "posts" ? new Set(scope.paths.map((path) => path.normalize("NFC"))) : null;
  const chosen = all.filter((entry) => {
    if (named) return named.has(entry.post.path);
    if (!drafts && (entry.draft || entry.scheduled || isWithoutDate(entry))) return false;
    return scope.kind !== "year" || entry.year === scope.year;
  });
  if (chosen.length === 0) throw new AppError("export.nothing");
  return chosen.sort(inReadingOrder);
}

/** Whether a post has no valid date. Such a post is never published. */
function isWithoutDate({ post: { kind, date } }: SiteEntry): boolean {
  return kind === "post" && date === null;
}

function inReadingOrder(a: SiteEntry, b: SiteEntry): number {
  const [isPageA, isPageB] = [a.post.kind === "page", b.post.kind === "page"];
  if (isPageA !== isPageB) return isPageA ? 1 : -1;
  return timeOf(a) - timeOf(b) || (a.post.path < b.post.path ? -1 : 1);
}

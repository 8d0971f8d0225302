import { rootOf, fromRoot } from "../addresses/urls.ts";
import { isProtected } from "../entries/protected-sections.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { latestPage } from "../model/latest-page.ts";
import type { Site } from "../model/site.ts";
import { languageOf, linkKey } from "../template-data/entry-scope.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import {
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
} from "../template-data/planned-file.ts";

/** Plans a page for each section. The page redirects to the section's newest post. */
export function* planLatest(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  for (const section of site.model.sections) {
    const [entry, path] = [section.entries.at(-1), latestPage(site, section)];
    if (entry && path !== null) yield newestPostPage(context, path, entry);
  }
}

/** Returns the page at `path`, which redirects to `entry`, the newest post. */
export function newestPostPage(context: PlanContext, path: string, entry: SiteEntry): PlannedFile {
  return {
    path,
    group: "list",
    name: "newest post",
    links: () => [entry],
    inputs: () => [context.themedKey("redirect", rootOf(path)), path, linkKey(entry)],
    text: () => renderThemed(context, redirectPage(context.site, entry, path), path),
  };
}

/** Returns the template and the values of the page at `path`, which redirects to an entry's page. */
export function redirectPage(site: Site, entry: SiteEntry, path: string): ThemedPage {
  const url_absolute = site.baseUrl + entry.url;
  const { section } = entry.post;
  // Omits the title of the post, because the redirect page can be outside the protected folder.
  const title = isProtected(site.settings, section)
    ? (site.settings.sections[section]?.title ?? "")
    : entry.title;
  const page = generatedPageScope(site, { kind: "redirect", path, title, canonical: url_absolute });
  const redirect = { url: fromRoot(rootOf(path), entry.url), url_absolute, title };
  return { template: "redirect", page: { ...page, language: languageOf(site, entry) }, own: { redirect } };
}

import { posix } from "node:path";
import { percentDecoded } from "#contract/text/percent-encoding.ts";
import type { Problem } from "#contract/errors.ts";
import { collisionKey } from "#contract/text/collision-key.ts";
import type { PageLink } from "../articles/article.ts";
import { fileLedTo } from "../articles/link-targets.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { SitePlan } from "../pages/site-plan.ts";
import { rootOf } from "../addresses/urls.ts";

/** A post, a page or a setting whose text can contain links. */
export interface LinkingText extends Pick<SiteEntry, "address" | "url"> {
  readonly post: { readonly path: string };
}

/**
 * Prepares the search for missing pages.
 * The returned function finds the links of a text that lead to missing pages of the site.
 * Checks only links into folders with generated pages, because authors can put files into other folders.
 */
export function missingPageFinder(
  site: Site,
  { made }: Pick<SitePlan, "made">,
): (text: LinkingText, links: readonly PageLink[]) => Problem[] {
  let folders: ReadonlySet<string> | undefined;
  return (entry, links) => {
    const { address, post } = entry;
    const source = { path: post.path, address, root: rootOf(address) };
    const problems: Problem[] = [];
    for (const { href, line } of links) {
      const path = pageMeant(href, site, entry);
      if (
        path === undefined ||
        made.has(path) ||
        site.oldFiles.has(collisionKey(path)) ||
        fileLedTo(href, source, site)
      )
        continue;
      folders ??= foldersWithPages(made.paths());
      if (!folders.has(posix.dirname(path))) continue;
      const values = { path: post.path, target: href };
      problems.push({ code: "link.dead", severity: "warning", file: post.path, line, values });
    }
    return problems;
  };
}

/** Returns the site path of the HTML page to which a link leads, or undefined for any other target. */
function pageMeant(href: string, { baseUrl }: Site, { url }: LinkingText): string | undefined {
  if (href.startsWith("#") || !URL.canParse(href, baseUrl + url)) return undefined;
  const { origin, pathname } = new URL(href, baseUrl + url);
  if (!(origin + pathname).startsWith(baseUrl) || !/\.html?$/i.test(pathname)) return undefined;
  return percentDecoded((origin + pathname).slice(baseUrl.length))?.normalize("NFC");
}

function foldersWithPages(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) if (/\.html?$/i.test(path)) folders.add(posix.dirname(path));
  return folders;
}

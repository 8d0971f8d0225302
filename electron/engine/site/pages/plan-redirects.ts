import { collisionKey } from "#contract/text/collision-key.ts";
import { completeAddress, needsServerRule, pageFault } from "../addresses/addresses.ts";
import { linkKey } from "../template-data/entry-scope.ts";
import { type Redirect, renderHtaccess } from "./htaccess.ts";
import type { MovedFile } from "./plan-kept.ts";
import { redirectPage } from "./plan-latest.ts";
import { places } from "../addresses/places.ts";
import { type PlanContext, type PlannedFile, renderThemed } from "../template-data/planned-file.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { rootOf } from "../addresses/urls.ts";

/** The page at an alias (an earlier address of an entry). The page redirects to the entry's present page. */
export interface RedirectPage extends PlannedFile {
  readonly target: SiteEntry;
}

/** Plans a redirect page for each alias of each post and page. */
export function* planRedirects(context: PlanContext): Generator<RedirectPage> {
  for (const entry of context.site.model.entries.filter(hasAliases)) {
    for (const path of oldAddresses(entry)) {
      yield {
        path,
        // The group is `list`, because redirect pages go live after the pages to which they link.
        group: "list",
        name: `${entry.post.path} (alias)`,
        file: entry.post.path,
        target: entry,
        links: () => [entry],
        inputs: () => [context.themedKey("redirect", rootOf(path)), path, linkKey(entry)],
        text: () => renderThemed(context, redirectPage(context.site, entry, path), path),
      };
    }
  }
}

function hasAliases({ post }: SiteEntry): boolean {
  return post.aliases.length > 0;
}

function oldAddresses({ address, post }: SiteEntry): Iterable<string> {
  const paths = new Map<string, string>();
  for (const alias of post.aliases) {
    const path = completeAddress(alias);
    const key = collisionKey(path);
    if (pageFault(path) === null && path !== address && !paths.has(key)) paths.set(key, path);
  }
  return paths.values();
}

/** Plans the `.htaccess` with the redirects of entries, and of the lists that moved. */
export function* planHtaccess(
  site: Site,
  pages: readonly RedirectPage[],
  moved: readonly MovedFile[],
): Generator<PlannedFile> {
  const ssi = site.include === "ssi";
  const redirects = [
    ...pages.map(({ path, target }): Redirect => ({ from: path, to: target.address })),
    ...serverRedirects(site),
    ...moved.flatMap(({ path, movedTo }): Redirect[] => (movedTo ? [{ from: path, to: movedTo }] : [])),
  ];
  if (!site.settings.redirects.htaccess || (redirects.length === 0 && !ssi)) return;
  redirects.sort((a, b) => (a.from < b.from ? -1 : 1));
  yield {
    path: places.htaccess,
    group: "list",
    isProgram: true,
    name: places.htaccess,
    inputs: () => [site.pageKey, ssi, ...redirects.flatMap(({ from, to }) => [from, to])],
    text: () => renderHtaccess(redirects, site.baseUrl, ssi),
  };
}

/**
 * Returns the redirects that need a rule of the server.
 * If two entries have the same alias, readers are redirected to the first entry.
 */
function* serverRedirects({ model }: Site): Generator<Redirect> {
  const seen = new Set<string>();
  for (const { address, post } of model.entries.filter(hasAliases)) {
    for (const alias of post.aliases) {
      const from = alias.trim().replace(/^\/+/, "");
      if (seen.has(from) || !needsServerRule(alias.trim())) continue;
      seen.add(from);
      yield { from, to: address };
    }
  }
}

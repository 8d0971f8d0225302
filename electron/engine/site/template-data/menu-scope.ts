import { type MenuBranch, type MenuPage, pagesInMenu } from "#contract/types/page-menu.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { linkAddress } from "../addresses/urls.ts";

/** The value that templates see for an entry of the menu. */
interface MenuLinkScope {
  readonly title: string;
  /** URL of the entry; "" for an entry that is only a heading for the entries below it. */
  readonly url: string;
}

/** An entry on the first level of the menu. `items` are the entries below this entry. */
export interface MenuScope extends MenuLinkScope {
  readonly items: readonly MenuLinkScope[];
}

/** Returns the author's menu for a page. Omits entries without text, and links without a visible target. */
export function menuScope(site: Site, root: string): MenuScope[] {
  return site.settings.menu.flatMap(({ items = [], ...entry }) => {
    const inside = items.flatMap((item) => linkScope(site, root, item) ?? []);
    const own = linkScope(site, root, entry);
    if (own) return [{ ...own, items: inside }];
    const title = entry.label ?? "";
    return inside.length > 0 && title !== "" ? [{ title, url: "", items: inside }] : [];
  });
}

/** Whether the author's menu shows an entry's title. Also true if another entry has the same title. */
export function mayNameInMenu(site: Site, { title }: SiteEntry): boolean {
  const entries = site.settings.menu.flatMap(({ items = [], ...entry }) => [entry, ...items]);
  return entries.some(
    ({ label = "", url = "" }) => label === "" && site.resolveSiteLink(url, "").title === title,
  );
}

/** Returns the pages in the menu, on two levels, for themes that make their menu from pages. */
export function pageBranches({ model }: Pick<Site, "model">): MenuBranch<MenuPage & { entry: SiteEntry }>[] {
  const pages = model.pages.map((entry) => ({ ...entry.post.properties, path: entry.post.path, entry }));
  return pagesInMenu(pages);
}

function linkScope(
  site: Site,
  root: string,
  { label = "", url = "" }: { readonly label?: string | undefined; readonly url?: string | undefined },
): MenuLinkScope | null {
  if (linkAddress(url) === "") return null;
  const link = site.resolveSiteLink(url, root);
  const title = label || link.title || "";
  return link.dead || link.waiting || title === "" ? null : { title, url: link.url };
}

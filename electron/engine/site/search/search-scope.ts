import { places } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import { searchScriptPath } from "./search-script.ts";

/** `search` in the template `search`. */
interface SearchScope {
  readonly script_url: string;
  /** Host and folder of the site, which restrict a search of the whole web; "" if the site is not public. */
  readonly web_site: string;
}

/** Whether the site has a search: the author may disable it, and a theme may have no page for it. */
export function hasSearch({ settings, theme }: Pick<Site, "settings" | "theme">): boolean {
  return settings.search && theme.templates.has(`templates/${places.search.replace(/\.html$/, "")}.liquid`);
}

/** Returns the values of the search page besides the theme's words. */
export function searchScope(site: Site): SearchScope {
  const { hostname, pathname } = new URL(site.baseUrl);
  const isPublic = hostname.includes(".") && !/^[\d.]+$/.test(hostname);
  return { script_url: searchScriptPath, web_site: isPublic ? hostname + pathname.replace(/\/$/, "") : "" };
}

import { places } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import { searchScriptPath } from "./search-script.ts";

/** `search` in the template `search`. */
interface SearchScope {
  readonly script_url: string;
  /** What a search of the whole web is limited to: host and folder of the site; "" where the web cannot see it. */
  readonly web_site: string;
}

/** Whether the site has a search: the author may not want one, and a theme may have no page for it. */
export function hasSearch({ settings, theme }: Pick<Site, "settings" | "theme">): boolean {
  return settings.search && theme.templates.has(`templates/${places.search.replace(/\.html$/, "")}.liquid`);
}

/** What the search page says besides the words of the theme. */
export function searchScope(site: Site): SearchScope {
  const { hostname, pathname } = new URL(site.baseUrl);
  const isPublic = hostname.includes(".") && !/^[\d.]+$/.test(hostname);
  return { script_url: searchScriptPath, web_site: isPublic ? hostname + pathname.replace(/\/$/, "") : "" };
}

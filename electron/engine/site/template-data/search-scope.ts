import { searchFolder } from "#contract/site-search/layout.ts";
import { shortHash } from "#engine/base/hash.ts";
import { places } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import { pageScript } from "../search/page-script.ts";

export const searchScript = pageScript;

/** Site path of the script. Contains a hash of the script, so that browsers can cache the file forever. */
export const searchScriptPath = `${searchFolder}/search.${shortHash(searchScript).replace(/\W/g, "").slice(0, 8)}.js`;

/** The value of `search` in the template `search`. */
interface SearchScope {
  readonly script_url: string;
  /** Host and path of the site, for web search engines; "" if the site is not on the public internet. */
  readonly web_site: string;
}

/** Whether the site has a search: the author allows it and the theme has a search page. */
export function hasSearch({ settings, theme }: Pick<Site, "settings" | "theme">): boolean {
  return settings.search && theme.templates.has(`templates/${places.search.replace(/\.html$/, "")}.liquid`);
}

export function searchScope(site: Site): SearchScope {
  const { hostname, pathname } = new URL(site.baseUrl);
  const isPublic = hostname.includes(".") && !/^[\d.]+$/.test(hostname);
  return { script_url: searchScriptPath, web_site: isPublic ? hostname + pathname.replace(/\/$/, "") : "" };
}

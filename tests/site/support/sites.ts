import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import type { BuiltSite } from "./built-sites.ts";

/** The sites that were built for the tests. */
export const sites: readonly BuiltSite[] = inject("sites");

/** Returns the text of a file of the site. */
export function readText(site: BuiltSite, path: string): string {
  return readFileSync(join(site.folder, path), "utf8");
}

/** Returns the paths of the site's files with this ending. */
export function pathsEnding(site: BuiltSite, ending: string): string[] {
  return site.paths.filter((path) => path.endsWith(ending));
}

/** Returns the public URL of a file: each segment is encoded, and `index.html` is left out. */
export function urlOf(site: BuiltSite, path: string): string {
  const shown = path.replace(/(^|\/)index\.html$/, "$1");
  return new URL(shown.split("/").map(encodeURIComponent).join("/"), site.baseUrl).href;
}

/**
 * Returns the file that a web server would serve for a URL.
 * Undefined for a URL outside the site. Null if there is no file.
 */
export function pathOf(site: BuiltSite, url: string): string | null | undefined {
  const { origin, pathname } = new URL(url);
  const base = new URL(site.baseUrl);
  if (origin !== base.origin || !pathname.startsWith(base.pathname)) return undefined;
  const path = decodeURIComponent(pathname.slice(base.pathname.length));
  const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  return site.paths.includes(file) ? file : null;
}

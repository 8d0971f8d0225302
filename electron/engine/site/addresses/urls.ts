import { encodedPath } from "#contract/text/percent-encoding.ts";
import { isActiveAddress } from "#engine/markdown/html/active-address.ts";

/** Replaces lone surrogates with U+FFFD, because URLs, XML and UTF-8 files cannot contain lone surrogates. */
export function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** Percent-encodes the segments of a site path: `tags/日記/a b.html` → `tags/%E6%97…/a%20b.html`. */
export function encodePath(path: string): string {
  if (/^[\w\-.~/]*$/.test(path)) return path;
  return encodedPath(wellFormed(path));
}

/** Returns the encoded URL path of a file: `tags/go/index.html` → `tags/go/`, `index.html` → "". */
export function publicPath(path: string): string {
  const shown = path === "index.html" ? "" : path.endsWith("/index.html") ? path.slice(0, -10) : path;
  return encodePath(shown);
}

/** Returns the relative path from a page to the root of the site: `""`, `"../"`, `"../../"`. */
export function rootOf(path: string): string {
  let depth = 0;
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) depth += 1;
  return roots[depth] ?? "../".repeat(depth);
}

/** The results of `rootOf` for usual depths, made once because each build calls `rootOf` for every page. */
const roots = Array.from({ length: 16 }, (_, depth) => "../".repeat(depth));

/**
 * Returns the URL with which a page links to a file. `root` is the path from the page to the site's root.
 * Never returns "", because browsers resolve an empty URL to the page itself.
 */
export function fromRoot(root: string, publicPath: string): string {
  return root + publicPath || "./";
}

export function hasScheme(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url);
}

/** Returns the base URL of a site with exactly one trailing slash, without query and fragment. */
export function normalizeBaseUrl(url: string): string {
  const parsed = new URL(url);
  parsed.search = "";
  parsed.hash = "";
  return parsed.href.endsWith("/") ? parsed.href : `${parsed.href}/`;
}

/** Converts a URL to an absolute ASCII URL. A URL that cannot be parsed is returned unchanged. */
export function absoluteUrl(url: string, baseUrl: string): string {
  return URL.canParse(url, baseUrl) ? new URL(url, baseUrl).href : url;
}

/** Returns a URL from the blog for use in a link; "" if the URL would run code (`javascript:`). */
export function linkAddress(url: string): string {
  return isActiveAddress(url) ? "" : url;
}

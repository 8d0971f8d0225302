import { isActiveAddress } from "#engine/markdown/html/active-address.ts";

/** Replaces lone surrogates, which no URL, XML or UTF-8 file can hold. */
export function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** Percent-encodes each segment of a path inside the site, once: `tags/日記/a b.html` → `tags/%E6%97…/a%20b.html`. */
export function encodePath(path: string): string {
  // Most addresses have nothing that must be encoded
  if (/^[\w\-.~/]*$/.test(path)) return path;
  return wellFormed(path).split("/").map(encodeURIComponent).join("/");
}

/** The encoded address that readers see for a file of the site: `tags/go/index.html` → `tags/go/`, `index.html` → ``. */
export function publicPath(path: string): string {
  const shown = path === "index.html" ? "" : path.endsWith("/index.html") ? path.slice(0, -10) : path;
  return encodePath(shown);
}

/** How a page of that path reaches the top of the site: `""`, `"../"`, `"../../"`. */
export function rootOf(path: string): string {
  let root = "";
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) root += "../";
  return root;
}

/** A URL relative to the page whose root is `root`; never empty, because an empty URL means the page itself. */
export function fromRoot(root: string, publicPath: string): string {
  return root + publicPath || "./";
}

/** Whether a URL is complete in itself, and so none of the site's own relative ones. */
export function hasScheme(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url);
}

/** The public address of the site with exactly one slash at its end, without query and fragment. */
export function normalizeBaseUrl(url: string): string {
  const parsed = new URL(url);
  parsed.search = "";
  parsed.hash = "";
  return parsed.href.endsWith("/") ? parsed.href : `${parsed.href}/`;
}

/** An address that the author wrote, as an absolute URL in ASCII; what cannot be read as one stays as it is. */
export function absoluteUrl(url: string, baseUrl: string): string {
  return URL.canParse(url, baseUrl) ? new URL(url, baseUrl).href : url;
}

/** An address that the author or a file of the blog gave, for a link; "" when following it would run something. */
export function linkAddress(url: string): string {
  return isActiveAddress(url) ? "" : url;
}

/** Escapes text for HTML and XML, in element content and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

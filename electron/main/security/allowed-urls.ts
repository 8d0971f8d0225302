import { appOrigin } from "./content-security.ts";

/** Schemes of URLs that may be passed to the system. None of them names a file or starts a program. */
const outsideSchemes = new Set(["http:", "https:", "mailto:"]);

/**
 * Whether a frame may navigate to a URL.
 * A main frame may show only the interface. Other frames may show only pages of the window's blog.
 */
export function mayNavigate(url: string, isMainFrame: boolean, siteOrigin: string | undefined): boolean {
  if (isMainFrame) return url.startsWith(`${appOrigin}/`);
  return siteOrigin !== undefined && siteOriginOf(url) === siteOrigin;
}

/**
 * Returns the origin that was reserved for the blog of a `site:` URL, or null for another URL.
 * If the preview moves to another process, its host name gets a number: `site://b1-2/`.
 */
export function siteOriginOf(url: string): string | null {
  return /^(site:\/\/b\d+)(?:-\d+)?\//.exec(url)?.[1] ?? null;
}

/**
 * Returns a URL in normal form for the system's browser or mail program. Returns null for a forbidden URL.
 */
export function outsideAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return outsideSchemes.has(url.protocol) ? url.href : null;
}

/** Types of requests that load a page. */
const frames = new Set(["mainFrame", "subFrame"]);

/**
 * Whether the program may load a URL. This check comes in addition to the page's content security policy.
 * Allows the interface, previews, embedded data (`data:`, `blob:`) and Chromium's development tools.
 */
export function mayRequest(url: string, resourceType: string, isDevelopment: boolean): boolean {
  if (url.startsWith(`${appOrigin}/`) || siteOriginOf(url) !== null) return true;
  if (/^(?:data|blob):/.test(url)) return !frames.has(resourceType);
  return isDevelopment && url.startsWith("devtools://");
}

import { appOrigin } from "./content-security.ts";

/** Schemes that may be passed to the system: none that names a file or starts a program. */
const outsideSchemes = new Set(["http:", "https:", "mailto:"]);

/**
 * Whether a frame may navigate to a URL: a window's main frame stays the interface, and its other frames only
 * show the window's own blog. `siteOrigin` is undefined for a window without a blog.
 */
export function mayNavigate(url: string, isMainFrame: boolean, siteOrigin: string | undefined): boolean {
  const origin = isMainFrame ? appOrigin : siteOrigin;
  return origin !== undefined && url.startsWith(`${origin}/`);
}

/** Returns a normalized URL for the system's browser or mail program; null for anything else. */
export function outsideAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return outsideSchemes.has(url.protocol) ? url.href : null;
}

import { appOrigin } from "./content-security.ts";

/** Schemes that may be handed to the system: nothing that names a file or starts a program. */
const outsideSchemes = new Set(["http:", "https:", "mailto:"]);

/**
 * Whether a frame may go to an address: a window's page stays the interface, and the frames in it show nothing but the
 * window's own blog. `siteOrigin` is undefined for a window without one.
 */
export function mayNavigate(url: string, isMainFrame: boolean, siteOrigin: string | undefined): boolean {
  const origin = isMainFrame ? appOrigin : siteOrigin;
  return origin !== undefined && url.startsWith(`${origin}/`);
}

/** An address to be opened in the system's browser or mail program, normalised; null for anything else. */
export function outsideAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return outsideSchemes.has(url.protocol) ? url.href : null;
}

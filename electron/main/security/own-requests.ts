import { appOrigin } from "./content-security.ts";

/** Kinds of requests that load a page. */
const frames = new Set(["mainFrame", "subFrame"]);

/**
 * Whether the program may load a URL: its own interface and previews, embedded data (`data:`, `blob:`) as
 * part of a page, and in development Chromium's tools. Nothing else, whatever a page's policy allows;
 * publishing uses the engine instead.
 */
export function mayRequest(url: string, resourceType: string, isDevelopment: boolean): boolean {
  if (url.startsWith(`${appOrigin}/`) || /^site:\/\/b\d+\//.test(url)) return true;
  if (/^(?:data|blob):/.test(url)) return !frames.has(resourceType);
  return isDevelopment && url.startsWith("devtools://");
}

import { appOrigin } from "./content-security.ts";

/** Types of requests that load a page. */
const frames = new Set(["mainFrame", "subFrame"]);

/**
 * Whether the program may load a URL: its interface, its previews, embedded data (`data:`, `blob:`) as part
 * of a page, and during development Chromium's tools. Everything else is blocked, whatever a page's own
 * policy allows; publishing does not use these requests, since it runs in the engine.
 */
export function mayRequest(url: string, resourceType: string, isDevelopment: boolean): boolean {
  if (url.startsWith(`${appOrigin}/`) || /^site:\/\/b\d+\//.test(url)) return true;
  if (/^(?:data|blob):/.test(url)) return !frames.has(resourceType);
  return isDevelopment && url.startsWith("devtools://");
}

import { appOrigin } from "./content-security.ts";

/** Kinds of requests that show a page of their own. */
const frames = new Set(["mainFrame", "subFrame"]);

/**
 * Whether the program may load an address: its own interface and previews, what stands in an address itself (`data:`,
 * `blob:`) as a part of a page, and in development Chromium's tools. Nothing else, whatever a page's policy would let
 * through; what is published goes another way, through the engine.
 */
export function mayRequest(url: string, resourceType: string, isDevelopment: boolean): boolean {
  if (url.startsWith(`${appOrigin}/`) || /^site:\/\/b\d+\//.test(url)) return true;
  if (/^(?:data|blob):/.test(url)) return !frames.has(resourceType);
  return isDevelopment && url.startsWith("devtools://");
}

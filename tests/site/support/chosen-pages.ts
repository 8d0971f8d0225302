import type { BuiltSite } from "./built-sites.ts";
import { pagesOf } from "./pages.ts";

/** Pages of the written blogs with special content: all of Markdown, other scripts, long words. */
const special: Readonly<Record<string, readonly string[]>> = {
  sample: [
    "futakoto/mincho-and-gothic.html",
    "20260506-0000.html",
    "20251130-1840.html",
    "tags/index.html",
    "calendar/2026.html",
  ],
  english: [
    "20250301-0930.html",
    "20250202-0800.html",
    "series/index.html",
    "series/three-mornings/index.html",
    "contents/2025-02.html",
  ],
  hostile: [
    "20240109-0000.html",
    "20240404-0000.html",
    "20240502-0000.html",
    "20240701-0000.html",
    "20240703-0000.html",
  ],
};

/** Returns one page of each kind that the site has, and its pages with special content. */
export function chosenPages(site: BuiltSite): string[] {
  const firstOfKind = new Map<string, string>();
  for (const { kind, path } of pagesOf(site)) if (!firstOfKind.has(kind)) firstOfKind.set(kind, path);
  return [...new Set([...firstOfKind.values(), ...(special[site.blog] ?? [])])];
}

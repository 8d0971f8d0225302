import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pathsEnding, sites, urlOf } from "./support/sites.ts";

const served = sites.filter(({ wholeFolder }) => wholeFolder !== undefined);

/**
 * Returns a page with absolute URLs, and without white space at the ends of lines.
 * Links in parts start at the host's root, and those of whole pages do not.
 */
function plain(html: string, base: string): string {
  return html
    .replace(/\b(href|src|action)="([^"]*)"/g, (_, name, url) => `${name}="${new URL(url, base).href}"`)
    .replace(/\s*\n\s*/g, "\n");
}

// Because of this test, other tests need not open pages of these sites in a browser
test.each(served)("each page of $name has the same elements as without parts", async (site) => {
  const pages = pathsEnding(site, ".html");
  expect(pages.length).toBeGreaterThan(20);
  for (const path of pages) {
    const [page, whole] = await Promise.all(
      [site.folder, site.wholeFolder ?? ""].map((folder) => readFile(join(folder, path), "utf8")),
    );
    expect(plain(page ?? "", urlOf(site, path)), path).toBe(plain(whole ?? "", urlOf(site, path)));
  }
});

import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings, type AxeOptions, colourRules } from "#tests/support/axe.ts";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";
import { openPage, openSite } from "./support/browsing.ts";
import { chosenPages } from "./support/chosen-pages.ts";
import type { BuiltSite } from "./support/built-sites.ts";
import { pagesOf } from "./support/pages.ts";
import { sites } from "./support/sites.ts";

const wide = { width: 1280, height: 720 };
const narrow = { width: 320, height: 640 };

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

/**
 * Returns the pages whose elements differ from those of other sites.
 * With PHP, all pages have the elements of whole pages (`served.test.ts`).
 * With the script, all pages except the parts have them (`include-script.test.ts`).
 */
function pagesToCheck(site: BuiltSite): string[] {
  if (site.include === "php") return [];
  const chosen = chosenPages(site);
  return site.include === "script" ? chosen.filter((path) => kindOf(site, path) === "parts") : chosen;
}

const kindOf = (site: BuiltSite, path: string) => pagesOf(site).find((page) => page.path === path)?.kind;
const sitesToCheck = sites.filter((site) => pagesToCheck(site).length > 0);

test("the checked pages include every kind of page", () => {
  const kinds = sitesToCheck.flatMap((site) => pagesToCheck(site).map((path) => kindOf(site, path)));
  expect(new Set(kinds)).toEqual(
    new Set(["post", "page", "front", "contents", "list", "search", "not-found", "redirect", "parts"]),
  );
});

test.each(sitesToCheck)(
  "axe finds no fault on any kind of page of $name, light or dark, and none is wider than 320 pixels",
  async (site) => {
    const context = await openSite(browser, site, { viewport: wide });
    const page = await context.newPage();
    for (const path of pagesToCheck(site)) {
      await page.emulateMedia({ colorScheme: "light" });
      await openPage(page, site, path);
      // axe checks the sizes of targets only on request
      const all = await findings(page, { rules: { "target-size": { enabled: true } } });
      expect(all, `${path}, light`).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)).toBe(true);
      // The dark scheme differs from the light one only in its colours
      expect(await findings(page, colourRules), `${path}, dark`).toEqual([]);
      await page.setViewportSize(narrow);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(narrow.width);
      await page.setViewportSize(wide);
    }
    await context.close();
  },
);

const samples = sites.filter((site) => site.blog === "sample");

test.each(samples)(
  "a table of four short columns fits a telephone in $name without breaking words",
  async (site) => {
    const context = await openSite(browser, site, { viewport: { width: 360, height: 640 } });
    const page = await context.newPage();
    await openPage(page, site, "20260418-1600.html");
    const table = page.locator(".table-scroll");
    expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    const tea = page.getByRole("cell", { name: "ほうじ茶" });
    expect(await tea.evaluate(linesOf)).toBe(1);
    await context.close();
  },
);

/** Returns the number of lines of an element's text. */
function linesOf(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}

/** Returns axe's findings on the page, one for each element. */
async function findings(page: Page, options: AxeOptions): Promise<string[]> {
  const { violations } = await axeFindings(page, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

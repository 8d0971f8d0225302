import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";
import { openPage, openSite } from "./support/browsing.ts";
import { chosenPages } from "./support/chosen-pages.ts";
import { pagesOf } from "./support/pages.ts";
import { sites } from "./support/sites.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

test("every kind of page is among those that are looked at", () => {
  const kinds = sites.flatMap((site) =>
    chosenPages(site).map((path) => pagesOf(site).find((page) => page.path === path)?.kind),
  );
  expect(new Set(kinds)).toEqual(
    new Set(["post", "page", "front", "contents", "list", "search", "not-found", "redirect", "parts"]),
  );
});

test.each(sites)("axe finds nothing on any kind of page of $name, light or dark", async (site) => {
  const context = await openSite(browser, site);
  const page = await context.newPage();
  for (const path of chosenPages(site)) {
    await page.emulateMedia({ colorScheme: "light" });
    await openPage(page, site, path);
    // Sizes of targets are looked at only when asked for
    const all = await findings(page, (axe) => axe.options({ rules: { "target-size": { enabled: true } } }));
    expect(all, `${path}, light`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)).toBe(true);
    // What the dark is made of is the same but for its colours
    const ofColours = await findings(page, (axe) => axe.withRules(["color-contrast", "link-in-text-block"]));
    expect(ofColours, `${path}, dark`).toEqual([]);
  }
  await context.close();
});

test.each(sites)("at 320 pixels no page of $name has to be scrolled sideways", async (site) => {
  const context = await openSite(browser, site, { viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const path of chosenPages(site)) {
    await openPage(page, site, path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(320);
  }
  await context.close();
});

const samples = sites.filter((site) => site.blog === "sample");

test.each(samples)(
  "a table of four short columns fits a telephone in $name, its words whole",
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

/** In how many lines an element's text stands. */
function linesOf(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}

/** What axe has against the page. Without frames its older way is as thorough, and opens no second page for each. */
async function findings(page: Page, choose: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const axe = choose(new AxeBuilder({ page }).setLegacyMode(true));
  const { violations, passes } = await axe.analyze();
  expect(passes.length).toBeGreaterThan(0);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

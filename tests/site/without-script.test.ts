import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";
import { openSite } from "./support/browsing.ts";
import type { BuiltSite } from "./support/built-sites.ts";
import { chosenPages } from "./support/chosen-pages.ts";
import { sites, urlOf } from "./support/sites.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

// The search page says without script what else there is: tests/unit/renderer/search-page
const notAlike = "search.html";

test.each(sites)("every other kind of page of $name shows the same words without script", async (site) => {
  const withScript = await wordsOf(site, true);
  expect(await wordsOf(site, false)).toEqual(withScript);
  for (const [path, words] of withScript) expect(words.length, path).toBeGreaterThan(10);
});

/** What a reader can see of the chosen pages, by path. */
async function wordsOf(site: BuiltSite, javaScriptEnabled: boolean): Promise<Map<string, string>> {
  const context = await openSite(browser, site, { javaScriptEnabled });
  const page = await context.newPage();
  const words = new Map<string, string>();
  for (const path of chosenPages(site).filter((path) => path !== notAlike)) {
    await page.goto(urlOf(site, path));
    words.set(path, await page.locator("body").innerText());
  }
  await context.close();
  return words;
}

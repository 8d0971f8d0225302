import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";
import { openPage, openSite } from "./support/browsing.ts";
import type { BuiltSite } from "./support/built-sites.ts";
import { chosenPages } from "./support/chosen-pages.ts";
import { linksOf, pagesOf } from "./support/pages.ts";
import { sites, urlOf } from "./support/sites.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

// Tests in tests/unit/renderer/search-page check what the search page offers without a script
const notAlike = "search.html";

// Pages with parts that PHP inserts have the elements of whole pages (`served.test.ts`)
test.each(sites.filter(({ include }) => include === "none"))(
  "every other kind of page of $name shows the same text without a script",
  async (site) => {
    const withScript = await wordsOf(site, true);
    expect(await wordsOf(site, false)).toEqual(withScript);
    for (const [path, words] of withScript) expect(words.length, path).toBeGreaterThan(10);
  },
);

test.each(sites.filter(({ include }) => include === "script"))(
  "a page of $name shows its text without a script, and links to each of its parts",
  async (site) => {
    const withScript = await wordsOf(site, true);
    const context = await openSite(browser, site, { javaScriptEnabled: false });
    const page = await context.newPage();
    let followed = 0;
    for (const [path, words] of withScript) {
      await page.goto(urlOf(site, path));
      const own = letters(await page.locator("body").innerText());
      for (const text of await page.locator("main h1, .e-content").allInnerTexts()) {
        for (const seen of [own, letters(words)]) expect(seen, path).toContain(letters(text));
      }
      for (const target of await partLinks(page)) {
        await page.goto(target);
        const part = letters(await page.locator(":target").innerText());
        expect(letters(words), `${path}: ${target}`).toContain(part);
        if (part !== "") expect(own, `${path}: ${target}`).not.toContain(part);
        followed += 1;
      }
    }
    expect(followed).toBeGreaterThan(20);
    await context.close();
  },
);

test.each(sites.filter(({ blog }) => blog === "english"))(
  "an old link to a place in a page of $name leads to the place in the present page",
  async (site) => {
    const [old] = pagesOf(site).filter(({ kind }) => kind === "redirect");
    const context = await openSite(browser, site);
    const page = await context.newPage();
    await page.goto(`${urlOf(site, old?.path ?? "")}#p%C3%A9`);
    await page.waitForURL(`${old && linksOf(old, "canonical")[0]?.href}#p%C3%A9`);
    await context.close();
  },
);

/** Returns the targets of the links that replace a page's parts. */
async function partLinks(page: Page): Promise<string[]> {
  const links = page.locator("noscript > a");
  const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  return targets.map((target) => new URL(target, page.url()).href);
}

/** Returns the text without white space, which depends on the style sheet. */
function letters(text: string): string {
  return text.replaceAll(/\s/g, "");
}

/** Returns the visible text without the buttons that only the script can serve, such as for dark colours. */
function wordsWithoutControls(body: HTMLElement): string {
  for (const button of body.querySelectorAll("button")) button.remove();
  return body.innerText;
}

/** Returns the visible text of the chosen pages, by path. */
async function wordsOf(site: BuiltSite, javaScriptEnabled: boolean): Promise<Map<string, string>> {
  const context = await openSite(browser, site, { javaScriptEnabled });
  const page = await context.newPage();
  const words = new Map<string, string>();
  for (const path of chosenPages(site).filter((path) => path !== notAlike)) {
    await (javaScriptEnabled ? openPage(page, site, path) : page.goto(urlOf(site, path)));
    words.set(path, await page.locator("body").evaluate(wordsWithoutControls));
  }
  await context.close();
  return words;
}

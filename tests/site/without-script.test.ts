import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";
import { openPage, openSite } from "./support/browsing.ts";
import type { BuiltSite } from "./support/built-sites.ts";
import { chosenPages } from "./support/chosen-pages.ts";
import { linksOf, pagesOf, type SitePage } from "./support/pages.ts";
import { readText, sites, urlOf } from "./support/sites.ts";

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
    expect(followed).toBeGreaterThan(10);
    await context.close();
  },
);

test.each(sites.filter(({ blog }) => blog === "english"))(
  "an old link to a place in a page of $name leads to the place, and no second redirect replaces the first",
  async (site) => {
    const context = await openSite(browser, site);
    const page = await context.newPage();
    // The browser stays on the page after this status.
    await page.route(newUrl(site), (route) => route.fulfill({ status: 204 }));
    await page.goto(`${urlOf(site, redirectOf(site).path)}#p%C3%A9`, { waitUntil: "commit" });
    expect(await page.locator("main").innerText()).not.toBe("");
    expect(await page.locator('meta[http-equiv="refresh"]').count()).toBe(0);
    await context.close();
    expect(await redirectedUrl(site, { place: "#p%C3%A9" })).toBe(`${newUrl(site)}#p%C3%A9`);
  },
);

test.each(sites.filter(({ blog, include }) => blog === "english" && include === "none"))(
  "an old link to a page of $name leads to the present page, also if no script may run",
  async (site) => {
    expect(await redirectedUrl(site, {})).toBe(newUrl(site));
    const withoutScript = await redirectedUrl(site, { place: "#p", javaScriptEnabled: false });
    expect(withoutScript.replace("#p", "")).toBe(newUrl(site));
    const forbidden = await redirectedUrl(site, { place: "#p", policy: "script-src 'self'" });
    expect(forbidden.replace("#p", "")).toBe(newUrl(site));
  },
);

interface Visit {
  readonly place?: string;
  readonly javaScriptEnabled?: boolean;
  /** The `Content-Security-Policy` of the redirect page. */
  readonly policy?: string;
}

/** Opens a redirect page, and returns the URL to which it leads. */
async function redirectedUrl(
  site: BuiltSite,
  { place = "", javaScriptEnabled = true, policy }: Visit,
): Promise<string> {
  const context = await openSite(browser, site, { javaScriptEnabled });
  const page = await context.newPage();
  const old = redirectOf(site).path;
  const headers = policy === undefined ? {} : { "Content-Security-Policy": policy };
  await page.route(urlOf(site, old), (route) =>
    route.fulfill({ headers, contentType: "text/html; charset=utf-8", body: readText(site, old) }),
  );
  await page.goto(urlOf(site, old) + place, { waitUntil: "commit" });
  await page.waitForURL((url) => url.href.replace(/#.*/, "") === newUrl(site));
  const url = page.url();
  await context.close();
  return url;
}

function redirectOf(site: BuiltSite): SitePage {
  const [page] = pagesOf(site).filter(({ kind }) => kind === "redirect");
  if (!page) throw new Error(`No redirect page: ${site.name}`);
  return page;
}

function newUrl(site: BuiltSite): string {
  return linksOf(redirectOf(site), "canonical")[0]?.href ?? "";
}

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

import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BuiltSite } from "./built-sites.ts";
import { pathOf, urlOf } from "./sites.ts";

const types = new Map([
  ["html", "text/html; charset=utf-8"],
  ["css", "text/css; charset=utf-8"],
  ["svg", "image/svg+xml"],
  ["png", "image/png"],
  ["js", "text/javascript; charset=utf-8"],
  ["json", "application/json; charset=utf-8"],
]);

/**
 * Opens a browser window in which the site has its public URL.
 * All other URLs are blocked, as for a reader without a network.
 */
export async function openSite(
  browser: Browser,
  site: BuiltSite,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  await context.route("**/*", (route) => answer(route, site));
  return context;
}

/** Opens a page of the site and waits until its script has inserted all parts. */
export async function openPage(page: Page, site: BuiltSite, path: string): Promise<void> {
  await page.goto(urlOf(site, path));
  if (site.include !== "script") return;
  await page.waitForFunction(() => document.querySelector("script[data-part]") === null);
}

async function answer(route: Route, site: BuiltSite): Promise<void> {
  const path = pathOf(site, route.request().url());
  if (path === undefined || path === null) return route.abort();
  const body = await readFile(join(site.folder, path));
  const contentType = types.get(path.slice(path.lastIndexOf(".") + 1)) ?? "application/octet-stream";
  await route.fulfill({ contentType, body: path.endsWith(".html") ? withoutHaste(body.toString()) : body });
}

/** Changes a redirect page so that it waits for a day, and can be checked before that. */
function withoutHaste(html: string): string {
  return html.replace('http-equiv="refresh" content="0;', 'http-equiv="refresh" content="86400;');
}

import type { Server } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import ja from "#resources/locales/ja.json" with { type: "json" };
import { launchBrowser, serveWindow } from "../../support/real-browser.ts";

/** The form that renames a section, in a real browser. */
let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  ({ server, origin } = await serveWindow(
    "tests/unit/renderer/views/blog-settings/section-folder-window.tsx",
  ));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

async function opened(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(origin);
  await page.getByRole("button", { name: ja["sections.rename"] }).click();
  return page;
}

const answer = async (page: Page, name: string, pages: number): Promise<void> => {
  await page.waitForFunction((key) => key in globalThis.answers, name);
  await page.evaluate(([key, count]) => globalThis.answers[key]?.(count), [name, pages] as const);
};

test("an older count of moved pages does not replace that of the name in the field", async () => {
  const page = await opened();
  const field = page.getByRole("textbox");
  await field.fill("first");
  await page.waitForFunction(() => "first" in globalThis.answers);
  await field.fill("second");
  await answer(page, "second", 2);
  await page.getByText("2 ページ").waitFor();
  await answer(page, "first", 1);
  // React renders a new value in the next frame at the latest.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await page.getByText("2 ページ").count()).toBe(1);
  await page.close();
});

test("a rename before the count is known also redirects the old addresses", async () => {
  const page = await opened();
  await page.getByRole("textbox").fill("third");
  await page.getByRole("textbox").press("Enter");
  await page.waitForFunction(() => globalThis.renames.length > 0);
  const renames = await page.evaluate(() => globalThis.renames);
  expect(renames).toEqual([{ from: "notes", to: "third", redirect: true }]);
  await page.close();
});

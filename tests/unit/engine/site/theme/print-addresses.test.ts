import { readFile } from "node:fs/promises";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const text = "https://example.com/1 と <https://example.com/2> と [語](https://example.com/3)";

test("when printed, Fude repeats no address that is already shown", async () => {
  const styles = await readFile(
    new URL("../../../../../resources/themes/fude/assets/style.css", import.meta.url),
    "utf8",
  );
  const page = await browser.newPage();
  const { html } = createMarkdown().render(text);
  await page.setContent(`<style>${styles}</style><div class="e-content">${html}</div>`);
  const behind = (): Promise<string[]> =>
    page.locator("a").evaluateAll((links) => links.map((link) => getComputedStyle(link, "::after").content));
  expect(await behind()).toEqual(["none", "none", "none"]);
  await page.emulateMedia({ media: "print" });
  // The quotes around the parts of the content differ between versions of Chromium.
  const printed = (await behind()).map((content) => content.replaceAll(/["() ]/g, ""));
  expect(printed).toEqual(["none", "none", "https://example.com/3"]);
});

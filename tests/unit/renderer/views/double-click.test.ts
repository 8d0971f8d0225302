import type { Server } from "node:http";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, serveWindow } from "../support/real-browser.ts";

let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  ({ server, origin } = await serveWindow("tests/unit/renderer/views/double-click-window.tsx"));
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

test.each([
  ["a copy of a given file", "", "コピーを「窓辺」に入れる", "post.import"],
  ["a post of the trash", "#trash", "雨", "post.untrash"],
])(
  "a double click on its button makes one post: %s",
  async (_, hash, name, call) => {
    const page = await browser.newPage();
    await page.goto(`${origin}/${hash}`);
    await page.getByRole("button", { name }).dblclick();
    await page.waitForFunction((wanted) => globalThis.calls.includes(wanted), call);
    expect(
      await page.evaluate((wanted) => globalThis.calls.filter((made) => made === wanted).length, call),
    ).toBe(1);
    await page.close();
  },
  60_000,
);

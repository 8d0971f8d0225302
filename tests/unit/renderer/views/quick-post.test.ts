import type { Server } from "node:http";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import ja from "#resources/locales/ja.json" with { type: "json" };
import { launchBrowser, serveWindow } from "../support/real-browser.ts";

/** The sheet for a quick post in a real browser. */
let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  ({ server, origin } = await serveWindow("tests/unit/renderer/views/quick-post-window.tsx"));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

test("after a refused image there is no button that would publish the post", async () => {
  const page = await browser.newPage();
  await page.goto(origin);
  const box = page.getByRole("textbox");
  await box.fill("書きかけ");
  await box.evaluate((field) => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "notes.png", { type: "image/png" }));
    field.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await page.getByRole("alert").waitFor();
  const retry = page.getByRole("button", { name: ja["action.retry"] });
  expect(await retry.count()).toBe(0);

  // A publish that failed can be tried again.
  await page.getByRole("button", { name: ja["quickPost.publish"] }).click();
  await retry.waitFor();
  await retry.click();
  await page.waitForFunction(() => globalThis.calls.filter((name) => name === "post.create").length === 2);
  await page.close();
});

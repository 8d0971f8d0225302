import type { Server } from "node:http";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import ja from "#resources/locales/ja.json" with { type: "json" };
import { launchBrowser, serveWindow } from "../../support/real-browser.ts";

/** The panel for the image at the caret, in a real browser. */
let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  ({ server, origin } = await serveWindow("tests/unit/renderer/views/media/picture-panel-window.tsx"));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

test("an open panel follows the caret and shows what the text says, and leaves the focus in the text", async () => {
  const page = await browser.newPage();
  await page.goto(origin);
  const caretAt = (markdown: string, line: number): Promise<void> =>
    page.evaluate(([text, at]) => globalThis.caretAt(text, at), [markdown, line] as const);
  const description = page.getByRole("textbox", { name: ja["picture.description"], exact: true });
  const focused = (): Promise<boolean> => description.evaluate((field) => field === document.activeElement);
  await caretAt("![雨](a.jpg)", 1);
  await page.getByRole("button", { name: "open" }).click();
  await expect.poll(focused).toBe(true);

  await page.getByRole("textbox", { name: "text" }).focus();
  await caretAt("![雪](b.jpg)", 2);
  await expect.poll(() => description.inputValue()).toBe("雪");
  await caretAt("![雪の日](b.jpg)", 2);
  await expect.poll(() => description.inputValue()).toBe("雪の日");
  // The panel also comes back without the focus after the caret was outside of images.
  await caretAt("", 3);
  await description.waitFor({ state: "detached" });
  await caretAt("![雨](a.jpg)", 1);
  await expect.poll(() => description.inputValue()).toBe("雨");
  expect(await focused()).toBe(false);
  await page.close();
});

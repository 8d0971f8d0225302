import type { Server } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import ja from "#resources/locales/ja.json" with { type: "json" };
import { launchBrowser, serveWindow } from "../../support/real-browser.ts";

/** The field for a picture in a real browser. */
let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  ({ server, origin } = await serveWindow("tests/unit/renderer/views/media/picture-field-window.tsx"));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

async function opened(hash = ""): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${origin}/${hash}`);
  return page;
}

async function drop(page: Page, name: string): Promise<void> {
  await page.locator(".picture-field").evaluate((field, fileName) => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], fileName, { type: "image/png" }));
    field.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, name);
}

async function finish(page: Page, name: string): Promise<void> {
  await page.waitForFunction((key) => key in globalThis.stored, name);
  await page.evaluate((key) => globalThis.stored[key]?.(), name);
}

const value = (page: Page): Promise<string> => page.getByRole("textbox").inputValue();

test("a refused picture is reported in the field", async () => {
  const page = await opened();
  await drop(page, "notes.png");
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain("notes.png");
  expect(await page.evaluate(() => globalThis.reported)).toEqual([]);
  await page.close();
});

test("the list of pictures says why it could not be loaded, and nothing else", async () => {
  const page = await opened("#unreadable");
  await page.getByRole("button", { name: ja["action.choose.for"].replace("{name}", "Icon") }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("alert").waitFor();
  expect(await sheet.getByRole("alert").textContent()).toContain("media");
  expect(await sheet.getByText(ja["pictures.loading"]).count()).toBe(0);
  await page.evaluate(() => {
    location.hash = "";
  });
  await sheet.getByRole("button", { name: ja["action.retry"] }).click();
  await sheet.getByText(ja["images.none.title"]).waitFor();
  expect(await sheet.getByRole("alert").count()).toBe(0);
  expect(await page.evaluate(() => globalThis.reported)).toEqual([]);
  await page.close();
});

test("the last picture is taken, even if an earlier one is stored later", async () => {
  const page = await opened();
  await drop(page, "first.png");
  await page.getByText(ja["pictures.adding"]).waitFor();
  await drop(page, "second.png");
  await finish(page, "second.png");
  await expect.poll(() => value(page)).toBe("media/second.png");
  await finish(page, "first.png");
  // React renders a new value in the next frame at the latest.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await value(page)).toBe("media/second.png");
  await page.close();
});

test("after the field is cleared, the focus is on the button for choosing another picture", async () => {
  const page = await opened();
  await drop(page, "rain.png");
  await finish(page, "rain.png");
  await page.getByRole("button", { name: ja["pictures.clear"].replace("{name}", "Icon") }).press("Enter");
  await expect.poll(() => value(page)).toBe("");
  const choose = page.getByRole("button", { name: ja["action.choose.for"].replace("{name}", "Icon") });
  expect(await choose.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.close();
});

test("a picture for a post is not set in another post that was opened meanwhile", async () => {
  const page = await opened("#posts/closed.md");
  await drop(page, "cover.png");
  await finish(page, "cover.png");
  await expect.poll(() => page.evaluate(() => globalThis.reported)).toEqual(["image.otherPost"]);
  expect(await value(page)).toBe("");
  await page.close();
});

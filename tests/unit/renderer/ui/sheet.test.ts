import type { Server } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, serveWindow } from "../support/real-browser.ts";

/** Sheets of the program in a real browser. */
let browser: Browser;
let server: Server;
let page: Page;
let origin: string;

beforeAll(async () => {
  ({ server, origin } = await serveWindow("tests/unit/renderer/ui/sheet-window.tsx"));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(origin);
  await page.getByRole("button", { name: "open" }).click();
  await page.getByRole("button", { name: "remove" }).click();
  await expect.poll(() => page.getByRole("button", { name: "remove" }).count()).toBe(0);
});

const titles = (): Promise<string[]> => page.getByRole("heading").allTextContents();

test("Escape closes the uppermost sheet after the focused button has disappeared", async () => {
  await page.keyboard.press("Escape");
  await expect.poll(titles).toEqual(["first"]);
  await page.keyboard.press("Escape");
  await expect.poll(titles).toEqual([]);
});

test("Escape closes a sheet although the button that has the focus again shows its tooltip", async () => {
  await page.keyboard.press("Escape");
  await expect.poll(titles).toEqual(["first"]);
  const link = page.getByRole("button", { name: "link in first" });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect.poll(titles).toEqual(["first", "second"]);
  await page.keyboard.press("Escape");
  await page.getByRole("tooltip", { name: "link in first" }).waitFor();
  await link.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(titles).toEqual([]);
});

test("Escape hides a tooltip below the pointer, and leaves the sheet open", async () => {
  const link = page.getByRole("button", { name: "link in second" });
  await link.hover();
  const tooltip = page.getByRole("tooltip", { name: "link in second" });
  await tooltip.waitFor();
  await page.keyboard.press("Escape");
  await tooltip.waitFor({ state: "detached" });
  expect(await titles()).toEqual(["first", "second"]);
});

test("Escape closes one sheet while no element has the focus", async () => {
  // A busy window restores a lost focus only in a later frame. The key arrives before.
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }),
    );
  });
  await expect.poll(titles).toEqual(["first"]);
});

test("Escape closes one sheet while the focus is still behind the sheet", async () => {
  // A busy window moves the focus into a new sheet some time after the sheet appears.
  await page.evaluate(() => {
    const behind = document.querySelector("button");
    if (!behind) throw new Error("no button behind the sheets");
    Object.defineProperty(document, "activeElement", { configurable: true, get: () => behind });
    behind.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
    Reflect.deleteProperty(document, "activeElement");
  });
  await expect.poll(titles).toEqual(["first"]);
});

const focusedName = (): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute("aria-label") ?? activeElement?.textContent?.trim() ?? "";
  });

test("the nearest control gets the focus when the focused button disappears or is disabled", async () => {
  await expect.poll(focusedName).toBe("stay in second");
  await page.getByRole("button", { name: "undo" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(focusedName).toBe("redo");
  // The button that was disabled gets the focus back, because the author has not moved it.
  await page.keyboard.press("Enter");
  await expect.poll(focusedName).toBe("undo");
});

test("a field that is disabled for a moment gets the focus back, and no button gets its keys", async () => {
  await page.getByRole("textbox", { name: "words" }).focus();
  const work = page.getByRole("button", { name: "work" });
  await work.dispatchEvent("click");
  const focusedRole = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.getAttribute("role"));
  await expect.poll(focusedRole).toBe("dialog");
  await work.dispatchEvent("click");
  await expect.poll(focusedName).toBe("words");
});

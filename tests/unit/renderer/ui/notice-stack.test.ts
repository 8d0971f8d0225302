import { readFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, serveWindow } from "../support/real-browser.ts";
import type { ShownNotice } from "./notice-window.tsx";

/** Notices of the program with its styles, in a real browser. */
let browser: Browser;
let server: Server;
let page: Page;
let origin: string;

beforeAll(async () => {
  const styles = await Promise.all(
    ["tokens", "notices"].map((name) =>
      readFile(new URL(`../../../../renderer/styles/${name}.css`, import.meta.url), "utf8"),
    ),
  );
  ({ server, origin } = await serveWindow("tests/unit/renderer/ui/notice-window.tsx", styles.join("\n")));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  await page.goto(origin);
});

const plain = (name: string): ShownNotice => ({ name, tone: "plain" });
const show = (...notices: readonly ShownNotice[]): Promise<void> =>
  page.evaluate((all) => globalThis.noticeWindow.show(all), notices);

/** Returns the names of the notices that are visible. */
const seen = (): Promise<string[]> =>
  page
    .locator(".notice-title")
    .evaluateAll((all) => all.flatMap((title) => (title.checkVisibility() ? [title.textContent ?? ""] : [])));

const expectSeen = (...names: readonly string[]): Promise<void> => expect.poll(seen).toEqual(names);

test("at most two notices are shown, the newest ones, and a button shows the others", async () => {
  await show(plain("a"));
  await show(plain("a"), plain("b"));
  await expectSeen("a", "b");
  expect(await page.getByRole("button", { name: /more/ }).count()).toBe(0);
  // The newest notice is the first in the document.
  await show(plain("c"), plain("a"), plain("b"));
  await expectSeen("c", "b");
  await show(plain("c"), plain("a"), plain("b"), plain("d"));
  await expectSeen("c", "d");

  await page.getByRole("button", { name: "2 more" }).click();
  await expectSeen("c", "a", "b", "d");
  await page.getByRole("button", { name: "Fewer" }).click();
  await expectSeen("c", "d");
  await show(plain("a"), plain("d"));
  await expectSeen("a", "d");
});

test("an error stays in sight among newer notices, and a notice with the focus is not folded", async () => {
  await show({ name: "error", tone: "error" }, plain("a"));
  await page.getByRole("button", { name: "Close a" }).focus();
  await show({ name: "error", tone: "error" }, plain("a"), plain("b"), plain("c"));
  await expectSeen("error", "a", "c");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Close a");
});

test("many notices that the author opens take less than half of the window", async () => {
  await show(...Array.from({ length: 30 }, (_, index) => plain(`notice ${index}`)));
  await page.getByRole("button", { name: "28 more" }).click();
  await expectSeen(...Array.from({ length: 30 }, (_, index) => `notice ${index}`));
  const box = await page.locator(".notice-stack").boundingBox();
  expect(box?.height).toBeLessThan(300);
});

test("a message that leaves by itself waits for a key or the pointer of an author who was away", async () => {
  await page.clock.install();
  for (const comeBack of [() => page.mouse.move(400, 590), () => page.keyboard.press("Shift")]) {
    await page.goto(origin);
    await show({ name: "published as scheduled", tone: "plain", leaves: true });
    await expectSeen("published as scheduled");
    await page.clock.fastForward(3_600_000);
    await expectSeen("published as scheduled");
    await comeBack();
    // The clock also goes on by itself, so this leaves 10 of the 15 seconds.
    await page.clock.fastForward(5_000);
    await expectSeen("published as scheduled");
    await page.clock.fastForward(15_000);
    await expectSeen();
  }
});

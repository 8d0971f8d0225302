import type { Server } from "node:http";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import ja from "#resources/locales/ja.json" with { type: "json" };
import { launchBrowser, serveWindow } from "../support/real-browser.ts";

let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  ({ server, origin } = await serveWindow("tests/unit/renderer/views/sheets-window.tsx"));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

test.each([
  ["a copy of a given file", "#given", "コピーを「窓辺」に入れる", "post.import"],
  ["a post of the trash", "#trash", "雨", "post.untrash"],
])("a double click on its button makes one post: %s", async (_, hash, name, call) => {
  const page = await browser.newPage();
  await page.goto(`${origin}/${hash}`);
  await page.getByRole("button", { name }).dblclick();
  await page.waitForFunction((wanted) => globalThis.calls.includes(wanted), call);
  expect(
    await page.evaluate((wanted) => globalThis.calls.filter((made) => made === wanted).length, call),
  ).toBe(1);
  await page.close();
});

test("a scheduled publish that problems prevent is shown with the button that lists them, beside one that succeeded", async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/#schedule`);
  const notice = page.getByText(ja["error.publish.blocked.todo"]);
  await notice.waitFor();
  expect(await notice.textContent()).not.toContain("。 ");
  const seen = () => page.evaluate(() => globalThis.calls.filter((call) => call === "schedule.see").length);
  expect(await seen()).toBe(0);
  await page.mouse.move(9, 9);
  await expect.poll(seen).toBe(2);
  const success = page.getByRole("status").filter({ hasText: "雪" });
  await success.getByRole("button", { name: ja["action.close"] }).click();
  await success.waitFor({ state: "detached" });
  await page.getByRole("button", { name: ja["checks.show"] }).click();
  await page.waitForFunction(() => globalThis.calls.includes("check.run"));
  // The failure stays while the author publishes, because that may fail, too.
  await page.getByRole("button", { name: ja["schedule.publishNow"] }).click();
  await page.mouse.move(90, 90);
  expect(await notice.isVisible()).toBe(true);
  await page.close();
});

test("matches of an earlier search are never replaced", async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/#replace`);
  const field = page.getByRole("textbox", { name: ja["replace.search"] });
  const accept = page.locator(".sheet-actions button").last();
  const enabled = accept.and(page.locator(":enabled"));
  const disabled = accept.and(page.locator(":disabled"));
  await field.fill("雨");
  await enabled.waitFor();
  // The search for this text never ends.
  await field.fill("雨上がり");
  await disabled.waitFor();
  await field.fill("雨");
  await enabled.waitFor();
  // The search for this text fails.
  await field.fill("雨が");
  await disabled.waitFor();
  await page.getByRole("alert").waitFor();
  await page.close();
});

test("a save includes a tag that is still being typed", async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/#properties`);
  await page.getByRole("combobox", { name: ja["property.tags.add"] }).fill("雨");
  expect(await page.evaluate(() => globalThis.tagsAfterSave())).toEqual(["雨"]);
  await page.close();
});

test("a backup by hand is named after the day in the time zone of the blog", async () => {
  const page = await browser.newPage();
  await page.clock.setFixedTime("2026-05-05T20:00:00Z");
  await page.goto(`${origin}/#export`);
  await page.getByRole("radio", { name: ja["export.as.backup"] }).press("Space");
  await page.getByRole("button", { name: ja["export.accept"] }).click();
  await page.waitForFunction(() => globalThis.proposed.length > 0);
  expect(await page.evaluate(() => globalThis.proposed)).toEqual(["窓辺 2026-05-06"]);
  await page.close();
});

test("the message about posts that became drafts says how many of them are still online", async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/#bulk`);
  await page.getByText("このうち 1 件は、次に公開するまで、読者にはまだ見えています。").waitFor();
  await page.getByRole("button", { name: ja["command.review-publish"] }).waitFor();
  await page.close();
});

test.each(["tags", "series"] as const)(
  "after a rename, the focus is on the new name, wherever the list has it now: %s",
  async (kind) => {
    const page = await browser.newPage();
    await page.goto(`${origin}/#terms`);
    await page.getByText(ja[`terms.${kind}`], { exact: true }).click();
    const focused = (name: string) => page.locator("[role=option]:focus", { hasText: name }).waitFor();
    const rename = async (to: string): Promise<void> => {
      await page.keyboard.press("Enter");
      await page.getByLabel(ja["terms.newName"]).and(page.locator(":focus")).waitFor();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.insertText(to);
      await page.keyboard.press("Enter");
    };
    await page.getByRole("option", { name: "語11" }).click();
    await rename("語11あ");
    await focused("語11あ");
    await page.locator("[role=option][aria-selected=true]", { hasText: "語11あ" }).waitFor();
    // The new place is far down. Another name is there already.
    await rename("語999");
    await focused("語999");
    await page.keyboard.press("ArrowUp");
    await focused("語69");
    await rename("語12");
    await focused("語12");
    await page.keyboard.press("ArrowDown");
    await focused("語13");
    // The list disappears and comes back while the author types a query.
    const query = page.getByRole("searchbox");
    await query.fill("無い語");
    await page.getByRole("listbox").waitFor({ state: "hidden" });
    await query.fill("語");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.type("1");
    await expect.poll(() => query.inputValue()).toBe("語1");
    await page.close();
  },
);

test("what a host was found to be stays known while the author types", async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/#target`);
  await page.locator(".select-button").first().click();
  await page.locator('[role=option][data-key="openssh"]').click();
  const host = page.getByLabel(ja["targets.host"]);
  const configured = page.getByText("~/.ssh/config により、203.0.113.1 に");
  await host.fill("blog");
  await configured.waitFor();
  await host.fill("other");
  await page.getByLabel(ja["targets.port"]).focus();
  await page.evaluate(() => globalThis.typeAfterAnswer("22"));
  await configured.waitFor({ state: "detached" });
  expect(await page.getByLabel(ja["targets.port"]).inputValue()).toBe("22");
  await page.close();
});

import { expect } from "@playwright/test";
import { makeReady, newPost, previewArticle, previewFrame } from "#tests/support/editing.ts";
import { test } from "#tests/support/program-test.ts";
import { publish } from "#tests/support/publishing-window.ts";
import { faultsOfWindow } from "#tests/support/window-faults.ts";

test("the page is looked at in widths, in both schemes, as a feed item and as a share card, by keys", async ({
  setDesk,
  startProgram,
}) => {
  const { page, app } = await startProgram(await setDesk({ preferences: { colours: "light" } }));
  await newPost(page, "見え方 & くらべ");
  await page.keyboard.insertText("**静かな**雨です。");
  await expect(previewArticle(page)).toContainText("静かな雨です。");
  await page.keyboard.press("Control+Alt+1");
  await expect(page.locator(".preview-sheet")).toHaveCSS("width", "390px");
  await page.keyboard.press("Control+Alt+2");
  await expect(page.locator(".preview-sheet")).toHaveCSS("width", "820px");
  await page.keyboard.press("Control+Alt+3");

  // Null while the page is being exchanged
  const isDark = (): Promise<boolean | null> =>
    previewFrame(page)
      .locator(":root")
      .evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)
      .catch(() => null);
  await expect.poll(isDark).toBe(false);
  await page.keyboard.press("Control+Alt+4");
  await page.keyboard.press("Control+Alt+4");
  await expect.poll(isDark).toBe(true);
  await page.keyboard.press("Control+Alt+4");
  await expect.poll(isDark).toBe(false);

  const other = page.frameLocator(".preview-other");
  await page.keyboard.press("Control+Alt+5");
  await expect(other.locator("h1")).toHaveText("見え方 & くらべ");
  await expect(other.locator("strong")).toHaveText("静かな");
  expect(await faultsOfWindow(page)).toEqual([]);
  // It follows the text.
  await page.keyboard.insertText("もっと。");
  await expect(other.locator("article")).toContainText("静かな雨です。もっと。");
  await page.keyboard.press("Control+Alt+6");
  await expect(other.locator(".title").first()).toHaveText("見え方 & くらべ");
  await expect(other.locator(".text").first()).toContainText("静かな雨です。");
  await page.keyboard.press("Control+Alt+6");
  await expect(page.locator(".preview-other")).toHaveCount(0);

  const open = page.getByRole("button", { name: "Open the published page in the browser" });
  await expect(open).toBeDisabled();
  await makeReady(page);
  await publish(page);
  await expect(open).toBeEnabled();
  await app.evaluate(({ shell }) => {
    Reflect.set(globalThis, "opened", []);
    shell.openExternal = async (url) => {
      Reflect.get(globalThis, "opened").push(url);
    };
  });
  await open.click();
  await expect
    .poll(() => app.evaluate(() => Reflect.get(globalThis, "opened")))
    .toEqual([expect.stringMatching(/^http:\/\/.*\/\d{8}-\d{4}\.html$/)]);
  const [url] = await app.evaluate(() => Reflect.get(globalThis, "opened"));
  expect(await (await fetch(url)).text()).toContain("静かな");
});

import { expect } from "@playwright/test";
import {
  evaluateInPage,
  makeReady,
  newPost,
  pageHasFocus,
  previewArticle,
  previewFrame,
} from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import { publish } from "#tests/support/program/publishing-window.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

test("the page is shown by keys in three widths, in both schemes, as a feed item and as a share card", async ({
  setDesk,
  startProgram,
}) => {
  const { page, app } = await startProgram(await setDesk({ preferences: { colours: "light" } }));
  await newPost(page, "見え方 & くらべ");
  await page.keyboard.insertText("**静かな**雨です。");
  await expect(previewArticle(page)).toContainText("静かな雨です。");
  // A page without a scroll bar fills its frame. Space for a scroll bar would be a strip in another colour.
  const besideShortPage = (root: HTMLElement | SVGElement): number => {
    document.body.hidden = true;
    const space = innerWidth - root.getBoundingClientRect().width;
    document.body.hidden = false;
    return space;
  };
  expect(await evaluateInPage(previewFrame(page).locator("html"), besideShortPage)).toBe(0);
  await page.keyboard.press("ControlOrMeta+Alt+1");
  await expect(page.locator(".preview-sheet")).toHaveCSS("width", "390px");
  await page.keyboard.press("ControlOrMeta+Alt+2");
  await expect(page.locator(".preview-sheet")).toHaveCSS("width", "820px");
  await page.keyboard.press("ControlOrMeta+Alt+3");

  // Null while the page is being replaced
  const isDark = (): Promise<boolean | null> =>
    previewFrame(page)
      .locator(":root")
      .evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)
      .catch(() => null);
  await expect.poll(isDark).toBe(false);
  await page.keyboard.press("ControlOrMeta+Alt+4");
  await expect.poll(isDark).toBe(true);
  await page.keyboard.press("ControlOrMeta+Alt+4");
  await expect.poll(isDark).toBe(false);

  const other = page.frameLocator(".preview-other");
  await page.keyboard.press("ControlOrMeta+Alt+5");
  await expect(other.locator("h1")).toHaveText("見え方 & くらべ");
  await expect(other.locator("strong")).toHaveText("静かな");
  // The date has the blog's format, not that of a feed.
  await expect(other.locator("header p")).toHaveText(/ · \d{4}年\d{1,2}月\d{1,2}日$/);
  expect(await faultsOfWindow(page)).toEqual([]);
  // The view changes with the text.
  await page.keyboard.insertText("もっと。");
  await expect(other.locator("article")).toContainText("静かな雨です。もっと。");
  await page.keyboard.press("ControlOrMeta+Alt+6");
  await expect(other.locator(".title").first()).toHaveText("見え方 & くらべ");
  await expect(other.locator(".text").first()).toContainText("静かな雨です。");
  await page.keyboard.press("ControlOrMeta+Alt+6");
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

test("keys and links lead out of a feed item and a share card", async ({ setDesk, startProgram }) => {
  const { page, app } = await startProgram(await setDesk());
  await newPost(page, "Ways out");
  const attack = `<img src="x" onerror="document.body.dataset.ran=1"><script>document.body.dataset.ran=1</script>`;
  await page.keyboard.insertText(`[outside](https://example.com/rain) [down](#below)\n\n${attack}`);
  await app.evaluate(({ shell }) => {
    Reflect.set(globalThis, "opened", []);
    shell.openExternal = async (url) => {
      Reflect.get(globalThis, "opened").push(url);
    };
  });
  const pane = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.closest("[data-pane]")?.getAttribute("data-pane"));
  for (const [key, loaded] of [
    ["ControlOrMeta+Alt+5", "article"],
    ["ControlOrMeta+Alt+6", ".card"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.frameLocator(".preview-other").locator(loaded).first()).toBeVisible();
    await page.keyboard.press("ControlOrMeta+3");
    await expect.poll(pane).toBe("preview");
    await pageHasFocus(page.frameLocator(".preview-other"));
    // F6 moves over the title bar to the list.
    await page.keyboard.press("F6");
    // A key that is pressed in the page reaches the window by a message
    await expect.poll(pane).not.toBe("preview");
    await page.keyboard.press("F6");
    await expect.poll(pane).toBe("list");
    await page.keyboard.press("ControlOrMeta+3");
    await expect.poll(pane).toBe("preview");
    await pageHasFocus(page.frameLocator(".preview-other"));
    await page.keyboard.press("ControlOrMeta+2");
    await expect.poll(pane).toBe("editor");
  }
  await page.keyboard.press("ControlOrMeta+Alt+5");
  const item = page.frameLocator(".preview-other");
  await item.getByRole("link", { name: "outside" }).click();
  await expect
    .poll(() => app.evaluate(() => Reflect.get(globalThis, "opened")))
    .toEqual(["https://example.com/rain"]);
  await expect(item.locator("h1")).toHaveText("Ways out");
  // Only our own script runs in the view, and no script of the post.
  await expect(item.locator("img")).toHaveCount(1);
  await expect(item.locator("body")).not.toHaveAttribute("data-ran");
});

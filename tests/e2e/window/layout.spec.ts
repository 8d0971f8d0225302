import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { motionEnds, ready } from "#tests/support/program/editing.ts";
import { layoutFaults } from "#tests/support/program/layout-faults.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { resizeWindow } from "#tests/support/program/window-size.ts";
import { closePublished } from "#tests/support/program/publishing-window.ts";

const usual = { width: 1280, height: 800 };
const small = { width: 900, height: 600 };

/**
 * The cases cover both languages and both schemes.
 * Colours do not affect the layout, so not all combinations are needed.
 * The notice of the first publish has the longest text.
 * The notice appears at the usual size in one language, and at the small size in the other.
 */
const windows = [
  { language: "ja", colours: "light", sizes: [usual, small] },
  { language: "en", colours: "dark", sizes: [small, usual] },
] as const;

/** A title that is too long for a line in lists, in the title field, in dialogs and in notices. */
const longTitle =
  "便利な道具ほど「使っていることを忘れる」という。ならば作った人の『名前』は誰が覚えておくのか";

/** Views that a key opens over the main window. */
const views = [
  ["palette", "ControlOrMeta+K"],
  ["settings", "ControlOrMeta+,"],
  ["rename", "F2"],
  ["checks", "ControlOrMeta+Shift+M"],
  ["help", "F1"],
] as const;

for (const { language, colours, sizes } of windows) {
  test.describe(`${language}, ${colours}`, () => {
    const program = withProgram(() => ({ preferences: { language, colours } }));

    test(`during a publish, a narrow title bar has space for everything`, async () => {
      const { page, app } = program;
      await ready(page);
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setMinimumSize(300, 300));
      const resize = async (width: number): Promise<void> => {
        await resizeWindow(app, width, 600);
        await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
      };
      // At a zoom of 200 %, a window of 1,000 pixels has 500 CSS pixels
      const widths = [700, 500];
      const heights = new Map<number, number>();
      for (const width of widths) {
        await resize(width);
        const publish = await page.locator(".publish-split button").first().boundingBox();
        heights.set(width, publish?.height ?? 0);
      }
      await page.keyboard.press("ControlOrMeta+K");
      await page.keyboard.insertText("review-publish");
      await page.locator('[data-key="review-publish"]').click();
      await expect(page.locator(".plan-group").first()).toBeVisible();
      for (const width of widths.toReversed()) {
        await resize(width);
        const parts = await page
          .locator(".blog-menu, .narrow-switch, .title-bar-end > *, .publish-split > *")
          .evaluateAll((all) => all.map((part) => part.getBoundingClientRect().toJSON()));
        const ends = await page.locator(".publish-split").boundingBox();
        const order = parts
          .filter(({ width: room }) => room !== ends?.width)
          .toSorted((a, b) => a.left - b.left);
        expect(order.length).toBeGreaterThan(4);
        for (const [index, { right }] of order.entries()) {
          const next = order[index + 1]?.left ?? width;
          expect(right, `part ${index} at ${width} pixels`).toBeLessThanOrEqual(next + 1);
        }
        // The progress has one line, as high as the button that it replaces.
        const progress = await page.locator(".publish-progress").boundingBox();
        expect(progress?.height, `${width} pixels`).toBeLessThanOrEqual((heights.get(width) ?? 0) + 4);
      }
    });

    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
    test(`nothing overlaps or is cut off at the usual and at a small size`, async ({}, info) => {
      const { page, app } = program;
      await ready(page);
      expect(await page.evaluate(heightsOfSaveStates, saveStates[language])).toEqual([]);
      for (const { width, height } of sizes) {
        await resizeWindow(app, width, height);
        await ready(page);
        await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
        await lookAtViews(page, async (view) => {
          await motionEnds(page);
          const name = `${view} ${width}×${height}`;
          if (process.env.HITOFUDE_SCREENSHOTS)
            await page.screenshot({ path: info.outputPath(`${name}.png`) });
          expect(await layoutFaults(page), name).toEqual([]);
        });
        await closePublished(page);
        await expect(page.locator(".notice-good")).toHaveCount(0);
      }
    });
  });
}

/** The words of the save states that follow each other while an author types. */
const saveStates = {
  ja: ["保存済み", "未保存", "保存中…"],
  en: ["Saved", "Not saved yet", "Saving…"],
};

/**
 * Returns the widths of the status line at which its height depends on the save state.
 * Runs in the window's page.
 * At such a width the text above would jump with each save.
 */
function heightsOfSaveStates(words: readonly string[]): number[] {
  const line = document.querySelector<HTMLElement>(".status-line");
  const state = line?.querySelector<HTMLElement>(".status-save");
  if (!line || !state) throw new Error("no save state in the status line");
  const before = state.textContent;
  const faults: number[] = [];
  for (let width = 280; width < 800; width += 4) {
    line.style.inlineSize = `${width}px`;
    const heights = words.map((word) => {
      state.textContent = word;
      return line.offsetHeight;
    });
    if (new Set(heights).size > 1) faults.push(width);
  }
  state.textContent = before;
  line.style.inlineSize = "";
  return faults;
}

/** Opens the views of the window in turn and calls `look`. The last one is the notice of a publish. */
async function lookAtViews(page: Page, look: (view: string) => Promise<void>): Promise<void> {
  // The focus leaves the preview, because a key is lost in a page that is loaded again after a publish.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await openByKeys(page, longTitle);
  await look("text");
  await page.keyboard.press("Alt+Enter");
  await expect(page.locator(".properties-form")).toBeVisible();
  await look("properties");
  await page.keyboard.press("Alt+Enter");
  for (const [view, key] of views) {
    await page.keyboard.press(key);
    await expect(page.locator(".sheet-dialog")).toBeVisible();
    if (view === "checks") await expect(page.locator(".checks-sum")).not.toContainText("…");
    await look(view);
    await page.keyboard.press("Escape");
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  }
  for (const [view, key] of [
    ["list", "ControlOrMeta+1"],
    ["preview", "ControlOrMeta+3"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.locator(`[data-pane="${view}"]`)).toBeVisible();
    await look(view);
  }
  await page.keyboard.press("ControlOrMeta+Shift+P");
  await expect(page.locator(".notice-good")).toBeVisible();
  await look("published");
}

test("a post with a picture shows its date in the list, and in a small window the panel of the picture", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ preferences: { language: "ja" } });
  const text =
    "---\ntitle: 絵のある記事\ndate: 2026-11-20 21:00\n---\n\n![](../../media/2026/02/window.png)\n";
  await writeFile(join(desk.blog, "posts", "hitokoto", "picture.md"), text);
  const { page, app } = await startProgram(desk);
  await ready(page);
  const row = page.getByRole("row", { name: /^絵のある記事/ });
  await expect(row.locator(".post-row-thumbnail")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Shift+M");
  await expect(row.locator(".post-row-problems")).toHaveText("1");
  const cut = await row.locator(".post-row-facts").evaluate((date) => date.scrollWidth - date.clientWidth);
  expect(cut).toBeLessThanOrEqual(0);

  // The properties of the post, its text and the panel of the picture share a small window.
  await page.keyboard.press("Escape");
  await openByKeys(page, "絵のある記事");
  await resizeWindow(app, small.width, small.height);
  await expect(page.locator(".pane")).toHaveCount(1);
  await page.locator(".view-line", { hasText: "window.png" }).click();
  await page.getByRole("button", { name: "画像の大きさ・説明・位置" }).click();
  await expect(page.locator(".picture-panel")).toBeVisible();
  await page.getByRole("button", { name: /^記事の設定/ }).click();
  await expect(page.locator(".properties-form")).toBeVisible();
  await motionEnds(page);
  expect(await layoutFaults(page)).toEqual([]);
  const places = await page
    .locator(".text-head, .text-body, .picture-panel, .status-line")
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().toJSON()));
  expect(places).toHaveLength(4);
  for (const [index, { top }] of places.entries()) {
    expect(top, `part ${index}`).toBeGreaterThanOrEqual((places[index - 1]?.bottom ?? 0) - 1);
  }
  expect(places.at(-1)?.bottom).toBeLessThanOrEqual(small.height);
});

test("a sheet fits into the window with a very long line, and in the smallest window at 200 %", async ({
  setDesk,
  startProgram,
}) => {
  const { page, app } = await startProgram(await setDesk());
  await ready(page);
  // Has the CSS pixels of a window of 1,000 × 700 pixels at a zoom of 200 %.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setMinimumSize(200, 160));
  await resizeWindow(app, 500, 350);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(500);
  const right = (): Promise<number> =>
    page.locator(".sheet").evaluate((sheet) => sheet.getBoundingClientRect().right);
  await page.keyboard.press("ControlOrMeta+Shift+F");
  await page.keyboard.insertText(longTitle.slice(0, 6));
  await expect(page.locator(".search-heading").first()).toBeVisible();
  expect(await right()).toBeLessThanOrEqual(500);
  // The first Escape empties the field.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+H");
  await page.keyboard.insertText(longTitle.slice(0, 6));
  await expect(page.locator(".place-list")).toBeVisible();
  expect(await right()).toBeLessThanOrEqual(500);
  await page.keyboard.press("Escape");
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  // The content has enough space.
  await page.keyboard.press("F1");
  expect((await page.locator(".guide-topics").boundingBox())?.height).toBeGreaterThan(80);
  await page.keyboard.press("Escape");
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Alt+T");
  const hidden = await page
    .locator(".table-scroll")
    .evaluate((frame) => frame.scrollHeight - frame.clientHeight);
  expect(hidden).toBeLessThanOrEqual(0);
  await page.keyboard.press("Escape");
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);

  // Has the CSS pixels of the smallest window at a zoom of 200 %.
  await resizeWindow(app, 240, 200);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(240);
  for (const key of ["S", "R", "A", "B"]) {
    await page.keyboard.press(`ControlOrMeta+Shift+${key}`);
    await expect(page.locator(".sheet-actions")).toBeAttached();
    await motionEnds(page);
    expect(await page.evaluate(unreachableInSheet), key).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  }
  const bar = await page
    .locator(".title-bar button")
    .evaluateAll((all) => all.map((button) => button.getBoundingClientRect().toJSON()));
  expect(bar.length).toBeGreaterThan(6);
  for (const { left, right } of bar) expect(left >= 0 && right <= 240, `${left} to ${right}`).toBe(true);
  expect(await layoutFaults(page)).toEqual([]);
});

/**
 * Returns the buttons at the end of a sheet that are outside the window even after scrolling to them.
 * Runs in the window's page.
 */
function unreachableInSheet(): string[] {
  return [...document.querySelectorAll(".sheet-actions button")]
    .filter((button) => {
      button.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      const { left, right, top, bottom } = button.getBoundingClientRect();
      return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight;
    })
    .map((button) => button.textContent);
}

async function openByKeys(page: Page, title: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  // A key that is pressed in the preview reaches the window by a message, after the test would have typed
  await expect(page.locator(".palette-field input")).toBeFocused();
  await page.keyboard.insertText(title);
  await expect(page.getByRole("option", { name: title })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator(".title-field")).toHaveValue(title);
}

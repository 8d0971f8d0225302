import { expect, type Page } from "@playwright/test";
import { motionEnds, ready } from "#tests/support/editing.ts";
import { layoutFaults } from "#tests/support/layout-faults.ts";
import { test } from "#tests/support/program-test.ts";
import { resizeWindow } from "#tests/support/window-size.ts";

/** Both languages and both schemes at both sizes: colours move nothing, so they need not be crossed with the rest. */
const windows = [
  { width: 1280, height: 800, language: "ja", colours: "light" },
  { width: 1280, height: 800, language: "en", colours: "dark" },
  { width: 900, height: 600, language: "ja", colours: "dark" },
  { width: 900, height: 600, language: "en", colours: "light" },
] as const;

/** A title that no line holds, in a list, a large line, a dialog and a notice. */
const longTitle =
  "便利な道具ほど「使っていることを忘れる」という。ならば作った人の『名前』は誰が覚えておくのか";

/** Views that a key opens over the main window. */
const views = [
  ["palette", "Control+K"],
  ["settings", "Control+,"],
  ["rename", "F2"],
  ["checks", "Control+Shift+M"],
  ["help", "F1"],
] as const;

for (const { width, height, language, colours } of windows) {
  test(`nothing overlaps or is cut off: ${width}×${height}, ${language}, ${colours}`, async ({
    setDesk,
    startProgram,
  }, info) => {
    const { page, app } = await startProgram(await setDesk({ preferences: { language, colours } }));
    await resizeWindow(app, width, height);
    await ready(page);
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
    const look = async (view: string): Promise<void> => {
      await motionEnds(page);
      if (process.env.HITOFUDE_SCREENSHOTS) await page.screenshot({ path: info.outputPath(`${view}.png`) });
      expect(await layoutFaults(page), view).toEqual([]);
    };
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
      ["list", "Control+1"],
      ["preview", "Control+3"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.locator(`[data-pane="${view}"]`)).toBeVisible();
      await look(view);
    }
    await page.keyboard.press("Control+Shift+P");
    await expect(page.locator(".notice-good")).toBeVisible();
    await look("published");
  });
}

async function openByKeys(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.keyboard.insertText(title);
  await expect(page.getByRole("option", { name: title })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator(".title-field")).toHaveValue(title);
}

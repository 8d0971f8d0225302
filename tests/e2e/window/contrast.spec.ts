import { expect, type Page } from "@playwright/test";
import { focusEditor, openPost, ready } from "#tests/support/program/editing.ts";
import { storedPreferences } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";
import { weakTextOfWindow } from "#tests/support/program/window-faults.ts";

/** Returns the lowest contrast of a text colour in the editor against its background. */
function weakestInEditor(page: Page): Promise<number> {
  return page
    .locator(".monaco-editor")
    .first()
    .evaluate((editor) => {
      const luminance = (colour: string): number => {
        const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((channel) => {
          const share = Number(channel) / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const paper = luminance(getComputedStyle(editor).backgroundColor);
      const inks = [...editor.querySelectorAll(".view-line span > span")].map((word) =>
        luminance(getComputedStyle(word).color),
      );
      return Math.min(...inks.map((ink) => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)));
    });
}

// `accessibility.spec.ts` checks the other views when the system requests high contrast
test("with high contrast, all text has 7:1 against its background: dark", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ preferences: { colours: "dark", highContrast: true } });
  const { page } = await startProgram(desk);
  await ready(page);
  await openPost(page, "明朝とゴシックのあいだで");
  await focusEditor(page);
  expect(await weakTextOfWindow(page)).toEqual([]);
  expect(await weakestInEditor(page)).toBeGreaterThanOrEqual(7);
});

test("high contrast applies at once when it is chosen in the settings, and when the system requests it", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ preferences: { colours: "light" } });
  const { page } = await startProgram(desk);
  await ready(page);
  await openPost(page, "明朝とゴシックのあいだで");
  // Until the syntax is highlighted, the lowest contrast is that of the body
  await expect.poll(() => weakestInEditor(page)).toBeLessThan(7);
  const usual = await weakestInEditor(page);
  await page.keyboard.press("ControlOrMeta+,");
  await page.getByRole("switch", { name: "High contrast" }).press("Space");
  await expect.poll(() => weakestInEditor(page)).toBeGreaterThanOrEqual(7);
  await expect.poll(async () => (await storedPreferences(desk)).highContrast).toBe(true);
  await page.keyboard.press("Escape");
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  await focusEditor(page);
  // The whole window in light colours; the test above checks it in dark ones
  expect(await weakTextOfWindow(page)).toEqual([]);
  await page.keyboard.press("ControlOrMeta+,");
  await page.getByRole("switch", { name: "High contrast" }).press("Space");
  await expect.poll(() => weakestInEditor(page)).toBe(usual);
  await page.keyboard.press("Escape");

  await page.emulateMedia({ contrast: "more" });
  await expect.poll(() => weakestInEditor(page)).toBeGreaterThanOrEqual(7);
  expect(await weakTextOfWindow(page)).toEqual([]);
  const border = (): Promise<string> =>
    page.locator(".list-foot .button").evaluate((button) => getComputedStyle(button).borderTopColor);
  const strong = await border();
  await page.emulateMedia({ contrast: "no-preference" });
  await expect.poll(border).not.toBe(strong);
});

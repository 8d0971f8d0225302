import { expect, type Locator, type Page } from "@playwright/test";

/** Presses Tab (or `key`) until an element has the focus. Fails if the key does not reach the element. */
export async function tabTo(page: Page, place: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await place.waitFor();
  for (let step = 0; step < 60 && !(await isFocused(place)); step += 1) await page.keyboard.press(key);
  await expect(place).toBeFocused();
}

/** Presses the down arrow key until an option has the focus. Fails if the key does not reach the option. */
export async function arrowTo(page: Page, option: Locator): Promise<void> {
  await option.waitFor();
  for (let step = 0; step < 60 && !(await isFocused(option)); step += 1)
    await page.keyboard.press("ArrowDown");
  await expect(option).toBeFocused();
}

async function isFocused(place: Locator): Promise<boolean> {
  return place.evaluate((element) => element === document.activeElement);
}

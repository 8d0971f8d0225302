import { expect, type Page } from "@playwright/test";
import { ready } from "./editing.ts";

/** Runs a command through the palette by the command's name, as an author without a mouse does. */
export async function runFromPalette(page: Page, command: string): Promise<void> {
  await ready(page);
  await page.keyboard.press("ControlOrMeta+K");
  // A key that is pressed in the preview reaches the window by a message, after the test would have typed
  await expect(page.locator(".palette-field input")).toBeFocused();
  await page.keyboard.insertText(command);
  await page.getByRole("option", { name: command }).click();
}

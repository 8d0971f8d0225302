import type { Page } from "@playwright/test";
import { ready } from "./editing.ts";

/** Runs a command by its name, as an author does who does not reach for the mouse. */
export async function runFromPalette(page: Page, command: string): Promise<void> {
  await ready(page);
  await page.keyboard.press("Control+K");
  await page.keyboard.insertText(command);
  await page.getByRole("option", { name: command }).click();
}

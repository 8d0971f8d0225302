import type { Page } from "@playwright/test";
import { axeFaults, type AxeOptions } from "../axe.ts";
import { motionEnds } from "./editing.ts";

/**
 * Returns the faults that the checker axe finds in the window, after all animations have ended.
 * Leaves out the preview page, because it has another origin.
 */
export async function faultsOfWindow(page: Page, options?: AxeOptions): Promise<string[]> {
  // During a transition, colours differ from the final colours of the view.
  await motionEnds(page);
  return axeFaults(page, options);
}

/**
 * Returns the texts of the window whose contrast is too low, as the checker axe measures it.
 * The minimum contrast is 7:1, or 4.5:1 for large text (WCAG 2.2, 1.4.6).
 */
export function weakTextOfWindow(page: Page): Promise<string[]> {
  // The second rule leaves text below 4.5:1 to the first
  const values = ["color-contrast", "color-contrast-enhanced"];
  return faultsOfWindow(page, { runOnly: { type: "rule", values } });
}

/** Returns the faults that axe finds in the preview page, which is a separate document. */
export async function faultsOfPreview(page: Page, options?: AxeOptions): Promise<string[]> {
  const frame = await (await page.waitForSelector("iframe[data-front]")).contentFrame();
  if (!frame) throw new Error("no page in the preview");
  return axeFaults(frame, options);
}

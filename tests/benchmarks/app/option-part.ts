import type { Frame, Page } from "@playwright/test";
import { quantile } from "../measure.ts";
import { printTable } from "../table.ts";
import { timeChanges } from "./changes.ts";
import { during } from "./desk.ts";
import { type Part, spread } from "./part.ts";

/** Number of times that the option is switched in each round. */
const changes = 16;
/** Pause between two changes of the option in milliseconds. */
const rest = 1500;

/**
 * Measures the time from the key that switches an option of the theme until the page shows it.
 * The page is in a frame next to the settings, and the time ends when this frame shows the change.
 */
export const optionPart: Part = async (desk, { rounds }) => {
  await desk.write("短い文です。\n");
  await desk.useTheme("fude");
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(...(await during(desk.startOurs(), ({ page }) => switchOption(page))));
  }
  printTable(
    `An option of the theme with ${desk.posts.toLocaleString("en")} posts, key → page, p50 / p95 ms`,
    ["", "changes", "p50 / p95"],
    [["Hitofude", String(times.length), spread(times)]],
  );
  if (times.length < rounds * changes * 0.9) throw new Error("changes of the option did not reach the page");
  return [
    { name: "option of the theme → page, p95", figure: quantile(times, 0.95), atMost: 100, unit: "ms" },
  ];
};

async function switchOption(page: Page): Promise<number[]> {
  await page.locator(".post-tree .post-row").first().waitFor();
  await page.keyboard.press("ControlOrMeta+Shift+S");
  await page.getByRole("option", { name: "Look" }).click();
  await page.locator(shownFrame).first().waitFor();
  await page.waitForTimeout(3 * rest);
  const option = page.getByRole("switch", { name: "Space between Japanese and Latin" });
  await option.focus();
  // The first changes are not counted, because later changes reuse some of their results.
  for (let change = 0; change < 2; change += 1) {
    await page.keyboard.press(" ");
    await page.waitForTimeout(3 * rest);
  }
  const keys = Array.from({ length: changes }, () => " ");
  return timeChanges(await shownPage(page), "html", keys, rest);
}

async function shownPage(page: Page): Promise<Frame> {
  const frame = await (await page.locator(shownFrame).elementHandle())?.contentFrame();
  if (!frame) throw new Error("the page of the settings is not loaded");
  return frame;
}

/** Matches the frame of the loaded page. A frame that is still loading is hidden behind this frame. */
const shownFrame = ".settings-frame iframe:not(.frame-loading)";

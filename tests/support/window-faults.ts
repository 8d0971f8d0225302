import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { motionEnds } from "./editing.ts";

/** What axe finds in the window, each as a rule and where it was broken. */
export async function windowFaults(page: Page): Promise<string[]> {
  // Colours on their way are not those of the view.
  await motionEnds(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe").analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

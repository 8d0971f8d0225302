import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { motionEnds } from "./editing.ts";

/** What axe finds in the window once nothing moves, without the preview's page, which is of another origin. */
export async function faultsOfWindow(page: Page): Promise<string[]> {
  // Colours on their way are not those of the view.
  await motionEnds(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe").analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target}: ${node.html}`).join(" | ")}`,
  );
}

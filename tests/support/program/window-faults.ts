import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { motionEnds, previewFrame } from "./editing.ts";

type AxeResults = Awaited<ReturnType<AxeBuilder["analyze"]>>;

/** What axe finds in the window once nothing moves, without the preview's page, which is of another origin. */
export async function faultsOfWindow(page: Page): Promise<string[]> {
  // Colours on their way are not those of the view.
  await motionEnds(page);
  return faultsIn(await new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe").analyze());
}

/** Text of the window that axe measures at less than 7:1 against its ground (4.5:1 where it is large): WCAG 2.2, 1.4.6. */
export async function weakTextOfWindow(page: Page): Promise<string[]> {
  await motionEnds(page);
  const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe");
  return faultsIn(await axe.withRules(["color-contrast-enhanced"]).analyze());
}

/** What axe finds in the preview's page, which has to be asked by itself; axe is there once the window was looked at. */
export async function faultsOfPreview(page: Page): Promise<string[]> {
  const root = previewFrame(page).locator(":root");
  return faultsIn(await root.evaluate((): Promise<AxeResults> => Reflect.get(globalThis, "axe").run()));
}

function faultsIn({ violations }: AxeResults): string[] {
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target}: ${node.html}`).join(" | ")}`,
  );
}

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { motionEnds, previewFrame } from "./editing.ts";

type AxeResults = Awaited<ReturnType<AxeBuilder["analyze"]>>;

/**
 * Returns the faults that the checker axe finds in the window, after all animations have ended.
 * Leaves out the preview page, because it has another origin.
 */
export async function faultsOfWindow(page: Page): Promise<string[]> {
  // During a transition, colours differ from the final colours of the view.
  await motionEnds(page);
  return faultsIn(await axeOf(page, {}).analyze());
}

/**
 * Returns the texts of the window whose contrast is too low, as the checker axe measures it.
 * The minimum contrast is 7:1, or 4.5:1 for large text (WCAG 2.2, 1.4.6).
 */
export async function weakTextOfWindow(page: Page): Promise<string[]> {
  await motionEnds(page);
  const runOnly = { type: "rule" as const, values: ["color-contrast-enhanced"] };
  return faultsIn(await axeOf(page, { runOnly }).analyze());
}

/** Returns the checker axe for the window. Axe reports only faults, because a full report takes long. */
function axeOf(page: Page, options: Parameters<AxeBuilder["options"]>[0]): AxeBuilder {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe");
  return axe.options({ ...options, resultTypes: ["violations"] });
}

/**
 * Returns the faults that axe finds in the preview page, which is a separate document.
 * The window must be checked first, because its check also loads axe into the preview page.
 */
export async function faultsOfPreview(page: Page): Promise<string[]> {
  const root = previewFrame(page).locator(":root");
  return faultsIn(await root.evaluate((): Promise<AxeResults> => Reflect.get(globalThis, "axe").run()));
}

function faultsIn({ violations }: AxeResults): string[] {
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target}: ${node.html}`).join(" | ")}`,
  );
}

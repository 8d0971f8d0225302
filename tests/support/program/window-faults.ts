import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { motionEnds, previewFrame } from "./editing.ts";

type AxeResults = Awaited<ReturnType<AxeBuilder["analyze"]>>;

/**
 * Returns axe's findings in the window after all motion has ended.
 * Leaves out the preview's page, which has another origin.
 */
export async function faultsOfWindow(page: Page): Promise<string[]> {
  // Colours in a transition are not those of the view.
  await motionEnds(page);
  return faultsIn(await axeOf(page, {}).analyze());
}

/**
 * Returns the texts of the window whose contrast is too low according to axe.
 * The limit is 7:1, and 4.5:1 for large text (WCAG 2.2, 1.4.6).
 */
export async function weakTextOfWindow(page: Page): Promise<string[]> {
  await motionEnds(page);
  const runOnly = { type: "rule" as const, values: ["color-contrast-enhanced"] };
  return faultsIn(await axeOf(page, { runOnly }).analyze());
}

/** Returns axe for the window. It describes only what is wrong, which takes much less time. */
function axeOf(page: Page, options: Parameters<AxeBuilder["options"]>[0]): AxeBuilder {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe");
  return axe.options({ ...options, resultTypes: ["violations"] });
}

/**
 * Returns axe's findings in the preview's page, which is a separate document.
 * The check of the window loads axe into this page, too, so the window must be checked first.
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

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Frame, Page } from "@playwright/test";
import type axe from "axe-core";

export type AxeOptions = axe.RunOptions;

interface Findings {
  readonly violations: readonly Pick<axe.Result, "id" | "nodes">[];
  /** Number of rules that found elements without a fault. */
  readonly passed: number;
}

/** The rules of axe whose results depend on the colours of a page. All other rules read elements and sizes. */
export const colourRules: AxeOptions = {
  runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

let source: Promise<string> | undefined;

/**
 * Returns what the checker axe finds in a document, without the documents in its frames.
 * Loads axe into a document only once, because that takes longer than most checks.
 */
export async function axeFindings(frame: Page | Frame, options: AxeOptions = {}): Promise<Findings> {
  if (!(await frame.evaluate(() => "axe" in globalThis))) {
    source ??= readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
    await frame.evaluate(await source);
  }
  const findings = await frame.evaluate(async (given): Promise<Findings> => {
    const checker: typeof axe = Reflect.get(globalThis, "axe");
    // Leaves out the descriptions of elements that pass, which would take as long as the checks
    const wanted = { ...given, iframes: false, resultTypes: ["violations" as const] };
    const { violations, passes } = await checker.run(document, wanted);
    return { violations: violations.map(({ id, nodes }) => ({ id, nodes })), passed: passes.length };
  }, options);
  if (findings.passed === 0) throw new Error("axe found no element to check");
  return findings;
}

/** Returns the faults that axe finds in a document, a line for each rule, with the elements. */
export async function axeFaults(frame: Page | Frame, options: AxeOptions = {}): Promise<string[]> {
  const { violations } = await axeFindings(frame, options);
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target}: ${node.html}`).join(" | ")}`,
  );
}

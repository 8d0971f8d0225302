import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { faultSummary } from "#tests/support/publish/fault-ledger.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** File that lists each fault point that was tried. */
    readonly faultLedger: string;
  }
}

/** Counts the fault points of a run. At its end, prints how many of them left a consistent site. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-ledger-"));
  const ledger = join(folder, "ledger");
  await writeFile(ledger, "");
  project.provide("faultLedger", ledger);
  return async () => {
    const { lines, isSound } = faultSummary(await readFile(ledger, "utf8"));
    await rm(folder, { recursive: true });
    for (const line of lines) process.stdout.write(`${line}\n`);
    if (!isSound) process.exitCode = 1;
  };
}

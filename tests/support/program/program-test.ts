import { rm } from "node:fs/promises";
import { test as base } from "@playwright/test";
import { type Desk, type DeskOptions, type RunningProgram, setDesk, startProgram } from "./program.ts";

interface Programs {
  /** Creates a home folder and a blog for the program. The folder is removed after the test. */
  readonly setDesk: (options?: DeskOptions) => Promise<Desk>;
  /**
   * Starts the program on a desk.
   * Kills programs that still run after the test, so that no open question blocks the end of the test.
   * Takes a screenshot of the window if the test fails.
   */
  readonly startProgram: (desk: Desk, given?: readonly string[]) => Promise<RunningProgram>;
}

/** Playwright's `test`, extended by functions that start programs and end them with the test. */
export const test = base.extend<Programs>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
  setDesk: async ({}, use) => {
    const desks: Desk[] = [];
    await use(async (options) => {
      const desk = await setDesk(options);
      desks.push(desk);
      return desk;
    });
    for (const { home } of desks) await rm(home, { recursive: true, force: true, maxRetries: 5 });
  },
  // Depends on `setDesk`, so that programs end before their home folders are removed.
  startProgram: async ({ setDesk: _ }, use, info) => {
    const programs: RunningProgram[] = [];
    await use(async (desk, given) => {
      const program = await startProgram(desk, given);
      programs.push(program);
      return program;
    });
    for (const [index, { page, kill }] of programs.entries()) {
      const path = info.outputPath(`window-${index + 1}.png`);
      if (info.status !== info.expectedStatus) await page.screenshot({ path }).catch(() => undefined);
      await kill();
    }
  },
});

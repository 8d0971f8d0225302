import { rm } from "node:fs/promises";
import { test as base } from "@playwright/test";
import { type Desk, type DeskOptions, type RunningProgram, setDesk, startProgram } from "./program.ts";

interface Programs {
  /** Makes a desk that is cleared away after the test. */
  readonly setDesk: (options?: DeskOptions) => Promise<Desk>;
  /**
   * Starts the program on a desk. What still runs after the test is ended by force, so that no question can hold it; of
   * a test that failed there is a picture of the window.
   */
  readonly startProgram: (desk: Desk, given?: readonly string[]) => Promise<RunningProgram>;
}

/** Playwright's `test` with programs that do not outlive it. */
export const test = base.extend<Programs>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern
  setDesk: async ({}, use) => {
    const desks: Desk[] = [];
    await use(async (options) => {
      const desk = await setDesk(options);
      desks.push(desk);
      return desk;
    });
    for (const { home } of desks) await rm(home, { recursive: true, force: true, maxRetries: 5 });
  },
  // Needs `setDesk` so that programs end before their desks go.
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

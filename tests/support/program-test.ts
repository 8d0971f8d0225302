import { rm } from "node:fs/promises";
import { test as base } from "@playwright/test";
import { type Desk, type DeskOptions, type RunningProgram, setDesk, startProgram } from "./program.ts";

interface Programs {
  /** Makes a desk that is cleared away after the test. */
  readonly setDesk: (options?: DeskOptions) => Promise<Desk>;
  /** Starts the program on a desk; what still runs after the test is ended by force, so that no question can hold it. */
  readonly startProgram: (desk: Desk, environment?: Record<string, string>) => Promise<RunningProgram>;
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
  startProgram: async ({ setDesk: _ }, use) => {
    const programs: RunningProgram[] = [];
    await use(async (desk, environment) => {
      const program = await startProgram(desk, environment);
      programs.push(program);
      return program;
    });
    if (process.env.DEV)
      for (const program of programs) {
        const info = base.info();
        if (info.status !== info.expectedStatus)
          await program.page.screenshot({ path: `/tmp/fail-${info.line}.png` }).catch(() => 0);
      }
    for (const program of programs) await program.kill();
  },
});

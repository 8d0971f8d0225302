import { test as base, expect, type Page } from "@playwright/test";
import { ready } from "./editing.ts";
import {
  type Desk,
  type DeskOptions,
  type RunningProgram,
  removeDesk,
  setDesk,
  startProgram,
} from "./program.ts";

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
    for (const desk of desks) await removeDesk(desk);
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

/** A running program, and the desk on which it was started. */
export interface SharedProgram extends Pick<RunningProgram, "app" | "page"> {
  readonly desk: Desk;
}

/**
 * Starts one program for all tests of the file or `describe` that calls this function.
 * A start takes as much CPU time as most tests. Every test begins without sheets and menus.
 * After a failed test, Playwright starts a new worker, in which the other tests get a new program.
 */
export function withProgram(options: () => Promise<DeskOptions> | DeskOptions = () => ({})): SharedProgram {
  let shared: (RunningProgram & { readonly desk: Desk }) | undefined;
  const running = () => {
    if (!shared) throw new Error("the program runs during tests only");
    return shared;
  };
  test.beforeAll(async () => {
    const desk = await setDesk(await options());
    shared = { ...(await startProgram(desk)), desk };
    await ready(shared.page);
  });
  test.beforeEach(() => closeLayers(running().page));
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern
  test.afterEach(async ({}, info) => {
    const path = info.outputPath("window.png");
    if (info.status !== info.expectedStatus)
      await running()
        .page.screenshot({ path })
        .catch(() => undefined);
  });
  test.afterAll(async () => {
    await shared?.kill();
    if (shared) await removeDesk(shared.desk);
  });
  return {
    get app() {
      return running().app;
    },
    get page() {
      return running().page;
    },
    get desk() {
      return running().desk;
    },
  };
}

/** Closes all sheets and menus. The first Escape only empties some fields. */
async function closeLayers(page: Page): Promise<void> {
  const layers = page.locator(".sheet-dialog, .popover, [role=menu]");
  await expect(async () => {
    if ((await layers.count()) > 0) await page.keyboard.press("Escape");
    await expect(layers).toHaveCount(0, { timeout: 500 });
  }).toPass();
}

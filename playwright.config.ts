import { defineConfig } from "@playwright/test";

/** They wait for a minute of the clock, not for the machine: `npm test` runs them beside the others. */
const clocks = ["**/locked.spec.ts", "**/schedule.spec.ts"];

/**
 * End-to-end tests drive the real program. One worker: two windows at once on a small machine make each other late, and
 * lateness is not what these tests are about.
 */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  // An end for what hangs, not a limit of how long a test takes
  timeout: 600_000,
  expect: { timeout: 30_000 },
  workers: 1,
  projects: [
    { name: "windows", testIgnore: [...clocks, "**/writing/**"] },
    // A project of its own, so that `npm test` can run it beside the others
    { name: "writing", testMatch: "**/writing/*.spec.ts" },
    { name: "clocks", testMatch: clocks },
    // Run by `npm run test:hostile`
    { name: "hostile", testDir: "tests/hostile", testMatch: "**/*.spec.ts" },
  ],
  reporter: [["line"]],
  use: { trace: "retain-on-failure" },
});

import { defineConfig } from "@playwright/test";

/** These tests wait for a minute to pass and use little CPU, so `npm test` runs them beside other tests. */
const clocks = ["**/locked.spec.ts", "**/schedule.spec.ts"];

/**
 * The browser sometimes never answers if a page is replaced while it gets a key, or while a test reads it.
 * Such a test runs once more. `npm test` lists every test that passed only when it was repeated.
 */
const retries = 1;

/**
 * End-to-end tests drive the real program.
 * There is one worker, because two windows at once slow each other down on a machine with two cores.
 */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  // Ends a test that hangs. It is far longer than any test takes.
  timeout: 300_000,
  // A publish or an import on a busy machine takes far longer than on a quiet one.
  expect: { timeout: 120_000 },
  workers: 1,
  projects: [
    { name: "windows", testIgnore: [...clocks, "**/writing/**"], retries },
    // This is a project of its own, so that `npm test` can run it beside the others
    { name: "writing", testMatch: "**/writing/*.spec.ts", retries },
    { name: "clocks", testMatch: clocks, retries },
    // Run by `npm run test:hostile`
    { name: "hostile", testDir: "tests/hostile", testMatch: "**/*.spec.ts" },
  ],
  reporter: [["line"]],
  use: { trace: "retain-on-failure" },
});

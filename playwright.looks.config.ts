import { defineConfig } from "@playwright/test";

/**
 * Looks at the main views, pixel by pixel: `npm run test:looks`, and `npm run test:looks -- --update-snapshots` after a
 * change that is meant. Not part of `npm test`, because letters differ with the fonts of a computer (docs/checks.md).
 */
export default defineConfig({
  testDir: "tests/looks",
  outputDir: "test-results/looks",
  snapshotPathTemplate: "tests/looks/images/{arg}-{platform}{ext}",
  timeout: 180_000,
  expect: {
    timeout: 30_000,
    toHaveScreenshot: {
      animations: "disabled",
      caret: "hide",
      maxDiffPixelRatio: 0.001,
      stylePath: "tests/looks/still.css",
    },
  },
  workers: 1,
  reporter: [["line"]],
});

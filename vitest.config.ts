import { defineConfig } from "vitest/config";
import { triesAllFaults } from "./tests/support/publish/fault-ledger.ts";

/** What is polled has half a minute: the usual second is too short for a machine that is busy with something else. */
const expect = { poll: { timeout: 30_000 } };

/** One project per kind of test, so that each can run alone and independent kinds side by side. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/support/own-data.ts", "tests/unit/fixed-seed.ts"],
          // Not how long they take: an end for what hangs, also on a machine that others use.
          testTimeout: 300_000,
          expect,
        },
      },
      {
        test: {
          name: "hostile",
          include: ["tests/hostile/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/support/own-data.ts", "tests/unit/fixed-seed.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"], testTimeout: 300_000 } },
      {
        test: {
          name: "site",
          setupFiles: "tests/support/own-data.ts",
          include: ["tests/site/**/*.test.ts"],
          globalSetup: "tests/site/support/global-setup.ts",
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "publishing",
          setupFiles: "tests/support/own-data.ts",
          include: ["tests/publishing/**/*.test.ts"],
          globalSetup: "tests/publishing/global-setup.ts",
          testTimeout: triesAllFaults ? 3_600_000 : 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "package",
          include: ["tests/package/**/*.test.ts"],
          globalSetup: "tests/package/global-setup.ts",
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

import { defineConfig } from "vitest/config";
import { triesAllFaults } from "./tests/support/publish/fault-ledger.ts";
import { filesSharingProcess } from "./tests/support/shared-process.ts";

/** What is polled has half a minute: the usual second is too short for a machine that is busy with something else. */
const expect = { poll: { timeout: 30_000 } };

/**
 * An end for tests and hooks that hang, not a limit of how long they take.
 * On a busy machine, hooks that usually take a second have taken more than the ten that Vitest gives them.
 */
const timeouts = { testTimeout: 300_000, hookTimeout: 300_000 };

const unit = {
  setupFiles: ["tests/support/own-data.ts", "tests/unit/fixed-seed.ts"],
  ...timeouts,
  expect,
};

/** Unit tests of which many files share a process. Only `npm test` requests that; otherwise each has its own. */
const shared = process.env.HITOFUDE_SHARED_PROCESS ? filesSharingProcess() : [];

/** One project per kind of test, so that each can run alone and independent kinds side by side. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"], exclude: shared, ...unit } },
      ...(shared.length > 0
        ? [{ test: { name: "unit-shared", include: shared, isolate: false, ...unit } }]
        : []),
      {
        test: {
          name: "hostile",
          include: ["tests/hostile/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/support/own-data.ts", "tests/unit/fixed-seed.ts"],
          ...timeouts,
        },
      },
      { test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"], ...timeouts } },
      {
        test: {
          name: "site",
          setupFiles: "tests/support/own-data.ts",
          include: ["tests/site/**/*.test.ts"],
          globalSetup: "tests/site/support/global-setup.ts",
          ...timeouts,
        },
      },
      {
        test: {
          name: "publishing",
          setupFiles: "tests/support/own-data.ts",
          include: ["tests/publishing/**/*.test.ts"],
          globalSetup: "tests/publishing/global-setup.ts",
          ...timeouts,
          ...(triesAllFaults ? { testTimeout: 3_600_000 } : {}),
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "package",
          include: ["tests/package/**/*.test.ts"],
          globalSetup: "tests/package/global-setup.ts",
          ...timeouts,
          fileParallelism: false,
        },
      },
    ],
  },
});

import { expect, test } from "vitest";
import {
  countsLine,
  playwrightCounts,
  stepCounts,
  sumCounts,
  vitestCounts,
} from "../../../scripts/test/results.mjs";

const good = { passed: 5, failed: 0, skipped: 1 };

test("a file that Vitest cannot load counts as failed although no test in it did", () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ],
  };
  expect(vitestCounts(report)).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

test("Playwright's errors outside of tests count as failed", () => {
  const report = {
    stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
    errors: [{ message: "cannot load" }],
  };
  expect(playwrightCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test("a step without a runner counts as one", () => {
  expect(stepCounts(0, undefined, false)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(stepCounts(2, undefined, false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("a runner that leaves no results counts as failed, whatever its exit code", () => {
  expect(stepCounts(0, undefined, true).failed).toBe(1);
  expect(stepCounts(0, { passed: 0, failed: 0, skipped: 0 }, true).failed).toBe(1);
});

test("a runner with a bad exit code counts as failed even if its results are good", () => {
  expect(stepCounts(0, good, true)).toEqual(good);
  expect(stepCounts(1, good, true)).toEqual({ ...good, failed: 1 });
  expect(stepCounts(1, { ...good, failed: 3 }, true)).toEqual({ ...good, failed: 3 });
});

test("the last line has the sums, and mentions skipped tests only if there are any", () => {
  expect(countsLine(sumCounts([good, { passed: 2, failed: 3, skipped: 0 }]))).toBe(
    "7 passed, 3 failed, 1 skipped",
  );
  expect(countsLine(sumCounts([{ passed: 2, failed: 0, skipped: 0 }]))).toBe("2 passed, 0 failed");
  expect(countsLine(sumCounts([]))).toBe("0 passed, 0 failed");
});

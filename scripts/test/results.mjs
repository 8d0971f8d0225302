/**
 * Counts tests in the result files of the test runners.
 * @typedef {{passed: number, failed: number, skipped: number}} Counts
 */

/**
 * @param {any} report content of Vitest's JSON report
 * @returns {Counts}
 */
export function vitestCounts(report) {
  // A test file that could not be loaded contains no tests to count, but counts as one failure.
  const brokenFiles = report.testResults.filter(
    (/** @type {any} */ file) =>
      file.status === "failed" &&
      !file.assertionResults.some((/** @type {any} */ test) => test.status === "failed"),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {any} report content of Playwright's JSON report
 * @returns {Counts}
 */
export function playwrightCounts(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  // Counts errors outside of tests, such as a file that could not be loaded or a failed global set-up.
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
}

/**
 * Returns the counts of a step.
 * A test runner that ends with an error or without results counts as failed, whatever its report says.
 * @param {number} exitCode
 * @param {Counts | undefined} counts counts from the result file; undefined if there is no such file
 * @param {boolean} isRunner whether the step is a test runner, which must write a result file
 * @returns {Counts}
 */
export function stepCounts(exitCode, counts, isRunner) {
  if (!isRunner) return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : failure();
  if (!counts) return failure();
  const isEmpty = counts.passed + counts.failed + counts.skipped === 0;
  const hidesFailure = exitCode !== 0 && counts.failed === 0;
  return isEmpty || hidesFailure ? { ...counts, failed: counts.failed + 1 } : counts;
}

/** @returns {Counts} */
export function failure() {
  return { passed: 0, failed: 1, skipped: 0 };
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sumCounts(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

/**
 * @param {Counts} counts
 * @returns {string} a text such as `3 passed, 0 failed, 1 skipped`, without skipped tests if there are none
 */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

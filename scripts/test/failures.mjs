/**
 * Lists failures and skipped tests from the result files of the test runners, one line for each test.
 * `npm test` prints the lists at its end, because the full output is long and may be cut.
 */

/** Number of lines of an error that are listed. Playwright names the locator in the third line. */
const maxErrorLines = 8;

/**
 * @param {any} report content of Vitest's JSON report
 * @param {string} root folder to which file names are made relative
 * @returns {string[]} lines of the form `file > test: error | more lines of the error`
 */
export function vitestFailures(report, root) {
  return report.testResults.flatMap((/** @type {any} */ file) => {
    const name = relativeName(file.name, root);
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === "failed");
    if (failed.length === 0 && file.status === "failed") return [line(name, file.message)];
    return failed.map((/** @type {any} */ test) =>
      line([name, ...test.ancestorTitles, test.title].join(" > "), test.failureMessages[0]),
    );
  });
}

/**
 * @param {any} report content of Playwright's JSON report
 * @returns {string[]} lines of the form `file > test: (line 3) error | more lines of the error`
 */
export function playwrightFailures(report) {
  return [
    ...report.errors.map((/** @type {any} */ error) => line("outside of any test", error.message)),
    ...report.suites.flatMap((/** @type {any} */ suite) =>
      errorsOfSuite(suite, [], (/** @type {any} */ spec) => !spec.ok),
    ),
  ];
}

/**
 * @param {any} report content of Playwright's JSON report
 * @returns {string[]} the first error of each test that passed only when it was repeated
 */
export function playwrightRepeats(report) {
  return report.suites.flatMap((/** @type {any} */ suite) =>
    errorsOfSuite(suite, [], (/** @type {any} */ spec) =>
      spec.tests.some((/** @type {any} */ test) => test.status === "flaky"),
    ),
  );
}

/**
 * @param {any} suite
 * @param {string[]} path
 * @param {(spec: any) => boolean} isListed
 * @returns {string[]}
 */
function errorsOfSuite(suite, path, isListed) {
  const here = [...path, suite.title];
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) => {
    if (!isListed(spec)) return [];
    const results = spec.tests.flatMap((/** @type {any} */ test) => test.results);
    const error = results.find((/** @type {any} */ result) => result.error)?.error;
    return [line([...here, spec.title].join(" > "), error?.message, error?.location?.line)];
  });
  return [
    ...own,
    ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => errorsOfSuite(inner, here, isListed)),
  ];
}

/**
 * @param {any} report content of Vitest's JSON report
 * @param {string} root folder to which file names are made relative
 * @returns {string[]} a line `file > test` for each test that was not run
 */
export function vitestSkips(report, root) {
  return report.testResults.flatMap((/** @type {any} */ file) =>
    file.assertionResults
      .filter((/** @type {any} */ test) => !["passed", "failed"].includes(test.status))
      .map((/** @type {any} */ test) =>
        [relativeName(file.name, root), ...test.ancestorTitles, test.title].join(" > "),
      ),
  );
}

/**
 * @param {any} report content of Playwright's JSON report
 * @returns {string[]} a line `file > test` for each test that was not run
 */
export function playwrightSkips(report) {
  return report.suites.flatMap((/** @type {any} */ suite) => skipsOfSuite(suite, []));
}

/**
 * @param {any} suite
 * @param {string[]} path
 * @returns {string[]}
 */
function skipsOfSuite(suite, path) {
  const here = [...path, suite.title];
  const skipped = (suite.specs ?? []).filter((/** @type {any} */ spec) =>
    spec.tests.some((/** @type {any} */ test) => test.status === "skipped"),
  );
  return [
    ...skipped.map((/** @type {any} */ spec) => [...here, spec.title].join(" > ")),
    ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => skipsOfSuite(inner, here)),
  ];
}

/**
 * @param {string} file path of a test file in Vitest's form, with `/` on every system
 * @param {string} root
 */
function relativeName(file, root) {
  return file.replace(`${root.replaceAll("\\", "/")}/`, "");
}

/**
 * @param {string} name
 * @param {string | undefined} message
 * @param {number} [lineNumber] line of the test file in which the error occurred
 */
function line(name, message, lineNumber) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours are control characters
  const plain = (message ?? "").replace(/\u001b\[[\d;]*m/g, "");
  const lines = plain.split("\n").map((text) => text.trim());
  const stack = lines.findIndex((text) => text.startsWith("at "));
  const shown = (stack < 0 ? lines : lines.slice(0, stack)).filter(Boolean).slice(0, maxErrorLines);
  if (shown.length === 0) return name;
  return `${name}: ${lineNumber === undefined ? "" : `(line ${lineNumber}) `}${shown.join(" | ")}`;
}

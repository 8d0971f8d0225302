/**
 * Names of what failed, and of what passed at the second try only, from the result files of the test runners: a line each, to be read at
 * the end of a long run.
 */

/**
 * @param {any} report content of Vitest's JSON report
 * @param {string} root folder that file names are told from
 * @returns {string[]} `file > test: first line of the error`
 */
export function vitestFailures(report, root) {
  return report.testResults.flatMap((/** @type {any} */ file) => {
    const name = file.name.replace(`${root}/`, "");
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === "failed");
    if (failed.length === 0 && file.status === "failed") return [line(name, file.message)];
    return failed.map((/** @type {any} */ test) =>
      line([name, ...test.ancestorTitles, test.title].join(" > "), test.failureMessages[0]),
    );
  });
}

/**
 * @param {any} report content of Vitest's JSON report
 * @param {string} root folder that file names are told from
 * @returns {string[]} `file > test: first line of the first try's error`
 */
export function vitestSecondTries(report, root) {
  return report.testResults.flatMap((/** @type {any} */ file) =>
    file.assertionResults
      .filter((/** @type {any} */ test) => test.status === "passed" && test.failureMessages?.length > 0)
      .map((/** @type {any} */ test) =>
        line(
          [file.name.replace(`${root}/`, ""), ...test.ancestorTitles, test.title].join(" > "),
          test.failureMessages[0],
        ),
      ),
  );
}

/**
 * @param {any} report content of Playwright's JSON report
 * @returns {string[]} `file > test: first line of the error`
 */
export function playwrightFailures(report) {
  return [
    ...report.errors.map((/** @type {any} */ error) => line("outside of any test", error.message)),
    ...specsNamed(report, (spec) => !spec.ok),
  ];
}

/**
 * @param {any} report content of Playwright's JSON report
 * @returns {string[]} `file > test: first line of the first try's error`
 */
export function playwrightSecondTries(report) {
  return specsNamed(report, (spec) => spec.tests.some((/** @type {any} */ test) => test.status === "flaky"));
}

/**
 * @param {any} report
 * @param {(spec: any) => boolean} isMeant
 * @returns {string[]}
 */
function specsNamed(report, isMeant) {
  return report.suites.flatMap((/** @type {any} */ suite) => specsOfSuite(suite, [], isMeant));
}

/**
 * @param {any} suite
 * @param {string[]} path
 * @param {(spec: any) => boolean} isMeant
 * @returns {string[]}
 */
function specsOfSuite(suite, path, isMeant) {
  const here = [...path, suite.title];
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) => {
    if (!isMeant(spec)) return [];
    const results = spec.tests.flatMap((/** @type {any} */ test) => test.results);
    const error = results.find((/** @type {any} */ result) => result.error)?.error;
    return [line([...here, spec.title].join(" > "), error?.message)];
  });
  return [
    ...own,
    ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => specsOfSuite(inner, here, isMeant)),
  ];
}

/**
 * @param {string} name
 * @param {string | undefined} message
 */
function line(name, message) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal are such
  const plain = (message ?? "").replace(/\u001b\[[\d;]*m/g, "").trim();
  return plain ? `${name}: ${plain.split("\n", 1)[0]}` : name;
}

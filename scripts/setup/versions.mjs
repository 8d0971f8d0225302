/**
 * Parses the numbers of a version such as `v22.12.0` or `45.4.1-beta.2`.
 * A pre-release is treated like the release itself.
 * @param {string} version
 * @returns {number[]}
 */
function versionNumbers(version) {
  const numbers = /^v?(\d+(?:\.\d+)*)/.exec(version.trim())?.[1];
  if (!numbers) throw new Error(`Not a version: ${version}`);
  return numbers.split(".").map(Number);
}

/**
 * @param {string} version
 * @param {string} minimum
 * @returns {boolean} whether `version` is `minimum` or later
 */
export function isAtLeast(version, minimum) {
  const have = versionNumbers(version);
  const want = versionNumbers(minimum);
  for (let i = 0; i < Math.max(have.length, want.length); i += 1) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/**
 * @param {string} file
 * @param {string} [algorithm]
 * @returns {Promise<string>} the digest in the format of a lock file: `sha512-<base64>`
 */
export async function fileIntegrity(file, algorithm = "sha512") {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `${algorithm}-${hash.digest("base64")}`;
}

/**
 * Compares a file with a digest stored in this repository.
 * @param {string} file
 * @param {string} expected `sha512-<base64>`
 * @returns {Promise<boolean>}
 */
export async function hasIntegrity(file, expected) {
  const algorithm = expected.slice(0, expected.indexOf("-"));
  return (await fileIntegrity(file, algorithm)) === expected;
}

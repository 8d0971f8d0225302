import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";

/**
 * Writes `SHA256SUMS`, the input of `sha256sum --check SHA256SUMS`, beside the packages.
 * @param {string} folder
 * @param {string[]} files inside `folder`
 * @returns {Promise<string>} the written file
 */
export async function writeChecksums(folder, files) {
  const lines = [];
  for (const file of [...files].sort()) lines.push(`${await sha256(file)}  ${path.basename(file)}\n`);
  const target = path.join(folder, "SHA256SUMS");
  await writeFile(target, lines.join(""));
  return target;
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

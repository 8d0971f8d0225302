import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/**
 * Extracts one file of a `.tgz` with the command `tar`, which every supported system has.
 * @param {string} archive
 * @param {string} member path of the file in the archive, such as `package/electron.d.ts`
 * @param {string} target
 */
export async function extractMember(archive, member, target) {
  const tar = spawn("tar", ["-xzOf", archive, member], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve, reject) => {
    tar.on("error", reject);
    tar.on("close", (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`tar ended with ${code}`)),
    );
  });
  await Promise.all([pipeline(tar.stdout, createWriteStream(target)), ended]);
}

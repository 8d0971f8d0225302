import { createInterface } from "node:readline/promises";
import { say } from "./report.mjs";
import { run } from "./run.mjs";

/**
 * @callback Superuser
 * @param {string[]} command
 * @param {{en: string, ja: string}} [waiting]
 * @returns {Promise<import('./run.mjs').RunResult>}
 */

/**
 * Returns a function that runs commands as root: directly, or through sudo if the user agrees.
 * @param {string} names names of the packages that the commands will install
 * @returns {Promise<Superuser | undefined>} undefined if root is unavailable or the user declined
 */
export async function becomeRoot(names) {
  if (process.getuid?.() === 0)
    return ([command = "", ...args], waiting) => run(command, args, waiting ? { waiting } : {});
  if ((await run("sudo", ["-V"])).code !== 0) return undefined;
  const interactive = Boolean(process.stdin.isTTY && process.stdout.isTTY && !process.env.CI);
  if (!interactive) {
    if ((await run("sudo", ["-n", "true"])).code !== 0) return undefined;
    return (command, waiting) => run("sudo", ["-n", ...command], waiting ? { waiting } : {});
  }
  if (!(await agrees(names))) return undefined;
  // sudo asks for the password now. The following commands do not ask again.
  if ((await run("sudo", ["-v"], { show: true, input: true })).code !== 0) return undefined;
  return (command, waiting) => run("sudo", command, { input: true, ...(waiting && { waiting }) });
}

/** @param {string} names */
async function agrees(names) {
  say(
    `System packages: Electron or the tests need ${names}. They can be installed with sudo apt-get.`,
    `システムのパッケージ: Electron またはテストに ${names} が必要です。sudo apt-get でインストールできます。`,
  );
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^(y|yes|はい|)$/i.test((await prompt.question("[Y/n] ")).trim());
  } finally {
    prompt.close();
  }
}

import { projectRoot } from "./paths.mjs";
import { run } from "./run.mjs";

/**
 * Returns the command that starts npm: the npm that runs this process or, without one, the npm on the PATH.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [platform]
 * @returns {{command: string, args: string[], shell: boolean}}
 */
export function npmCommand(args, env = process.env, platform = process.platform) {
  const script = env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script))
    return { command: process.execPath, args: [script, ...args], shell: false };
  if (platform === "win32") return { command: "npm.cmd", args, shell: true };
  return { command: "npm", args, shell: false };
}

/**
 * Runs npm in the checkout, so that the npm settings of the project and the user (registry, proxy) apply.
 * @param {string[]} args
 * @param {{waiting?: {en: string, ja: string}, show?: boolean}} [options]
 * @returns {Promise<import('./run.mjs').RunResult>}
 */
export function npm(args, options = {}) {
  const { command, args: full, shell } = npmCommand(args);
  return run(command, full, { cwd: projectRoot, shell, ...options });
}

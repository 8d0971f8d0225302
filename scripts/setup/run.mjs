import { spawn } from "node:child_process";
import { say } from "./report.mjs";

const HEARTBEAT_MS = 30_000;
const TAIL_LENGTH = 4000;

/**
 * @typedef {object} RunResult
 * @property {number} code exit code; 127 if the command could not be started, 128 if a signal ended it
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a command to its end without a shell and without input.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean | 'stdout'} [options.show] whether to show the output instead of returning it
 * @param {boolean} [options.input] whether the command may ask the user, for instance for a password
 * @param {boolean} [options.shell] whether to use a shell, which `.cmd` files on Windows need
 * @param {{en: string, ja: string}} [options.waiting] message printed every half minute during the run
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const visible = options.show ? "inherit" : "pipe";
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: [options.input ? "inherit" : "ignore", visible, options.show === true ? "inherit" : "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    const started = Date.now();
    const { waiting } = options;
    const heartbeat =
      waiting &&
      setInterval(() => {
        const seconds = Math.round((Date.now() - started) / 1000);
        say(`  ${waiting.en} (${seconds} s)`, `  ${waiting.ja} (${seconds} s)`);
      }, HEARTBEAT_MS);
    child.on("error", (error) => {
      clearInterval(heartbeat);
      resolve({ code: 127, stdout, stderr: stderr + error.message });
    });
    child.on("close", (code) => {
      clearInterval(heartbeat);
      resolve({ code: code ?? 128, stdout, stderr });
    });
  });
}

/**
 * @param {RunResult} result
 * @returns {string} the end of the output of a failed command
 */
export function lastWords(result) {
  return `${result.stdout}\n${result.stderr}`.trim().slice(-TAIL_LENGTH);
}

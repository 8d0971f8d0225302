import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";

const onWindows = process.platform === "win32";

/**
 * @typedef {object} Child
 * @property {Promise<number>} done the exit code; `128 + n` after signal n, 127 if the start failed
 * @property {(signal: NodeJS.Signals) => void} signal sends a signal to the command and all its descendants
 * @property {import("node:child_process").ChildProcess} process
 */

/**
 * Starts a command in a new process group, so that a signal reaches the command and all its descendants.
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {import("node:child_process").StdioOptions} options.stdio
 * @param {boolean} [options.shell]
 * @returns {Child}
 */
export function startChild(command, args, options) {
  const child = spawn(command, args, { ...options, detached: !onWindows });
  /** @type {Promise<number>} */
  const done = new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.on("exit", (code, signal) => resolve(exitCode(code, signal)));
  });
  return { done, signal: (signal) => signalGroup(child.pid, signal), process: child };
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number} the exit code that a shell would report
 */
function exitCode(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/**
 * Calls `receive` for each signal to this process.
 * A terminal and npm may both send the same signal, so repetitions within half a second are ignored.
 * @param {(signal: NodeJS.Signals) => void} receive
 * @returns {() => void} stops listening
 */
export function onSignals(receive) {
  /** @type {NodeJS.Signals[]} */
  const names = ["SIGINT", "SIGTERM", "SIGHUP"];
  let last = 0;
  const listener = (/** @type {NodeJS.Signals} */ signal) => {
    const now = Date.now();
    if (now - last < 500) return;
    last = now;
    receive(signal);
  };
  for (const name of names) process.on(name, listener);
  return () => {
    for (const name of names) process.off(name, listener);
  };
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  if (pid === undefined) return;
  if (onWindows) {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has already ended.
  }
}

import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { startChild } from "../setup/child.mjs";
import { projectRoot } from "../setup/paths.mjs";
import { stepCounts } from "./results.mjs";

/**
 * @typedef {object} StepRun
 * @property {Promise<{counts: import("./results.mjs").Counts, failures: string[], log: string}>} done
 *   `failures` names what failed, or says how the step ended
 * @property {(signal: NodeJS.Signals) => void} signal
 */

/**
 * Runs one step, its output going to a log file.
 * @param {import("./steps.mjs").Step} step
 * @param {object} context
 * @param {string} context.node
 * @param {NodeJS.ProcessEnv} context.env
 * @param {string} context.folder for logs and reports
 * @returns {StepRun}
 */
export function startStep(step, { node, env, folder }) {
  const base = path.join(folder, step.name.replace(/\W+/g, "-"));
  const report = `${base}.json`;
  // An old report must never be taken for a new one.
  rmSync(report, { force: true });
  const { command, args, shell = false, env: extra = {} } = step.command({ node, report });
  // A file, not a pipe: something left running by the step cannot keep it from ending.
  const log = openSync(`${base}.log`, "w");
  const child = startChild(command, args, {
    cwd: projectRoot,
    env: { ...env, ...extra },
    shell,
    stdio: ["ignore", log, log],
  });
  const done = child.done.then((code) => {
    closeSync(log);
    // What a crashed runner left behind in its process group.
    child.signal("SIGTERM");
    const counts = stepCounts(code, fromReport(report, step.read), step.read !== undefined);
    const named = fromReport(report, step.failures) ?? [];
    return {
      counts,
      failures: counts.failed > 0 && named.length === 0 ? [`exit code ${code}`] : named,
      log: readFileSync(`${base}.log`, "utf8"),
    };
  });
  return { done, signal: child.signal };
}

/**
 * @template T
 * @param {string} file
 * @param {((report: any) => T) | undefined} read
 * @returns {T | undefined} undefined when there is no whole report
 */
function fromReport(file, read) {
  try {
    return read?.(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

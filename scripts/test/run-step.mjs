import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { startChild } from "../setup/child.mjs";
import { projectRoot } from "../setup/paths.mjs";
import { stepCounts } from "./results.mjs";

/**
 * @typedef {object} StepRun
 * @property {Promise<{counts: import("./results.mjs").Counts, failures: string[], repeats: string[], skips: string[], log: string}>} done
 * `failures` lists failed tests, or says how the step ended. `skips` lists tests that were not run here.
 * `repeats` lists tests that failed at first and passed when they were repeated.
 * @property {(signal: NodeJS.Signals) => void} signal
 */

/**
 * Runs one step and writes its output to a log file.
 * @param {import("./steps.mjs").Step} step
 * @param {object} context
 * @param {string} context.node
 * @param {NodeJS.ProcessEnv} context.env
 * @param {string} context.folder folder for logs and reports
 * @returns {StepRun}
 */
export function startStep(step, { node, env, folder }) {
  const base = path.join(folder, step.name.replace(/\W+/g, "-"));
  const report = `${base}.json`;
  // A report of an earlier run must never be mistaken for the report of this run.
  rmSync(report, { force: true });
  const { command, args, shell = false, env: extra = {} } = step.command({ node, report });
  // The log is a file, because a process that outlives the step would keep a pipe open.
  const log = openSync(`${base}.log`, "w");
  const child = startChild(command, args, {
    cwd: projectRoot,
    env: { ...env, ...extra },
    shell,
    stdio: ["ignore", log, log],
  });
  const done = child.done.then((code) => {
    closeSync(log);
    // Ends processes in the group of the runner, which a crashed runner may have left.
    child.signal("SIGTERM");
    const counts = stepCounts(code, fromReport(report, step.read), step.read !== undefined);
    const named = fromReport(report, step.failures) ?? [];
    return {
      counts,
      failures: counts.failed > 0 && named.length === 0 ? [`exit code ${code}`] : named,
      repeats: fromReport(report, step.repeats) ?? [],
      skips: fromReport(report, step.skips) ?? [],
      log: readFileSync(`${base}.log`, "utf8"),
    };
  });
  return { done, signal: child.signal };
}

/**
 * @template T
 * @param {string} file
 * @param {((report: any) => T) | undefined} read
 * @returns {T | undefined} undefined if there is no complete report
 */
function fromReport(file, read) {
  try {
    return read?.(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

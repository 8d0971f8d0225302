import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { startChild } from "../setup/child.mjs";
import { projectRoot } from "../setup/paths.mjs";
import { stepCounts } from "./results.mjs";

/**
 * @typedef {object} StepRun
 * @property {Promise<{counts: import("./results.mjs").Counts, failures: string[], repeats: string[], skips: string[], log: string}>} done
 * `failures` names what failed, or how the step ended; `repeats` what failed at first and passed when it was
 * repeated; `skips` what was not run on this system
 * @property {(signal: NodeJS.Signals) => void} signal
 */

/**
 * Runs one step and writes its output to a log file.
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
  // An old report must never be mistaken for a new one.
  rmSync(report, { force: true });
  const { command, args, shell = false, env: extra = {} } = step.command({ node, report });
  // The log is a file instead of a pipe: a process that the step leaves running would keep a pipe open.
  const log = openSync(`${base}.log`, "w");
  const child = startChild(command, args, {
    cwd: projectRoot,
    env: { ...env, ...extra },
    shell,
    stdio: ["ignore", log, log],
  });
  const done = child.done.then((code) => {
    closeSync(log);
    // Ends processes that a crashed runner left in its group.
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
 * @returns {T | undefined} undefined when there is no complete report
 */
function fromReport(file, read) {
  try {
    return read?.(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

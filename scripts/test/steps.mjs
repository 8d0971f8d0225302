import path from "node:path";
import { npmCommand } from "../setup/npm.mjs";
import { projectRoot, runtimeDir } from "../setup/paths.mjs";
import {
  playwrightFailures,
  playwrightRepeats,
  playwrightSkips,
  vitestFailures,
  vitestSkips,
} from "./failures.mjs";
import { playwrightCounts, vitestCounts } from "./results.mjs";

/** @typedef {{command: string, args: string[], shell?: boolean, env?: Record<string, string | undefined>}} Command */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {(run: {node: string, report: string}) => Command} command `report`: path for a JSON report
 * @property {(report: any) => import("./results.mjs").Counts} [read] counts the tests in a report
 * Without `read`, the step counts as one test.
 * @property {(report: any) => string[]} [failures] lists the failures in a report
 * @property {(report: any) => string[]} [repeats] lists tests that passed only when they were repeated
 * @property {(report: any) => string[]} [skips] lists tests that were not run on this system
 * @property {string[]} after names of steps that must succeed before this step starts
 * @property {boolean} [display] whether the step opens windows
 * @property {boolean} [waits] whether the step mostly waits, so that it can run in addition to the others
 * @property {boolean} [onDisk] whether the step's temporary files must be on a disk instead of in memory
 */

/** The tests start the built shell, because users get the built shell and it starts in half the time. */
const builtShell = { HITOFUDE_TEST_SHELL: path.join(projectRoot, "out", "cli", "hitofude.js") };

/** Node stores compiled modules here. Hundreds of processes of tests then start with a third of the CPU time. */
const compiledModules = { NODE_COMPILE_CACHE: path.join(runtimeDir, "compiled-tests") };

/**
 * The steps of `npm test`. Three steps run concurrently, and one more that mostly waits.
 * Steps start in the order of this list, long steps first. A step waits for the steps in its `after`.
 * The parts of `npm run check` are separate steps, so that each part is counted.
 * @type {Step[]}
 */
export const steps = [
  nodeScript("build", ["scripts/build.mjs"]),
  npmScript("types"),
  playwright("e2e", "windows"),
  vitest("unit", {
    after: ["build"],
    projects: ["unit", "unit-shared"],
    env: { ...compiledModules, HITOFUDE_SHARED_PROCESS: "1" },
  }),
  { ...playwright("e2e-clocks", "clocks"), waits: true },
  vitest("publishing", { after: ["build"], env: compiledModules }),
  playwright("e2e-writing", "writing"),
  {
    name: "hostile",
    command: ({ node, report }) => ({
      command: node,
      args: ["scripts/hostile.mjs", "--report", report],
      env: builtShell,
    }),
    read: ({ counts }) => counts,
    failures: ({ failures }) => failures,
    skips: ({ skips }) => skips,
    after: ["build"],
    display: true,
  },
  vitest("site", { env: compiledModules }),
  // The packages and unpacked programs of this step are too large for a temporary folder in memory.
  { ...vitest("package", { after: ["build"], display: true }), onDisk: true },
  // This step kills programs while they write, and fills a disk.
  {
    ...nodeScript("torture", ["tests/torture/torture.ts", "--kills", "7"], {
      after: ["build"],
      display: true,
    }),
    onDisk: true,
  },
  vitest("architecture"),
  npmScript("lint"),
  npmScript("unused"),
  npmScript("format:check"),
];

/**
 * @typedef {{after?: string[], display?: boolean}} Needs
 */

/**
 * Defines a step that runs a script of this repository, with a Node that is new enough for the tools.
 * @param {string} name
 * @param {string[]} args
 * @param {Needs} [needs]
 * @returns {Step}
 */
function nodeScript(name, args, needs = {}) {
  return { name, command: ({ node }) => ({ command: node, args }), after: [], ...needs };
}

/**
 * Defines a step that runs a script of package.json.
 * @param {string} name
 * @param {Needs} [needs]
 * @returns {Step}
 */
function npmScript(name, needs = {}) {
  return { name, command: () => npmCommand(["run", "--silent", name]), after: [], ...needs };
}

/**
 * Defines a step that runs projects of vitest.config.ts.
 * @param {string} name
 * @param {Needs & {projects?: string[], env?: Record<string, string>}} [needs] default project: `name`
 * @returns {Step}
 */
function vitest(name, { projects = [name], env, ...needs } = {}) {
  const args = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
  for (const project of projects) args.push("--project", project);
  return {
    name,
    command: ({ node, report }) => ({
      command: node,
      args: [...args, `--outputFile.json=${report}`],
      env: { ...builtShell, ...env },
    }),
    read: vitestCounts,
    failures: (report) => vitestFailures(report, projectRoot),
    skips: (report) => vitestSkips(report, projectRoot),
    after: [],
    ...needs,
  };
}

/**
 * Defines a step that runs a project of playwright.config.ts.
 * @param {string} name
 * @param {string} project
 * @returns {Step}
 */
function playwright(name, project) {
  const output = `test-results/${name}`;
  const args = ["test", "--project", project, "--output", output, "--reporter=list,json"];
  return {
    name,
    command: ({ node, report }) => ({
      command: node,
      args: ["node_modules/@playwright/test/cli.js", ...args],
      // Playwright colours the output of its workers, and Node warns if NO_COLOR is set at the same time.
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, NO_COLOR: undefined },
    }),
    read: playwrightCounts,
    failures: playwrightFailures,
    repeats: playwrightRepeats,
    skips: playwrightSkips,
    after: ["build"],
    display: true,
  };
}

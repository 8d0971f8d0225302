// Runs all automatic checks of the program: `npm test [-- step …]`. First sets up what is missing.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { onSignals } from "./setup/child.mjs";
import { electronEnvironment } from "./setup/electron-runtime.mjs";
import { runtimeDir } from "./setup/paths.mjs";
import { elapsed, runScript, SetupError } from "./setup/report.mjs";
import { setUpForTests } from "./setup/set-up.mjs";
import { toolEnvironment, toolNode } from "./setup/tool-node.mjs";
import { startDisplay } from "./test/display.mjs";
import { makeMemoryFolder } from "./test/memory-folder.mjs";
import { countsLine, failure, sumCounts } from "./test/results.mjs";
import { startStep } from "./test/run-step.mjs";
import { chooseSteps, runInLanes } from "./test/schedule.mjs";
import { steps as allSteps } from "./test/steps.mjs";

/** Number of steps that run at the same time. CI has two cores, and a step uses two thirds of a core. */
const LANES = 3;
const KILL_AFTER_MS = 10_000;

await runScript(async () => {
  const steps = stepsNamed(process.argv.slice(2));
  const electron = await setUpForTests();
  if (process.platform === "linux" && process.getuid?.() === 0) {
    print(
      "as root: the tests start the program without Chromium's sandbox, on blogs that they make themselves",
    );
  }
  const env = withColours(toolEnvironment(electronEnvironment(electron)));
  return runSteps(steps, env);
});

/**
 * @param {import("./test/steps.mjs").Step[]} steps
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code
 */
async function runSteps(steps, env) {
  const folder = path.join(runtimeDir, "test");
  mkdirSync(folder, { recursive: true });
  const memory = makeMemoryFolder();
  if (memory) process.once("exit", () => rmSync(memory, { recursive: true, force: true }));
  print(memory ? `temporary files: in memory, ${memory}` : "temporary files: on the disk");
  /** @type {import("./test/results.mjs").Counts[]} */
  const counts = [];
  /** @type {string[]} one line for each failure */
  const failures = [];
  /** @type {string[]} one line for each test that failed and then passed when it was repeated */
  const repeats = [];
  /** @type {string[]} one line for each test that this system cannot run */
  const skips = [];
  /** @type {Set<import("./test/run-step.mjs").StepRun>} */
  const running = new Set();
  let stopped = false;
  const stopListening = onSignals(() => {
    const signal = stopped ? "SIGKILL" : "SIGTERM";
    stopped = true;
    for (const step of running) step.signal(signal);
    setTimeout(() => {
      for (const step of running) step.signal("SIGKILL");
    }, KILL_AFTER_MS).unref();
  });
  await runInLanes({
    steps,
    lanes: LANES,
    async run(step) {
      if (stopped) return false;
      const started = Date.now();
      print(`${step.name}: running`);
      const display = step.display ? await privateDisplay() : undefined;
      if (stopped) {
        await display?.stop();
        return false;
      }
      const places = memory && !step.onDisk ? { TMPDIR: memory } : {};
      const stepRun = startStep(step, {
        node: toolNode(),
        env: { ...env, ...places, ...display?.env },
        folder,
      });
      running.add(stepRun);
      const result = await stepRun.done;
      running.delete(stepRun);
      await display?.stop();
      counts.push(result.counts);
      failures.push(...result.failures.map((one) => `${step.name}: ${one}`));
      repeats.push(...result.repeats.map((one) => `${step.name}: ${one}`));
      skips.push(...result.skips.map((one) => `${step.name}: ${one}`));
      print(
        `\n──── ${step.name} ────\n${result.log.trimEnd()}\n${step.name}: ${countsLine(result.counts)} (${elapsed(started)})\n`,
      );
      return result.counts.failed === 0;
    },
    skip(step, failed) {
      if (stopped) return;
      counts.push(failure());
      failures.push(`${step.name}: not run`);
      print(`${step.name}: not run, which counts as failed, because of ${failed.join(" and ")}`);
    },
  });
  stopListening();
  const total = sumCounts(counts);
  const system = `${process.platform} ${process.arch}, Node ${process.versions.node}`;
  print(`Skipped on this system (${system}): ${skips.length}`);
  if (skips.length > 0) print(`${skips.map((one) => `  ${one}`).join("\n")}\n`);
  if (repeats.length > 0) {
    print(`Failed once, and passed when repeated: ${repeats.length}`);
    print(`${repeats.map((one) => `  ${one}`).join("\n")}\n`);
  }
  // Repeats the failures at the end of the run, because the logs above are long.
  if (failures.length > 0) print(`Failed:\n${failures.map((one) => `  ${one}`).join("\n")}\n`);
  print(stopped ? `Stopped. ${countsLine(total)}` : countsLine(total));
  return stopped ? 130 : Number(total.failed > 0);
}

/** @param {string[]} names */
function stepsNamed(names) {
  try {
    return chooseSteps(allSteps, names);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const known = allSteps.map((step) => step.name).join(", ");
    throw new SetupError(
      `No step is called ${error.message}. There are: ${known}`,
      `${error.message} という段階はありません: ${known}`,
    );
  }
}

/**
 * The output of steps goes to files, so steps cannot find out whether the run has a terminal.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function withColours(env) {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...rest } = env;
  return process.stdout.isTTY && !env.NO_COLOR ? { ...rest, FORCE_COLOR: "1" } : { ...rest, NO_COLOR: "1" };
}

/**
 * Starts a display for one step, on Linux only.
 * The windows of a step then cannot take the focus from windows of other steps.
 */
async function privateDisplay() {
  if (process.platform !== "linux") return undefined;
  const display = await startDisplay();
  return { env: { DISPLAY: display.name, WAYLAND_DISPLAY: undefined }, stop: display.stop };
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}

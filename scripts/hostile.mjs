// Runs every attack of `tests/hostile/` and prints how many succeeded, as a step of `npm test`.
// With `--report FILE` it writes the test counts to that file.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startChild } from "./setup/child.mjs";
import { projectRoot } from "./setup/paths.mjs";
import { failure, playwrightCounts, stepCounts, sumCounts, vitestCounts } from "./test/results.mjs";
import { playwrightFailures, playwrightSkips, vitestFailures, vitestSkips } from "./test/failures.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "hitofude-hostile-"));
const tally = path.join(folder, "attacks.jsonl");
writeFileSync(tally, "");
try {
  const engine = await runTests(
    "vitest.json",
    (report) => [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--project",
      "hostile",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    vitestCounts,
    (report) => vitestFailures(report, projectRoot),
    (report) => vitestSkips(report, projectRoot),
  );
  const program = await runTests(
    "playwright.json",
    () => [
      "node_modules/@playwright/test/cli.js",
      "test",
      "--project",
      "hostile",
      "--output",
      "test-results/hostile",
      "--reporter=list,json",
    ],
    playwrightCounts,
    playwrightFailures,
    playwrightSkips,
  );
  const counts = sumCounts([engine.counts, program.counts]);
  const failures = [...engine.failures, ...program.failures];
  const skips = [...engine.skips, ...program.skips];
  const { tried, succeeded } = sumAttacks();
  const target = reportArgument();
  if (target) writeFileSync(target, JSON.stringify({ counts, failures, skips }));
  process.stdout.write(`${tried} attacks tried, ${succeeded} succeeded\n`);
  process.exitCode = Number(tried === 0 || succeeded > 0 || counts.failed > 0);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} name name of the report
 * @param {(report: string) => string[]} argsFor
 * @param {(report: any) => import("./test/results.mjs").Counts} read
 * @param {(report: any) => string[]} failuresOf
 * @param {(report: any) => string[]} skipsOf
 */
async function runTests(name, argsFor, read, failuresOf, skipsOf) {
  const file = path.join(folder, name);
  const child = startChild(process.execPath, argsFor(file), {
    cwd: projectRoot,
    env: { ...process.env, HITOFUDE_ATTACK_TALLY: tally, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await child.done;
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    return {
      counts: stepCounts(code, read(report), true),
      failures: failuresOf(report),
      skips: skipsOf(report),
    };
  } catch {
    return { counts: failure(), failures: [`${name}: no report, exit code ${code}`], skips: [] };
  }
}

function sumAttacks() {
  const sum = { tried: 0, succeeded: 0 };
  for (const line of readFileSync(tally, "utf8").split("\n").filter(Boolean)) {
    const { tried, succeeded } = JSON.parse(line);
    sum.tried += tried;
    sum.succeeded += succeeded;
  }
  return sum;
}

/** @returns {string | undefined} */
function reportArgument() {
  const at = process.argv.indexOf("--report");
  return at === -1 ? undefined : process.argv[at + 1];
}

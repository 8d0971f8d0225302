import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { npmCommand } from "../../scripts/setup/npm.mjs";
import { lastWords, run } from "../../scripts/setup/run.mjs";
import { toolEnvironment, toolNode } from "../../scripts/setup/tool-node.mjs";
import { projectRoot } from "./package-paths.ts";
import { runShell } from "./shell-run.ts";

let folder = "";
let command = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-npm-"));
  const make = ["scripts/package-npm.mjs", "--built-already", "--output", folder];
  const made = await run(toolNode(), make, { cwd: projectRoot, env: toolEnvironment() });
  if (made.code !== 0) throw new Error(lastWords(made));
  const tarball = made.stdout.trim().split("\n").at(-1) ?? "";
  // A folder that contains only a manifest, into which npm must not download anything.
  const empty = join(folder, "from the tarball");
  await mkdir(empty);
  await writeFile(join(empty, "package.json"), "{}");
  const install = ["install", "--offline", "--no-audit", "--no-fund", tarball];
  const { command: npm, args, shell } = npmCommand(install.map((arg) => arg.replaceAll("\\", "/")));
  const installed = await run(npm, args, { cwd: empty, shell });
  if (installed.code !== 0) throw new Error(lastWords(installed));
  const name = process.platform === "win32" ? "hitofude.cmd" : "hitofude";
  command = join(empty, "node_modules", ".bin", name);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("installed into an empty folder, it creates, checks and builds the sample blog", async () => {
  const home = join(folder, "home");
  await mkdir(home);
  const hitofude = (...args: string[]) => runShell(command, args, { home });
  expect(await hitofude("--version")).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: "" });
  expect(await hitofude("new", "--sample", "blog")).toMatchObject({ code: 0 });
  expect(await hitofude("check", "blog")).toMatchObject({ code: 0 });
  expect(await hitofude("build", "--out", "site", "blog")).toMatchObject({ code: 0 });
  expect(readFileSync(join(home, "site", "index.html"), "utf8")).toContain("The Window Seat");
  // The site has smaller copies of pictures, so the package contains the image thread and its decoders.
  const names = readdirSync(join(home, "site"), { recursive: true }).map(String);
  expect(names).toContainEqual(expect.stringMatching(/\.webp$/));
});

test("it needs no other package, and contains every file of themes and sample", () => {
  const modules = join(folder, "from the tarball", "node_modules");
  expect(readdirSync(modules).filter((name) => !name.startsWith("."))).toEqual(["hitofude"]);
  const filesIn = (place: string): string[] => readdirSync(place, { recursive: true }).map(String).sort();
  for (const name of ["themes", "sample-blog", "sample-blog-en"]) {
    const own = filesIn(join(projectRoot, "resources", name));
    expect(filesIn(join(modules, "hitofude", "resources", name))).toEqual(own);
  }
  for (const name of [
    "LICENSE",
    "README.md",
    "man/hitofude.1",
    "completions/_hitofude",
    "out/cli/licenses.md",
  ]) {
    expect(existsSync(join(modules, "hitofude", name)), name).toBe(true);
  }
  const manifest = JSON.parse(readFileSync(join(modules, "hitofude", "package.json"), "utf8"));
  expect(manifest).toMatchObject({
    name: "hitofude",
    version: packageJson.version,
    engines: packageJson.engines,
  });
  expect(manifest).not.toHaveProperty("dependencies");
  expect(manifest).not.toHaveProperty("private");
});

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../../../scripts/setup/paths.mjs";
import { runHere } from "../engine/cli/run-here.ts";

const run = promisify(execFile);
const page = readFileSync(join(projectRoot, "docs/publishing-from-ci.md"), "utf8");
const [, workflow = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
const stepSchema = z.looseObject({ if: z.string().optional(), run: z.string().optional() });
const { steps } = z
  .object({ jobs: z.object({ publish: z.looseObject({ steps: z.array(stepSchema) }) }) })
  .parse(parse(workflow)).jobs.publish;
const publishing = steps.find((step) => step.run?.startsWith("hitofude publish"))?.run ?? "";
const lastStep = steps.at(-1);

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-ci-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inside = (...names: string[]): string => join(folder, ...names);

/** Runs a program in the checkout, with no settings of this computer's git. Returns its output. */
async function inCheckout(program: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
  return (await run(program, args, { cwd: inside("blog"), env })).stdout.trim();
}

/** Makes a repository with a blog that has no folder `pages`, and a checkout of it. */
async function makeCheckout(): Promise<void> {
  await mkdir(inside("blog", "posts"), { recursive: true });
  await mkdir(inside("site"));
  const target = `kind: folder, directory: ${JSON.stringify(inside("site"))}, url: https://example.jp/`;
  const settings = `title: 雨音\ndefaultTarget: live\ntargets:\n  live: {${target}}\n`;
  await writeFile(inside("blog", "blog.yaml"), settings);
  await writeFile(inside("blog", "posts", "a.md"), "---\ntitle: 雨\ndate: 2024-05-06 9:00\n---\n\n文\n");
  await writeFile(inside("blog", "posts", "undated.md"), "---\ntitle: 日付なし\n---\n\n文\n");
  await inCheckout("git", "init", "--quiet", "--bare", inside("repository"));
  await inCheckout("git", "init", "--quiet");
  await inCheckout("git", "remote", "add", "origin", inside("repository"));
  await inCheckout("git", "config", "user.name", "author");
  await inCheckout("git", "config", "user.email", "author@localhost");
  await inCheckout("git", "add", ".");
  await inCheckout("git", "commit", "--quiet", "--message", "Blog");
  await inCheckout("git", "push", "--quiet", "--set-upstream", "origin", "HEAD");
}

/** Runs the last step as GitHub does. Returns the subjects of all commits of the repository. */
async function runLastStep(): Promise<string[]> {
  await inCheckout("bash", "-e", "-c", lastStep?.run ?? "");
  const log = await inCheckout("git", "--git-dir", inside("repository"), "log", "--all", "--format=%s");
  return log.split("\n");
}

test.skipIf(process.platform === "win32")(
  "the workflow of the page commits the addresses also after a publish that left out files",
  async () => {
    await makeCheckout();
    expect(lastStep?.if).toMatch(/^\$\{\{ !cancelled\(\) \}\}$/);
    expect(await runLastStep()).toEqual(["Blog"]);

    const [command = ""] = publishing.replace(' --host-key "$HOST_KEY"', "").split(" . >");
    const published = await runHere([...command.split(" ").slice(1), inside("blog")]);
    expect([published.code, published.stderr]).toEqual([3, expect.stringContaining("undated.md")]);
    await writeFile(inside("blog", "result.json"), published.stdout);

    expect(await runLastStep()).toEqual(["Addresses of new posts", "Blog"]);
    const pushed = await inCheckout("git", "--git-dir", inside("repository"), "show", "--stat=80", "HEAD");
    expect(pushed).toMatch(/ posts\/a\.md \|.*\n 1 file changed/);
    expect(await readFile(inside("blog", "posts", "a.md"), "utf8")).toContain(
      "permalink: 20240506-0900.html",
    );
    expect(await runLastStep()).toHaveLength(2);
  },
);

test.skipIf(process.platform === "win32")(
  "the page's way to accept code 3 accepts no other code",
  async () => {
    await makeCheckout();
    const [, accepting = ""] = /`(\|\| \[[^`]*)`/.exec(page) ?? [];
    const codes = [0, 1, 2, 3].map((code) =>
      inCheckout("bash", "-e", "-c", `(exit ${code}) > result.json ${accepting}`).then(
        () => "accepted",
        () => "failed",
      ),
    );
    expect(await Promise.all(codes)).toEqual(["accepted", "failed", "failed", "accepted"]);
  },
);

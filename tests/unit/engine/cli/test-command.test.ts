import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type StaticServer, startStaticServer } from "#tests/support/servers/static-server.ts";
import { runCli } from "./run-cli.ts";

let blog = "";
let site = "";
let web: StaticServer;

beforeEach(async () => {
  blog = await mkdtemp(join(tmpdir(), "hitofude-test-command-"));
  site = join(blog, "site");
  await mkdir(site);
  web = await startStaticServer(site);
});
afterEach(async () => {
  await web.close();
  await rm(blog, { recursive: true, force: true });
});

async function writeSettings(url: string): Promise<void> {
  const folder = `  near:\n    kind: folder\n    directory: ${site}\n    url: ${url}\n`;
  await writeFile(join(blog, "blog.yaml"), `title: a\ntargets:\n  practice: {kind: practice}\n${folder}`);
}

test("each step has a line with its result, and success exits with 0", async () => {
  await writeSettings(web.url);
  const { code, stdout } = await runCli(["test", blog, "--trust", "--target", "near"]);
  expect(code).toBe(0);
  expect(stdout.trimEnd().split("\n")).toEqual([
    `✓ Document root: ${site} exists (empty).`,
    "✓ Writing: A file can be put there.",
    "✓ Replacing: A file can be replaced.",
    `✓ Public address: The file came back from ${web.url}.`,
    "✓ Shared parts: The host puts them into the pages (SSI).",
    "✓ Clearing up: Nothing of the test is left.",
  ]);
  expect(await readdir(site)).toEqual([]);
});

test("a failure is described in the shell's language, and as JSON", async () => {
  await writeSettings(`${web.url}elsewhere/`);
  const environment = { LANG: "ja_JP.UTF-8" };
  const shown = await runCli(["test", blog, "--trust", "--target", "near"], { environment });
  expect(shown.code).toBe(1);
  expect(shown.stdout).toContain(
    `✗ 公開アドレス: ${web.url}elsewhere/ を開くと、${site} とは別の場所が表示されます。`,
  );
  const { code, stdout } = await runCli(["test", blog, "--trust", "--target", "near", "--json"]);
  expect(code).toBe(1);
  const { steps }: { steps: unknown } = JSON.parse(stdout);
  expect(steps).toContainEqual({
    step: "web",
    state: "failed",
    values: {},
    finding: { code: "test.webElsewhere", values: { url: `${web.url}elsewhere/`, directory: site } },
    sentence: expect.stringContaining("shows another place"),
  });
});

test("the default target is tested, through its own server", async () => {
  await writeSettings(web.url);
  const { code, stdout } = await runCli(["test", blog, "--trust", "--json"]);
  const { steps }: { steps: { step: string; state: string }[] } = JSON.parse(stdout);
  expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    "name passed",
    "port passed",
    "hostKey passed",
    "signIn passed",
    "directory passed",
    "write passed",
    // The practice server implements only the standard, which has no rename that replaces a file.
    "rename warned",
    "web passed",
    "parts passed",
    "remove passed",
  ]);
  expect(code).toBe(0);
});

test("faulty settings of targets are named before the test", async () => {
  await writeSettings(web.url);
  const settings = await readFile(join(blog, "blog.yaml"), "utf8");
  await writeFile(join(blog, "blog.yaml"), settings.replace("    url:", "    urll: x\n    url:"));
  const misspelt = await runCli(["test", blog, "--trust", "--target", "near"]);
  expect(misspelt.stderr).toContain("blog.yaml:7: error: “targets.near.urll” is not a setting");
  expect(misspelt.stderr).toContain("did you mean “url”?");
  await writeFile(join(blog, "blog.yaml"), settings.replace(site, "[a]"));
  const missing = await runCli(["test", blog, "--trust", "--target", "near", "--json"]);
  expect(missing.code).toBe(1);
  expect(JSON.parse(missing.stdout)).toMatchObject({ ok: false, error: { code: "blog.settingsInvalid" } });
});

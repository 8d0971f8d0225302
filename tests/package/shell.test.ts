import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { unpacked } from "./package-paths.ts";
import { runShell, type ShellResult, shellEnvironment } from "./shell-run.ts";

const onWindows = process.platform === "win32";
let home = "";
beforeAll(async () => {
  // A path with spaces and Japanese, as in home folders of Windows.
  home = join(await realpath(await mkdtemp(join(tmpdir(), "hitofude-"))), "山田 太郎");
  await mkdir(home);
});
afterAll(() => rm(join(home, ".."), { recursive: true, force: true }));

const hitofude = (args: readonly string[], input?: string): Promise<ShellResult> =>
  runShell(unpacked.command, args, { home, ...(input === undefined ? {} : { input }) });

test("the packaged shell prints version and help without a display", async () => {
  expect(await hitofude(["--version"])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: "" });
  const help = await hitofude(["--help"]);
  expect(help).toMatchObject({ code: 0, stderr: "" });
  expect(help.stdout).toContain("Usage: hitofude COMMAND");
});

test("invalid options return 2, a problem returns 1, and no message of Chromium or Electron is printed", async () => {
  const wrong = await hitofude(["build"]);
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toMatch(/^“build” needs --out PATH\.\n\nUsage/);
  expect(await hitofude(["check", "gone"])).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/^The blog’s folder gone was not found\.[^\n]*\n$/),
  });
});

test("a mistyped command opens no window", async () => {
  const { code, stderr } = await hitofude(["biuld"]);
  expect(code).toBe(2);
  expect(stderr).toContain("There is no command “biuld”.");
});

test("the sample blog is created and built, with images and with an option that has a URL before other options", async () => {
  expect(await hitofude(["new", "--sample", "日記"])).toMatchObject({ code: 0, stderr: "" });
  const built = await hitofude(["build", "--url", "https://example.jp/", "--out", "site", "日記", "--json"]);
  expect(built).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(built.stdout)).toMatchObject({ removed: 0 });
  expect(await readFile(join(home, "site", "rss.xml"), "utf8")).toContain("https://example.jp/");
});

test("pipes as standard input and output transfer large texts", async () => {
  const input = "# 雨\n\nあめがふる。\n\n".repeat(20_000);
  const { code, stdout, stderr } = await hitofude(["render", "-"], input);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.match(/あめがふる。/g)).toHaveLength(20_000);
});

test.skipIf(onWindows)("a link on the PATH starts the program, wherever the link is", async () => {
  const bin = join(home, "bin");
  await mkdir(bin);
  await symlink(unpacked.command, join(bin, "first"));
  await symlink("first", join(bin, "hitofude"));
  const { code, stdout } = await runShell(join(bin, "hitofude"), ["--version"], { home });
  expect([code, stdout]).toEqual([0, `${packageJson.version}\n`]);
});

test.skipIf(onWindows)("Ctrl+C ends a running command in order", async () => {
  expect(await hitofude(["new", "demo"])).toMatchObject({ code: 0 });
  const child = spawn(unpacked.command, ["demo", join(home, "demo")], {
    env: shellEnvironment(home),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<unknown>((resolve) => child.once("exit", (...end) => resolve(end)));
  let printed = "";
  child.stderr.resume();
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (printed.includes("\n")) resolve();
    });
  });
  expect((await fetch(printed.trim())).status).toBe(200);
  child.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
  await expect(fetch(printed.trim())).rejects.toThrow();
});

test.skipIf(process.platform !== "linux" || !existsSync("/usr/bin/script"))(
  "at a terminal, a question waits for its answer",
  async () => {
    expect(await hitofude(["new", "asked"])).toMatchObject({ code: 0 });
    const settings = join(home, "asked", "blog.yaml");
    const target = join(home, "web");
    await mkdir(target);
    const lines = `  web:\n    kind: folder\n    directory: ${JSON.stringify(target)}\n    url: https://example.jp/\n`;
    await writeFile(settings, `${await readFile(settings, "utf8")}${lines}`);
    const command = `'${unpacked.command}' publish asked --target web --trust`;
    const args = ["--quiet", "--return", "--command", command, "/dev/null"];
    const answered = await runShell("script", args, { home, input: "n\n" });
    expect(answered.stdout).toContain("Publish? [y/N]");
    expect(answered.code).toBe(1);
    expect(existsSync(join(target, "index.html"))).toBe(false);
    const agreed = await runShell("script", args, { home, input: "y\n" });
    expect([agreed.code, existsSync(join(target, "index.html"))]).toEqual([0, true]);
  },
);

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shellCommands } from "#contract/shell-words.ts";
import { readShell } from "#main/shell.ts";
import { unixLauncher, windowsLauncher } from "../../../../scripts/shell/launchers.ts";

const onWindows = process.platform === "win32";
/** A program that prints its arguments, to compare those that the launcher passes with the given ones. */
const program = `#!/bin/sh\nprintf '%s\\n' "$@"\n`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude launcher-"));
  for (const name of ["bin", "diary", "build", "日記"]) mkdirSync(join(folder, name));
  for (const [name, text] of [
    ["hitofude", program],
    ["bin/hitofude", unixLauncher("hitofude")],
  ] as const) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns the program's arguments when the launcher is started with these arguments. */
function passed(...args: string[]): string[] {
  const output = execFileSync(join(folder, "bin/hitofude"), args, { cwd: folder, encoding: "utf8" });
  return output.split("\n").slice(0, -1);
}

test
  .skipIf(onWindows)
  .each([
    ...shellCommands.map((command) => [command, "diary", "--json"]),
    ["help"],
    ["--help"],
    ["-h"],
    ["--version"],
    ["-v"],
    ["build", "--out", "a b", "日記"],
    ["biuld"],
  ])("%s is passed to the shell, after switches with an end mark", (...args) => {
  const got = passed(...args);
  expect(got).toEqual(["--no-sandbox", "--no-zygote", "--log-level=3", "--hitofude-shell", "--", ...args]);
  expect(readShell(["/opt/hitofude", ...got], folder, true)).toEqual(args);
});

test
  .skipIf(onWindows)
  .each([
    [],
    ["diary"],
    ["./build"],
    ["日記"],
    ["diary/gone.md"],
    ["file:///home/me/diary"],
    ["--sample"],
    ["--remote-debugging-port=0", "build"],
  ])("%j opens the window, in its sandbox", (...args) => {
  const got = passed(...args);
  expect(got).toEqual(args.length === 0 ? [""] : args);
  expect(readShell(["/opt/hitofude", ...args], folder, true)).toBeNull();
});

test("the launcher of Windows uses jumps, and has every label once", () => {
  const launcher = windowsLauncher();
  const labels = [...launcher.matchAll(/^:(\w+)\r$/gm)].map((match) => match[1]);
  expect(labels).toEqual(["window", "shell"]);
  for (const [, label] of launcher.matchAll(/goto (\w+)/g)) expect(labels).toContain(label);
  // A closing parenthesis in an argument would end a block
  expect(launcher.match(/^.*%\*.*$/gm)).toHaveLength(2);
  expect(launcher).not.toMatch(/\([^)]*%\*/s);
});

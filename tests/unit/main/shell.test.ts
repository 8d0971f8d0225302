import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shellCommands } from "#contract/shell-words.ts";
import { readShell } from "#main/shell.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-shell-"));
  mkdirSync(join(folder, "diary"));
  mkdirSync(join(folder, "build"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (...args: string[]): readonly string[] | null =>
  readShell(["/opt/hitofude", ...args], folder, true);

test.each([...shellCommands, "help", "--help", "-h", "--version", "-v"])("%s starts the shell", (word) => {
  expect(read(word, "x", "--json")).toEqual([word, "x", "--json"]);
});

test("a command takes precedence over a folder with its name", () => {
  expect(read("build")).toEqual(["build"]);
  expect(read("./build")).toBeNull();
});

test("an unknown word starts the shell, which reports that there is no such command", () => {
  expect(read("biuld", "diary")).toEqual(["biuld", "diary"]);
});

test.each([
  [[]],
  [["diary"]],
  [["posts/rain.md"]],
  [["日記"]],
  [["file:///home/me/diary"]],
  [["--sample"]],
  [["--remote-debugging-port=0", "build"]],
])("%j opens a window", (args) => {
  expect(read(...args)).toBeNull();
});

test("the launcher marks the shell's arguments, whatever they are", () => {
  expect(read("--no-sandbox", "--no-zygote", "--hitofude-shell", "--", "--type=x", "diary")).toEqual([
    "--type=x",
    "diary",
  ]);
  // The mark needs `--` after it. This keeps Chromium from reading the arguments that follow as switches
  expect(read("--hitofude-shell", "build")).toBeNull();
});

test("a launcher may disable the sandbox with a switch before the arguments", () => {
  expect(read("--no-sandbox", "check", "diary")).toEqual(["check", "diary"]);
  expect(read("--no-sandbox", "diary")).toBeNull();
});

test("in a clone, where the first argument is the program's folder, the program does not contain the shell", () => {
  expect(readShell(["electron", ".", "build"], folder, false)).toBeNull();
});

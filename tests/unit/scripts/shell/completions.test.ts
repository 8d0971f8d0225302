import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shellCommands } from "#contract/shell-words.ts";
import { optionsOf } from "#engine/cli/command-table.ts";
import { bashCompletion, fishCompletion, zshCompletion } from "../../../../scripts/shell/completions.ts";

/** Whether a shell is installed; false on Windows, where it would run in another system. */
function has(shell: string): boolean {
  return process.platform !== "win32" && spawnSync(shell, ["-c", "exit 0"]).status === 0;
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-completion-"));
  for (const name of ["my diary", "日記", "media"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "rain.md"), "");
  writeFileSync(join(folder, "hitofude.bash"), bashCompletion());
  writeFileSync(join(folder, "_hitofude"), zshCompletion());
  writeFileSync(join(folder, "hitofude.fish"), fishCompletion());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns bash's completions of a line. */
function bashOffers(...words: string[]): string[] {
  const script = `source hitofude.bash
COMP_WORDS=(hitofude "$@"); COMP_CWORD=$#
_hitofude
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return lines(execFileSync("bash", ["-c", script, "bash", ...words], { cwd: folder, encoding: "utf8" }));
}

/** Returns fish's completions of a line. */
function fishOffers(line: string): string[] {
  const script = `source hitofude.fish; complete -C '${line}'`;
  const offered = execFileSync("fish", ["--no-config", "-c", script], { cwd: folder, encoding: "utf8" });
  return lines(offered).map((one) => one.split("\t")[0] ?? "");
}

const lines = (text: string): string[] => text.split("\n").filter((line) => line !== "");
const flags = (command: (typeof shellCommands)[number]): string[] =>
  optionsOf[command].map((name) => `--${name}`);

test.skipIf(!has("bash"))(
  "bash completes commands, then the options of the command, as the program parses them",
  () => {
    expect(bashOffers("")).toEqual([...shellCommands]);
    expect(bashOffers("b")).toEqual(["build"]);
    expect(bashOffers("--")).toEqual(["--help", "--version"]);
    for (const command of shellCommands) expect(bashOffers(command, "--")).toEqual(flags(command));
  },
);

test.skipIf(!has("bash"))(
  "bash completes folders for blogs and --out, files for render, nothing for other values",
  () => {
    const folders = ["media", "my diary", "日記"];
    expect(bashOffers("publish", "").sort()).toEqual(folders);
    expect(bashOffers("build", "--out", "m").sort()).toEqual(["media", "my diary"]);
    expect(bashOffers("render", "r")).toEqual(["rain.md"]);
    expect(bashOffers("publish", "--target", "")).toEqual([]);
    expect(bashOffers("share", "r")).toEqual(["rain.md"]);
    expect(bashOffers("share", "--for", "")).toEqual(["day", "week", "month"]);
  },
);

test.skipIf(!has("fish"))("fish completes commands and the options of each", () => {
  expect(fishOffers("hitofude ").sort()).toEqual([...shellCommands].sort());
  for (const command of shellCommands) {
    const offered = fishOffers(`hitofude ${command} --`);
    expect(offered.sort(), command).toEqual([...flags(command)].sort());
  }
  expect(fishOffers("hitofude share --for ").sort()).toEqual(["day", "month", "week"]);
  expect(fishOffers("hitofude build m")).toEqual(expect.arrayContaining(["media/", "my diary/"]));
});

test.skipIf(!has("zsh"))("zsh loads its completion, and describes each command", () => {
  const script = `autoload -U compinit
fpath=("$PWD" $fpath)
compinit -u -d "$PWD/.zcompdump"
print -r -- $_comps[hitofude]
# What the completion would show, without a terminal
_describe() { print -rl -- \${(P)2} }
_arguments() { print -rl -- "$@" }
autoload -U +X _hitofude
CURRENT=2 words=(hitofude '') ; _hitofude
for command in ${shellCommands.join(" ")}; do
  CURRENT=3 words=(hitofude $command ''); print "# $command"; _hitofude
done`;
  const [loaded, ...offered] = lines(
    execFileSync("zsh", ["-f", "-c", script], { cwd: folder, encoding: "utf8" }),
  );
  expect(loaded).toBe("_hitofude");
  for (const command of shellCommands) {
    expect(offered.some((line) => line.startsWith(`${command}:`))).toBe(true);
    const from = offered.indexOf(`# ${command}`);
    const to = offered.findIndex((line, index) => index > from && line.startsWith("# "));
    const described = offered.slice(from + 1, to === -1 ? undefined : to).join("\n");
    expect(described.match(/--[a-z-]+(?=\[)/g) ?? []).toEqual(flags(command));
  }
});

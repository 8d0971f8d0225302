import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { errorCodes } from "#contract/error-codes.ts";
import { publishResultSchema } from "#contract/types/publish-run-types.ts";
import { Report } from "#engine/cli/report.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { projectRoot } from "../../../../scripts/setup/paths.mjs";
import { program, runCli } from "./run-cli.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-output-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a line of a shell, in which `hitofude` is the program. Returns what it writes to standard error. */
async function shell(line: string): Promise<string> {
  const hitofude = `hitofude() { "${process.execPath}" "${program}" "$@"; echo "code $?" >&2; }\n`;
  const child = spawn("sh", ["-c", hitofude + line], { cwd: folder, env: { ...process.env, LANG: "en" } });
  child.stdout.resume();
  return text(child.stderr);
}

test.skipIf(!existsSync("/dev/full"))("a full disk behind standard output is an error", async () => {
  await writeFile(join(folder, "a.md"), "文\n");
  for (const command of ["--help", "render a.md"]) {
    const stderr = await shell(`hitofude ${command} > /dev/full`);
    expect(stderr).toMatch(/^The disk is full, so standard output could not be written\..*\ncode 1\n$/);
  }
});

test("a reader that closes the output early ends the program quietly, but not with success", async () => {
  await writeFile(join(folder, "long.md"), "長い文\n\n".repeat(200_000));
  expect(await shell("hitofude render long.md | head -n 1")).toBe("code 141\n");
});

test("messages that nobody reads do not stop the work", async () => {
  const stderr = await shell("hitofude new blog 2>/dev/full; hitofude check blog");
  expect(stderr).toContain("No problems found");
});

test("an unexpected error is a sentence; its stack is printed only on request", async () => {
  const data = join(folder, "data");
  await mkdir(join(folder, "blog"));
  await writeFile(data, "no folder");
  const run = (environment: Record<string, string>) =>
    runCli(["check", join(folder, "blog")], { environment: { XDG_DATA_HOME: data, ...environment } });
  const plain = await run({});
  expect([plain.code, plain.stderr]).toEqual([1, expect.not.stringContaining("    at ")]);
  const report = new RecordedReport("ja");
  report.error(new Error("boom"));
  expect(report.said).toMatch(/^プログラムの中で思いがけないことが起きました（boom）。.*HITOFUDE_DEBUG.*\n$/);
});

class RecordedReport extends Report {
  said = "";

  override say(line: string): void {
    this.said += `${line}\n`;
  }
}

/** Errors of commands that only the window has. */
const ofWindow = [
  "call.outOfStep",
  "blog.settingsChanged",
  "post.noSeries",
  "targets.isDefault",
  "schedule.firstPublish",
  "blog.settingsUnusual",
  "image.notEditable",
  "theme.fileChanged",
];

type Texts = Readonly<Record<string, string>>;

/** The sources with the keys of the texts that the shell prints. */
const shellSources = [
  ...readdirSync(join(projectRoot, "electron/engine/cli"), { recursive: true, encoding: "utf8" })
    // `report.ts` makes keys of codes, which `shellTexts` lists.
    .filter((path) => path.endsWith(".ts") && path !== "report.ts")
    .map((path) => join("electron/engine/cli", path)),
  "electron/contract/types/publish-words.ts",
];

/** Returns the keys in the sources of the shell. A part of a key that is computed stands for every word. */
function keysInSources(texts: Texts): string[] {
  const sources = shellSources.map((path) => readFileSync(join(projectRoot, path), "utf8"));
  const written = sources.flatMap((source) => [...source.matchAll(/["`]((?:[\w.]|\$\{[^}`]*\})+)["`]/g)]);
  const patterns = written
    .map(([, key = ""]) => key.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "\\w+"))
    .filter((pattern) => /^\w+\\\../.test(pattern));
  const known = new RegExp(`^(?:${[...new Set(patterns)].join("|")})$`);
  return Object.keys(texts).filter((key) => known.test(key));
}

/** Returns all texts that the shell can print, with their keys. */
function shellTexts(texts: Texts): [string, string][] {
  const first = (...keys: string[]): string => keys.find((key) => key in texts) ?? "";
  const noteCodes = publishResultSchema.shape.notes.element.shape.code.options;
  const keys = [
    ...keysInSources(texts),
    ...noteCodes.map((code) => first(`shell.note.${code}`, `publish.note.${code}`)),
    ...Object.keys(texts).flatMap((key) => {
      const [, note] = /^import\.note\.(.*)$/.exec(key) ?? [];
      return note ? first(`shell.import.${note}`, key) : [];
    }),
    ...errorCodes
      .filter((code) => !ofWindow.includes(code))
      .flatMap((code) => [`error.${code}.what`, first(`shell.todo.${code}`, `error.${code}.todo`)]),
  ];
  return [...new Set(keys)].map((key) => [key, texts[key] ?? ""]);
}

/** Words for what only the window has. A *menu* without these words is that of the site. */
const ofWindowOnly =
  /［[^ ]|ボタン|クリック|シートを|パレット|メニューの[［「]|一覧では|button|\bclick|\bpress\b|(?<!style )\bsheet|\bpane\b|palette|(?:in|from) the menu|the list shows/i;

test.each([
  ["ja", ja, (label: string) => `［${label}］`],
  ["en", en, (label: string) => `“${label}”`],
] as const)("in %s, no text of the shell names anything that only the window has", (_, texts, quoted) => {
  const labels = Object.entries(texts)
    .filter(
      ([key, label]) =>
        !/^(?:error|shell|import)\./.test(key) && !label.includes("{") && label !== "Hitofude",
    )
    .map(([, label]) => quoted(label.replace(/…$/, "")));
  const printed = shellTexts(texts);
  const found = printed.filter(
    ([, text]) => labels.some((label) => text.includes(label)) || ofWindowOnly.test(text),
  );
  expect(found).toEqual([]);
  // Keys that are written, chosen by a condition, and computed
  const keys = ["shell.built", "question.secret.retryMore", "undo.new", "targets.host", "publish.stage.plan"];
  expect(printed.map(([key]) => key)).toEqual(expect.arrayContaining(keys));
});

test("each text of the shell is in one language", () => {
  const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  expect(shellTexts(en).filter(([, text]) => japanese.test(text))).toEqual([]);
  const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\{[^{}]*\}/g, ""));
  expect(shellTexts(ja).filter(([, text]) => hasWords(text) && !japanese.test(text))).toEqual([]);
});

test("what is wrong with a command line is said in the language of the shell", async () => {
  const wrong: [string[], string][] = [
    [["publish", "blog", "--unknown"], "--unknown というオプションはありません。"],
    [["build", "blog", "--out"], "--out の書き方が違います"],
    [["fly"], "「fly」というコマンドはありません。"],
    [["check", "a", "b"], "余分な指定があります: b"],
    [["render"], "Markdown のファイル（または -）を指定してください。"],
  ];
  for (const [args, said] of wrong) {
    const { code, stderr } = await runCli(args, { environment: { LANG: "ja_JP.UTF-8" } });
    expect([code, stderr.split("\n")[0]]).toEqual([2, expect.stringContaining(said)]);
  }
});

test("a Japanese sentence that ends with a server's words ends like every other", () => {
  const values = { host: "a", port: 22, words: "Busy" };
  const shown = new Report("ja").sentence("publish.closedAtOnce", values);
  expect(shown).toMatch(/閉じました：「Busy」。ポート番号/);
});

test.each(["ja", "en"] as const)(
  "in %s, the shell asks for the keys of the jump host and of the server behind it",
  (language) => {
    const report = new Report(language);
    const key = { host: "gate.example", keyType: "ssh-ed25519", fingerprint: "SHA256:x", named: "SHA256:y" };
    const jump = { ...key, jump: "gate", to: "web.example" };
    const [, more = ""] = report.sentence("publish.hostKeyUnknown", jump).split("--host-key SHA256:x");
    expect(more).toMatch(/--host-key.*web\.example|web\.example.*--host-key/);
    const direct = report.sentence("publish.hostKeyUnknown", { ...key, jump: "none", to: "" });
    expect(direct).toMatch(/--host-key SHA256:x$/);
    // The jump host's key was given, and the server behind it shows another one.
    expect(report.sentence("publish.hostKeyOther", { ...key, jump: "none", to: "" })).toMatch(
      /--host-key SHA256:x.*(?:踏み台|jump host)/,
    );
  },
);

test.each(["ja", "en"] as const)(
  "in %s, the note about left out files says to rename those with unusable names",
  (language) => {
    const note = new Report(language).note("files.leftOut", { count: 1, paths: "posts/a.md" });
    expect(note).toMatch(/rename|名前を変え/);
    expect(note).toContain("hitofude check");
  },
);

import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import packageFile from "../../../../package.json" with { type: "json" };
import { readZip } from "#tests/support/read-zip.ts";
import { stateIn, trustFolder } from "#tests/support/trusted-folder.ts";
import { hold, letGo } from "../systems/as-windows.ts";
import { runCli, startCli } from "./run-cli.ts";
import { runHere } from "./run-here.ts";

let folder = "";
let blog = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-cli-"));
  blog = join(folder, "blog");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const settings = `title: 雨音
sections:
  hibi:
    title: 日々
targets:
  practice:
    kind: practice
`;

async function makeBlog(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries({ "blog.yaml": settings, ...files })) {
    await mkdir(dirname(join(blog, path)), { recursive: true });
    await writeFile(join(blog, path), text);
  }
  await trustFolder(blog);
}

function post(title: string, body: string, hour = 9): string {
  return `---\ntitle: ${title}\ndate: 2024-05-06 ${hour}:00\n---\n\n${body}\n`;
}

const live = (): string => stateIn(process.env, blog, "practice-site", "server", "htdocs");

test("help and version exit with success", async () => {
  const help = await runCli(["--help"]);
  expect(help).toMatchObject({ code: 0, stderr: "" });
  expect(help.stdout).toContain("Usage: hitofude COMMAND");
  const inJapanese = await runCli(["--help"], { environment: { LANG: "ja_JP.UTF-8" } });
  expect(inJapanese.stdout).toContain("使い方: hitofude コマンド");
  // Both languages list each option
  const optionsIn = (text: string): string[] => [...new Set(text.match(/--[a-z-]+/g))].sort();
  expect(optionsIn(inJapanese.stdout)).toEqual(optionsIn(help.stdout));
  expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${packageFile.version}\n`, stderr: "" });
});

test("the help of a command explains its options only", async () => {
  const { code, stdout } = await runCli(["build", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: hitofude build --out PATH BLOG \[--url ADDRESS\] \[--force\] \[--json\]\n/);
  expect(stdout).toMatch(/^ {2}--url ADDRESS +address that the site will have/m);
  expect(stdout).not.toContain("--keep-theirs");
  const inJapanese = await runCli(["help", "publish"], { environment: { LANG: "ja_JP.UTF-8" } });
  expect(inJapanese.stdout).toContain("使い方: hitofude publish");
  expect(inJapanese.stdout).toContain("--keep-theirs はそのまま残し");
});

test.each([
  [[], "Usage: hitofude COMMAND"],
  [["fly"], "Usage: hitofude COMMAND"],
  [["build", "blog"], "Usage: hitofude build --out PATH BLOG"],
  [["check", "blog", "--yes"], "Usage: hitofude check BLOG"],
  [["render"], "Usage: hitofude render FILE"],
])("wrong arguments are reported with the usage of the command: %j", async (args, line) => {
  const { code, stdout, stderr } = await runCli(args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(line);
  expect(stderr.split("\n").length).toBeLessThan(8);
});

test.each(["check", "publish", "build"])("%s of a missing folder fails", async (command) => {
  const out = command === "build" ? ["--out", join(folder, "site")] : [];
  const { code, stdout, stderr } = await runCli([command, join(folder, "gone"), ...out]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(`${join(folder, "gone")} was not found`);
  expect(await readdir(folder)).toEqual([]);
});

test("a new blog is built, checked and published", async () => {
  const made = await runCli(["new", blog], { environment: { LANG: "ja_JP.UTF-8", TZ: "Europe/Berlin" } });
  expect(made).toEqual({ code: 0, stdout: `${blog}\n`, stderr: "" });
  const yaml = await readFile(join(blog, "blog.yaml"), "utf8");
  expect(yaml).toMatch(/^title: "ブログ"\n.*language: ja\ntimeZone: Europe\/Berlin\n/s);
  await writeFile(join(blog, "posts", "posts", "a.md"), post("雨", "文"));
  expect(await runCli(["check", blog])).toEqual({ code: 0, stdout: "", stderr: "No problems found\n" });
  const site = join(folder, "site");
  const built = await runCli(["build", "--out", site, "--url", "https://example.jp/x/", blog, "--json"]);
  expect(built).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(built.stdout)).toMatchObject({ problems: [], removed: 0 });
  expect(await readFile(join(site, "rss.xml"), "utf8")).toContain("https://example.jp/x/20240506-0900.html");

  const published = await runCli(["publish", blog, "--json"]);
  expect(published.code).toBe(0);
  expect(JSON.parse(published.stdout)).toMatchObject({ target: "practice", removed: 0 });
  expect(published.stderr).toContain("Uploading…");
  expect(await readFile(join(live(), "20240506-0900.html"), "utf8")).toContain("雨");
  const again = await runCli(["publish", blog]);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\n$/) });
  expect(again.stderr).toContain("0 files sent, 0 removed, 0 bytes");
});

test("posts are exported to a file, which is replaced only on request", async () => {
  await makeBlog({
    "posts/hibi/a.md": post("雨", "![無](../../media/none.png)"),
    "posts/hibi/b.md": post("晴", "空", 10),
  });
  const out = join(folder, "one.epub");
  const line = ["export", blog, "--as", "epub", "--out", out];
  const named = await runCli([...line, "--post", "posts/hibi/b.md", "--json"]);
  expect(named).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(named.stdout)).toMatchObject({ file: out, count: 1, leftOut: [] });
  expect([...readZip(out).keys()]).toContain("EPUB/chapter-1.xhtml");
  expect(await runCli(line)).toMatchObject({ code: 1, stderr: expect.stringContaining("already exists") });
  hold({ on: ["look"], path: /one\.epub$/, code: "EACCES" });
  expect(await runHere(line)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("one.epub could not be read"),
  });
  letGo();
  const whole = await runCli([...line, "--force"]);
  expect(whole).toMatchObject({ code: 3, stdout: "" });
  expect(whole.stderr).toMatch(/2 posts, [\d,]+ bytes\nposts\/hibi\/a.md: the image media\/none.png/);
  const unknown = await runCli([
    "export",
    blog,
    "--as",
    "markdown",
    "--out",
    join(folder, "x"),
    "--post",
    "no.md",
  ]);
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("no.md") });
});

test("the sample blog is created only in a new folder", async () => {
  await mkdir(blog);
  expect((await runCli(["new", "--sample", blog])).code).toBe(0);
  expect(await readdir(join(blog, "posts"))).toContain("notes");
  const japanese = { environment: { LC_ALL: "ja_JP.UTF-8" } };
  expect((await runCli(["new", "--sample", join(folder, "日記")], japanese)).code).toBe(0);
  expect(await readdir(join(folder, "日記", "posts"))).toContain("hitokoto");
  const again = await runCli(["new", "--sample", blog]);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining(blog) });
  await writeFile(join(folder, "file"), "x");
  const inFile = await runCli(["new", join(folder, "file")]);
  expect(inFile).toMatchObject({ code: 1, stderr: expect.not.stringContaining("    at ") });
});

test("problems are listed with file and line, and only errors cause exit code 1", async () => {
  await makeBlog({
    "posts/hibi/a.md": post("雨", "![](../../media/none.png)\n\n[ない](gone.md)\n\n{% include map.html %}"),
  });
  const { code, stdout, stderr } = await runCli(["check", blog]);
  expect([code, stdout]).toEqual([0, ""]);
  expect(stderr.split("\n").map((line) => line.split(" ")[0])).toEqual([
    "blog.yaml:",
    "posts/hibi/a.md:6:",
    "posts/hibi/a.md:6:",
    "posts/hibi/a.md:8:",
    "posts/hibi/a.md:10:",
    "",
  ]);
  expect(stderr).toMatch(/a\.md:10: warning: “{% include map\.html %}” in /);
  expect(stderr).toMatch(/a\.md:8: warning: .*gone\.md/);
  expect(stderr).toMatch(/blog\.yaml: warning: .*no time zone.* in Asia\/Tokyo\./);
  await makeBlog({ "posts/hibi/b.md": "---\ntitle: [雪\n---\n文\n" });
  const json = await runCli(["check", "--json", blog]);
  expect(json).toMatchObject({ code: 1, stderr: "" });
  expect(JSON.parse(json.stdout).problems).toContainEqual(
    expect.objectContaining({ code: "post.frontMatterSyntax", severity: "error", file: "posts/hibi/b.md" }),
  );
  const built = await runCli(["build", "--out", join(folder, "site"), blog]);
  expect(built.code).toBe(1);
  expect(built.stderr).toMatch(/^posts\/hibi\/b\.md:\d+: error: /m);
  expect(await readdir(join(folder, "site"))).toContain("20240506-0900.html");
});

test("two posts with the same address are both named, and nothing is published", async () => {
  await makeBlog({ "posts/hibi/a.md": post("一", "文"), "posts/hibi/b.md": post("二", "文") });
  for (const args of [
    ["check", blog],
    ["publish", blog, "--yes"],
  ]) {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/error: posts\/hibi\/a\.md and posts\/hibi\/b\.md .*20240506-0900\.html/);
  }
  expect(await readdir(live())).toEqual([]);
});

test("a dry run lists what would be sent, and changes neither site nor posts", async () => {
  await makeBlog({ "posts/hibi/a.md": post("雨", "文") });
  const first = await runCli(["publish", "--dry-run", "--json", blog]);
  expect(first.code).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({ target: "practice", first: true });
  expect(await readdir(live())).toEqual([]);
  expect(await readFile(join(blog, "posts", "hibi", "a.md"), "utf8")).toBe(post("雨", "文"));
  await runCli(["publish", blog]);
  await makeBlog({ "posts/hibi/b.md": post("雪", "文", 10) });
  const second = await runCli(["publish", "--dry-run", blog]);
  expect(second.code).toBe(0);
  expect(second.stdout).toMatch(/^new\t\d+\t20240506-1000\.html$/m);
  expect(second.stdout).toMatch(/^changed\t\d+\tindex\.html$/m);
  expect(second.stderr).toMatch(/\d+ files, \d+ bytes to send, \d+ unchanged/);
  expect(second.stderr).toMatch(/2 post pages, \d+ lists, 3 feeds, 1 shared part, /);
  expect(await readdir(live())).not.toContain("20240506-1000.html");
});

test("an unknown target is an error, and so is a question without a terminal", async () => {
  await makeBlog({ "posts/hibi/a.md": post("雨", "文") });
  const unknown = await runCli(["publish", "--target", "nowhere", blog]);
  expect(unknown).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("nowhere") });
  const copy = join(folder, "copy");
  await mkdir(copy);
  const target = `  copy:\n    kind: folder\n    directory: ${copy}\n    url: https://example.jp/\n`;
  await writeFile(join(blog, "blog.yaml"), settings + target);
  const asked = await runCli(["publish", "--target", "copy", "--json", blog]);
  const printed = { ok: false, error: { code: "publish.unconfirmed" }, plan: { questions: ["first"] } };
  expect([asked.code, JSON.parse(asked.stdout)]).toMatchObject([1, printed]);
  expect(asked.stderr).toContain("nobody is at a terminal to answer; --yes answers yes");
  expect(await readdir(copy)).toEqual([]);
  const agreed = await runCli(["publish", "--target", "copy", "--json", "--yes", blog]);
  expect(agreed.code).toBe(0);
  expect(JSON.parse(agreed.stdout)).toMatchObject({ target: "copy" });
  expect(await readdir(copy)).toContain("index.html");
});

test("Markdown is rendered from a file and from standard input", async () => {
  const source = "\uFEFF---\ntitle: x\n---\n**「強調」**です\n続き\n";
  const html = "<p><strong>「強調」</strong>です<br>\n続き</p>\n";
  expect(await runCli(["render", "-"], { input: source })).toEqual({ code: 0, stdout: html, stderr: "" });
  const file = join(folder, "a.md");
  await writeFile(file, source);
  expect(await runCli(["render", file])).toEqual({ code: 0, stdout: html, stderr: "" });
});

test.each([
  ["", "en_GB.UTF-8", "Footnotes"],
  ["", "ja_JP.UTF-8", "脚注"],
  ["---\nlanguage: ja\n---\n", "en_GB.UTF-8", "脚注"],
])(
  "words that HTML adds follow the text's language, else the environment: %j %s",
  async (head, LANG, label) => {
    const input = `${head}a[^1]\n\n[^1]: b\n`;
    const { stdout } = await runCli(["render", "-"], { input, environment: { LANG } });
    expect(stdout).toContain(`"${label}"`);
  },
);

test("input that is not UTF-8, or missing, is not rendered", async () => {
  const file = join(folder, "sjis.md");
  const shiftJis = Buffer.from([0x82, 0xa0, 0x82, 0xa2, 0x82, 0xa4, 0x93, 0xfa, 0x96, 0x7b]);
  await writeFile(file, shiftJis);
  const stderr = expect.stringMatching(/does not seem to be UTF-8 \(more likely Shift_JIS\)/);
  expect(await runCli(["render", file])).toEqual({ code: 1, stdout: "", stderr });
  expect(await runCli(["render", "-"], { input: shiftJis })).toEqual({ code: 1, stdout: "", stderr });
  await writeFile(file, Buffer.from("Déjà vu – “test”.\n", "latin1"));
  for (const [LANG, sentence] of [
    ["en_GB.UTF-8", `${file} does not seem to be UTF-8. `],
    ["ja_JP.UTF-8", `${file} は UTF-8 ではないようです。`],
  ] as const) {
    expect((await runCli(["render", file], { environment: { LANG } })).stderr).toContain(sentence);
  }
  const gone = await runCli(["render", join(folder, "gone.md")]);
  expect(gone).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("gone.md") });
});

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

test.skipIf(process.platform === "win32")(
  "a read-only blog is checked and built, but not published",
  async () => {
    await makeBlog({ "posts/hibi/a.md": post("雨", "文") });
    // Root can write everywhere, so another user runs the commands
    const environment = { XDG_DATA_HOME: join(folder, "out") };
    const options = isRoot ? { environment, user: nobody } : { environment };
    const out = join(folder, "out");
    await mkdir(out);
    if (isRoot) await chmod(folder, 0o755);
    await chmod(out, 0o777);
    const before = await readdir(blog);
    await chmod(blog, 0o555);
    try {
      expect(await runCli(["check", blog], options)).toMatchObject({ code: 0, stdout: "" });
      expect((await runCli(["build", "--out", join(out, "site"), blog], options)).code).toBe(0);
      const published = await runCli(["publish", blog], options);
      expect([published.code, published.stdout]).toEqual([1, ""]);
      expect(published.stderr).toContain(`${blog} cannot be written`);
      const built = await runCli(["build", "--out", join(blog, "site"), blog], options);
      expect(built.code).toBe(1);
      expect(built.stderr).toMatch(/is read-only and cannot be written/);
      expect(built.stderr).not.toContain("    at ");
      expect(await readdir(blog)).toEqual(before);
    } finally {
      await chmod(blog, 0o755);
    }
  },
);

test("the demo serves a published site until Ctrl+C, and leaves nothing behind", async () => {
  const temporary = join(folder, "tmp");
  await mkdir(temporary);
  const child = await startCli(["demo"], { environment: { TMPDIR: temporary, TEMP: temporary } });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const url = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (data) => resolve(String(data).trim())),
  );
  const page = await fetch(url);
  expect([page.status, (await page.text()).includes("The Window Seat")]).toEqual([200, true]);
  expect(await readdir(temporary)).toHaveLength(1);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
  await expect(fetch(url)).rejects.toThrow();
});

test("the demo can show an existing blog, which is kept when the terminal is closed", async () => {
  const child = await startCli(["demo", blog]);
  const ended = new Promise((resolve) => child.once("close", resolve));
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  child.kill("SIGHUP");
  expect(await ended).toBe(0);
  expect(await readdir(blog)).toContain("blog.yaml");
});

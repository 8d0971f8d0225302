import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Encoding from "encoding-japanese";
import { afterEach, beforeEach, expect, test } from "vitest";
import { entryText } from "../importers/export-files.ts";
import { hasTerminals, TerminalScreen } from "#tests/support/terminal-screen.ts";
import { program, runCli } from "./run-cli.ts";

let folder = "";
let blog = "";
let file = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-import-"));
  blog = join(folder, "blog");
  file = join(folder, "export.txt");
  await runCli(["new", blog], { environment: { LANG: "ja_JP.UTF-8", TZ: "Asia/Tokyo" } });
  const text =
    entryText({
      meta: { TITLE: "雨の日", AUTHOR: "花子" },
      body: "<p>今日は<b>「雨」</b>です。</p>\n<p>傘を買いました。</p>",
    }) +
    entryText({
      meta: { TITLE: "下書き", STATUS: "Draft", DATE: "05/07/2012 10:00:00" },
      body: "<p>まだ秘密です。</p>",
      pieces: [["COMMENT", "AUTHOR: taro\nEMAIL: taro@example.jp\nこんにちは"]],
    });
  await writeFile(
    file,
    Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: "UNICODE", to: "SJIS" })),
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const posts = (): Promise<string[]> => readdir(join(blog, "posts/posts"));

test("an export becomes posts, and the built page shows the same as the old one", async () => {
  const imported = await runCli(["import", file, "--into", blog]);
  expect(imported).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("add\tposts/posts/20120506-0930.md\t雨の日\n"),
  });
  expect(imported.stderr).toContain(
    "Movable Type: 2 entries in 1 file; time zone Asia/Tokyo\nexport.txt: shift_jis 2\n",
  );
  expect(imported.stderr).toContain("1 published, 1 draft\n");
  expect(imported.stdout).toMatch(/^add\tposts\/posts\/20120507-1000\.md\t下書き\tdraft$/m);
  expect(imported.stderr).toMatch(/1 comment or trackback is kept in comments\/export\.md of.*2 new\n$/s);
  const comments = await readFile(join(blog, "comments/export.md"), "utf8");
  expect(comments).toContain("**taro**\n\n> こんにちは\n");
  expect(comments).not.toContain("taro@example.jp");
  const site = join(folder, "site");
  expect((await runCli(["build", "--out", site, blog])).code).toBe(0);
  const page = await readFile(join(site, "20120506-0930.html"), "utf8");
  expect(page).toMatch(/<p>今日は<strong>「雨」<\/strong>です。<\/p>\s*<p>傘を買いました。<\/p>/);
  const built = await Promise.all(
    (await readdir(site, { recursive: true }))
      .filter((name) => /\.(?:html|xml|json)$/.test(name))
      .map((name) => readFile(join(site, name), "utf8")),
  );
  expect(built.join("")).not.toMatch(/まだ秘密です|taro/);
  expect((await runCli(["check", blog])).code).toBe(0);
});

test("a dry run writes nothing and reports everything; undo reverts the import", async () => {
  const before = await posts();
  const dry = await runCli(["import", file, "--into", blog, "--dry-run", "--json"]);
  expect(dry).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(dry.stdout)).toMatchObject({
    isDryRun: true,
    format: "movable-type",
    counts: { add: 2 },
    analysis: {
      entries: 2,
      states: { published: 1, draft: 1 },
      authors: { 花子: 1, hanako: 1 },
      comments: 1,
    },
    files: [{ name: "export.txt", encodings: { shift_jis: 2 }, sample: expect.stringContaining("雨の日") }],
  });
  expect(await posts()).toEqual(before);
  expect((await runCli(["import", "--into", blog, "--undo"])).code).toBe(1);
  await runCli(["import", file, "--into", blog]);
  expect(await posts()).toHaveLength(before.length + 2);
  const undone = await runCli(["import", "--into", blog, "--undo"]);
  expect(undone).toMatchObject({
    code: 0,
    stderr: "2 posts moved to the trash, 0 restored, 0 edited since and kept\n",
  });
  expect(await posts()).toEqual(before);
});

test.skipIf(!hasTerminals)(
  "at a terminal, the report comes first, and nothing is imported without a yes",
  async () => {
    const command = `"${process.execPath}" "${program}" import "${file}" --into "${blog}"`;
    const refused = new TerminalScreen(command, folder);
    await refused.answer("Import these posts? [y/N]", "n\r");
    expect(await refused.ended).toBe(1);
    expect(refused.everything).toContain("1 published, 1 draft");
    expect(await posts()).toEqual([]);
    const agreed = new TerminalScreen(command, folder);
    await agreed.answer("Import these posts? [y/N]", "y\r");
    expect(await agreed.ended, agreed.everything).toBe(0);
    expect(await posts()).toHaveLength(2);
    await runCli(["import", "--into", blog, "--undo"]);
    const unasked = new TerminalScreen(`${command} --yes`, folder);
    expect(await unasked.ended, unasked.everything).toBe(0);
    expect(unasked.everything).not.toContain("[y/N]");
    expect(await posts()).toHaveLength(2);
  },
);

test("an impossible import is reported without a stack trace", async () => {
  await writeFile(join(folder, "note.txt"), "ただの文章です。\n");
  for (const [args, text] of [
    [[join(folder, "note.txt")], "note.txt"],
    [[file, "--format", "diary"], "movable-type"],
    [[file, "--section", "none"], "posts"],
    [[join(folder, "gone.txt")], "gone.txt"],
    [[folder], "Movable Type"],
  ] as const) {
    const { code, stdout, stderr } = await runCli(["import", "--into", blog, ...args]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(text);
    expect(stderr).not.toContain("    at ");
  }
  expect(await posts()).toEqual([]);
});

test("check --report says what a folder of Hugo contains, and writes nothing into it", async () => {
  const site = join(folder, "site");
  await mkdir(join(site, "content/posts"), { recursive: true });
  await writeFile(join(site, "hugo.toml"), 'baseURL = "https://example.org/"\n');
  await writeFile(
    join(site, "content/posts/rain.md"),
    "---\ntitle: 雨\ndate: 2024-01-02\nmath: true\n---\n![](lost.png)\n\n{{< map >}}\n",
  );
  await writeFile(join(site, "content/posts/idea.md"), "---\ntitle: 案\nDraft: true\n---\n");
  await writeFile(join(site, "content/about.md"), "---\ntitle: 紹介\n---\nこの庭のこと。\n");
  const before = await readdir(site, { recursive: true });
  const { code, stdout, stderr } = await runCli(["check", "--report", site]);
  // A sample of the text helps only if the encoding is a guess.
  expect(stderr).not.toContain("utf-8");
  expect(code).toBe(1);
  expect(stderr).toContain("Hugo: 3 entries in 3 files; time zone Asia/Tokyo\n");
  expect(stderr).toContain("2 published, 1 draft\n1 of them is a page\n");
  expect(stdout).toMatch(/^add\t\S+\t案\tdraft$/m);
  expect(stdout).toMatch(/^add\tpages\/about\.md\t紹介$/m);
  expect(stderr).toMatch(/Missing images:\n {2}content\/posts\/rain\.md:6: lost\.png\n/);
  expect(stderr).toContain("as they are:\n  content/posts/rain.md:8: {{< map >}}\n");
  expect(stderr).toContain("Fields that are not used: math 1\n");
  expect(await readdir(site, { recursive: true })).toEqual(before);
  const json = await runCli(["check", "--report", "--json", site]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    ok: false,
    report: { format: "hugo", analysis: { entries: 3 } },
  });
});

test("check --report groups the problems of a blog by kind", async () => {
  const undated = Array.from({ length: 5 }, (_, at) => `posts/posts/${at}.md`);
  await mkdir(join(blog, "posts/posts"), { recursive: true });
  for (const path of undated) await writeFile(join(blog, path), "---\ntitle: x\n---\n文\n");
  const { code, stderr } = await runCli(["check", "--report", blog]);
  expect(code).toBe(1);
  expect(stderr.match(/has no date/g)).toHaveLength(3);
  expect(stderr).toContain("date.missing: 5\n");
});

test("a note about an imported post names what the shell has, such as an option or a setting", async () => {
  const image = join(folder, "image.txt");
  await writeFile(
    image,
    "TITLE: 絵\nSTATUS: Publish\nDATE: 05/06/2012 09:30:00\n-----\nBODY:\n<img src='/a.png'>\n-----\n--------\n",
  );
  const { stderr } = await runCli(["import", image, "--into", blog, "--dry-run"]);
  expect(stderr).toContain("name the old blog with --addresses https://…: 1 post");
  expect(stderr).toContain("絵: /a.png");
  expect(stderr).not.toContain("Old addresses");
});

test("--forwarding-kit writes the kit after an import, or alone", async () => {
  const settings = join(blog, "blog.yaml");
  await writeFile(settings, `${await readFile(settings, "utf8")}\nurl: https://new.example/\n`);
  const table = join(folder, "old.csv");
  await writeFile(table, "/archives/1.html,雨の日,2012/05/06\n");
  const first = await runCli(["import", file, "--into", blog, "--addresses", table, "--forwarding-kit"]);
  expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining("1 old address in the folder") });
  const csv = (): Promise<string> => readFile(join(blog, "forwarding/addresses.csv"), "utf8");
  expect(await csv()).toContain('"/archives/1.html","https://new.example/20120506-0930.html","雨の日"\n');
  await rm(join(blog, "forwarding"), { recursive: true });
  expect(await runCli(["import", "--into", blog, "--forwarding-kit"])).toMatchObject({ code: 0 });
  expect(await csv()).not.toContain("下書き");
});

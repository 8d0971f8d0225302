import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CliOptions, type CliResult, runCli } from "./run-cli.ts";

// Tests with files that the author cannot read. Root can read all files, so another user runs the program.
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const unix = test.skipIf(process.platform === "win32");

let folder = "";
let options: CliOptions = {};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-left-"));
  options = { environment: { XDG_DATA_HOME: inside("data") }, ...(isRoot ? { user: nobody } : {}) };
  const target = `    kind: folder\n    directory: ${inside("live")}\n    url: https://example.jp/\n`;
  const settings = `title: 雨音\ndefaultTarget: live\ntargets:\n  live:\n${target}`;
  await write("blog/blog.yaml", `${settings}sections:\n  hibi:\n    title: 日々\n`);
  await write(
    "blog/posts/hibi/a.md",
    post("雨", "![雨](../../media/hidden/a.png)\n\n![夜](../../media/secret.png)"),
  );
  await write("blog/media/hidden/a.png", png);
  await write("blog/media/secret.png", png);
  await write("blog/media/note.txt", "誰でも読める");
  for (const name of ["data", "live", "out", "blog/.hitofude"])
    await mkdir(inside(name), { recursive: true });
  for (const name of ["", ...(await readdir(folder, { recursive: true }))]) {
    if (isRoot) await chown(inside(name), nobody, nobody);
  }
});
afterEach(async () => {
  for (const path of locked) await chmod(path, 0o755).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

const locked: string[] = [];
const inside = (...names: string[]): string => join(folder, ...names);
const cli = (...args: string[]): Promise<CliResult> => runCli([...args, inside("blog")], options);
const filesIn = async (name: string): Promise<string[]> =>
  (await readdir(inside(name), { recursive: true })).filter((path) => /^media\/.*\.|^2024/.test(path)).sort();

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(inside(path)), { recursive: true });
  await writeFile(inside(path), content);
  if (isRoot) for (const made of [inside(path), dirname(inside(path))]) await chown(made, nobody, nobody);
}

async function lock(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await chmod(inside(path), 0);
    locked.push(inside(path));
  }
}

function post(title: string, body: string, hour = 9): string {
  return `---\ntitle: ${title}\ndate: 2024-05-06 ${hour}:00\n---\n\n${body}\n`;
}

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

unix("media that cannot be read are named and left out of a build, and their copies stay", async () => {
  const build = (): Promise<CliResult> => cli("build", "--out", inside("out", "site"));
  expect(await build()).toMatchObject({ code: 0 });
  const before = await filesIn("out/site");
  expect(before).toEqual(["20240506-0900.html", "media/hidden/a.png", "media/note.txt", "media/secret.png"]);
  await lock("blog/media/hidden", "blog/media/secret.png");
  await write("blog/media/what?.png", png);
  await writeFile(Buffer.concat([Buffer.from(inside("blog/media/")), Buffer.from([0x82, 0xa0])]), "x");
  await write("blog/media/broken.jpg", "no picture");
  await write("blog/posts/hibi/b.md", post("雪", "![](../../media/broken.jpg)", 10));
  const { code, stderr } = await build();
  expect(code).toBe(0);
  for (const path of ["media/hidden", "media/secret.png"]) {
    expect(stderr).toMatch(new RegExp(`^${path}: warning: There is no permission to read ${path}`, "m"));
  }
  expect(stderr).toMatch(/^media\/what\?\.png: warning: The name of media\/what\?\.png cannot be used/m);
  expect(stderr).toMatch(/^media\/\uFFFD+: warning: The name of media/m);
  expect(stderr).toMatch(/broken\.jpg/);
  expect(stderr).not.toContain(inside("out"));
  expect(await filesIn("out/site")).toEqual([...before, "20240506-1000.html", "media/broken.jpg"].sort());
});

unix("pages of posts that cannot be read stay in a built site until the posts are gone", async () => {
  const build = (): Promise<CliResult> => cli("build", "--out", inside("out", "site"));
  await write("blog/posts/old/c.md", post("霧", "文", 11));
  expect(await build()).toMatchObject({ code: 0 });
  const before = await filesIn("out/site");
  await lock("blog/posts/old");
  const unread = await build();
  expect([unread.code, unread.stderr]).toEqual([1, expect.stringMatching(/^posts\/old: error: /m)]);
  expect(await filesIn("out/site")).toEqual(before);
  await chmod(inside("blog/posts/old"), 0o755);
  await rm(inside("blog/posts/old"), { recursive: true });
  expect(await build()).toMatchObject({ code: 0 });
  expect(await filesIn("out/site")).toEqual(before.filter((path) => path !== "20240506-1100.html"));
});

unix("what cannot be read is left out of a publish, and nothing published goes because of it", async () => {
  expect(await cli("publish", "--yes", "--trust")).toMatchObject({ code: 0 });
  const before = await filesIn("live");
  expect(before).toEqual(["20240506-0900.html", "media/hidden/a.png", "media/note.txt", "media/secret.png"]);
  await write("blog/posts/hibi/b.md", post("雪", "文", 10));
  await write("blog/posts/new/c.md", post("霧", "文", 11));
  await lock("blog/media/hidden", "blog/media/secret.png", "blog/posts/new");
  const published = await cli("publish", "--yes");
  expect([published.code, published.stderr]).toEqual([
    3,
    expect.stringMatching(/left out \(media\/hidden, media\/secret\.png, posts\/new\)/),
  ]);
  expect(await filesIn("live")).toEqual([...before, "20240506-1000.html"].sort());
  expect(await readFile(inside("live", "index.html"), "utf8")).toContain("雪");

  const json = await cli("publish", "--json");
  expect(json.code).toBe(3);
  expect(JSON.parse(json.stdout).leftOut).toEqual(["media/hidden", "media/secret.png", "posts/new"]);

  // A folder with posts that readers see: the site would lose them
  await lock("blog/posts/hibi");
  const stopped = await cli("publish", "--yes", "--delete");
  expect([stopped.code, stopped.stdout]).toEqual([1, ""]);
  expect(stopped.stderr).toMatch(/^posts\/hibi: error: There is no permission to read posts\/hibi/m);
  expect(await filesIn("live")).toContain("20240506-0900.html");
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectOutFolder } from "#engine/cli/out-folder.ts";
import { hold, letGo } from "../systems/as-windows.ts";
import { runCli } from "./run-cli.ts";

let folder: string;
let blog: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-out-"));
  blog = join(folder, "blog");
  mkdirSync(join(blog, "posts"), { recursive: true });
  writeFileSync(join(blog, "blog.yaml"), "title: 日記\nurl: https://example.jp/\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const outcome = (out: string, force = false): string => {
  try {
    expectOutFolder(out, blog, force);
    return "allowed";
  } catch (error) {
    return String(Reflect.get(error as object, "code"));
  }
};

test("the disk, the system, the home folder and the author's files are refused, also with --force", () => {
  symlinkSync("/", join(folder, "link"));
  const unsafe = ["/", "/etc", "/etc/nginx", "/usr/bin", "/home", "/tmp", homedir(), join(folder, "link")];
  const ofBlog = [
    blog,
    folder,
    join(blog, "posts"),
    join(blog, "media", "2024"),
    join(blog, ".hitofude", "x"),
  ];
  for (const out of [...unsafe, ...ofBlog]) {
    expect([out, outcome(out), outcome(out, true)]).toEqual([out, "build.outUnsafe", "build.outUnsafe"]);
  }
});

test("a folder with files that no build has made needs --force", () => {
  const site = join(folder, "site");
  expect(outcome(site)).toBe("allowed");
  mkdirSync(site);
  expect(outcome(site)).toBe("allowed");
  mkdirSync(join(site, ".git"));
  expect(outcome(site)).toBe("allowed");
  writeFileSync(join(site, "index.html"), "by hand");
  expect(outcome(site)).toBe("build.outForeign");
  expect(outcome(site, true)).toBe("allowed");
  writeFileSync(`${site}.index`, "");
  expect(outcome(site)).toBe("allowed");
  expect(outcome(join(blog, "site"))).toBe("allowed");
});

test("a folder, or the index of an earlier build, that cannot be read is an error", () => {
  const site = join(folder, "site");
  mkdirSync(site);
  writeFileSync(join(site, "index.html"), "by hand");
  hold({ on: ["read"], path: /site$/ });
  expect(outcome(site)).toBe("file.inUse");
  letGo();
  writeFileSync(`${site}.index`, "");
  hold({ on: ["look"], path: /site\.index$/ });
  expect(outcome(site)).toBe("file.inUse");
  letGo();
  expect(outcome(site)).toBe("allowed");
  const loop = join(folder, "loop");
  symlinkSync("loop", loop);
  expect(outcome(join(loop, "site"))).toMatch(/^file\./);
});

test("a folder given as a symbolic link can be built into again", () => {
  const [site, link] = [join(folder, "real"), join(folder, "link")];
  mkdirSync(site);
  writeFileSync(join(site, "index.html"), "built");
  symlinkSync(site, link);
  expect(outcome(link)).toBe("build.outForeign");
  writeFileSync(`${link}.index`, "");
  expect(outcome(link)).toBe("allowed");
});

test("the shell names the folder that it refuses, and can build again into its own folder", async () => {
  const refused = await runCli(["build", "--out", "/", blog]);
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain("never built into /");
  const site = join(folder, "site");
  for (const _time of [1, 2]) expect((await runCli(["build", "--out", site, blog])).code).toBe(0);
  expect((await runCli(["build", "--out", "", blog])).code).toBe(2);
  expect((await runCli(["check", ""])).code).toBe(2);
});

test.skipIf(process.platform === "win32")(
  "a post that becomes a draft leaves the folder, although a file with an unusable name is left out",
  async () => {
    const text = "---\ntitle: 雨\ndate: 2024-05-06 09:00\nstatus: ready\n---\n\n雨の文\n";
    const [site, post] = [join(folder, "site"), join(blog, "posts/a.md")];
    writeFileSync(post, text);
    expect((await runCli(["build", "--out", site, blog])).code).toBe(0);
    const pages = readdirSync(site).filter((name) => name.startsWith("2024"));
    expect(pages).toHaveLength(1);
    writeFileSync(post, text.replace("ready", "draft"));
    writeFileSync(join(blog, "posts/b\u0001.md"), text);
    expect((await runCli(["build", "--out", site, blog])).code).toBe(1);
    expect(readdirSync(site)).not.toContain(pages[0]);
  },
);

import { bodyOf, readBody } from "#engine/blog/posts/post-body.ts";
import english from "#resources/locales/en.json" with { type: "json" };
import japanese from "#resources/locales/ja.json" with { type: "json" };
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Encoding from "encoding-japanese";
import { describe, expect, onTestFinished, test } from "vitest";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { Trash } from "#engine/blog/safety/trash.ts";
import { openShellBlog } from "#engine/cli/shell-blog.ts";
import { PersonalWords } from "#engine/spelling/spell-checker.ts";
import { openFiles, post } from "../app/open-service.ts";
import { temporaryBlog } from "../blog/temporary-blog.ts";
import { hold, letGo } from "./as-windows.ts";

const target = {
  name: "nas",
  target: { kind: "folder" as const, url: "https://a.example/", directory: "/web" },
};
const settings = "title: 日記\nauthor: { name: 山田 太郎 }\n";

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "hitofude-unreadable-"));
}

async function open(path: string): Promise<BlogFolder> {
  return openBlogFolder(path, { watch: false });
}

describe("blog.yaml", () => {
  test.each(["EBUSY", "EACCES", "EIO"])(
    "one %s on reading does not replace it by a file with only the targets",
    async (code) => {
      await using blog = await temporaryBlog({ "blog.yaml": settings });
      const opened = await open(blog.folder);
      hold({ on: ["read"], path: /blog\.yaml$/, code });
      await expect(opened.settingsFile.changeTargets(target)).rejects.toMatchObject({
        code: expect.stringMatching(/^file\./),
      });
      letGo();
      expect(await blog.read("blog.yaml")).toBe(settings);
      await opened.settingsFile.changeTargets(target);
      expect(await blog.read("blog.yaml")).toContain("山田 太郎");
    },
  );

  test("in Shift_JIS is not rewritten, neither for targets nor for notices", async () => {
    await using blog = await temporaryBlog();
    const bytes = Encoding.convert(Buffer.from(settings), { from: "UTF8", to: "SJIS", type: "array" });
    await blog.write("blog.yaml", Uint8Array.from(bytes));
    const opened = await open(blog.folder);
    const refused = { code: "post.notUtf8", values: { path: "blog.yaml", encoding: "Shift_JIS" } };
    await expect(opened.settingsFile.changeTargets(target)).rejects.toMatchObject(refused);
    await expect(opened.settingsFile.readNotices()).rejects.toMatchObject(refused);
    expect([...(await readFile(join(blog.folder, "blog.yaml")))]).toEqual([...bytes]);
    expect(opened.problems).toMatchObject([{ code: "post.notUtf8", severity: "error" }]);
  });

  test("its version before a change of the targets is kept", async () => {
    await using blog = await temporaryBlog({ "blog.yaml": settings });
    const opened = await open(blog.folder);
    await opened.settingsFile.changeTargets(target);
    const versions = await opened.history.list("blog.yaml");
    expect(String(await opened.history.read("blog.yaml", versions.at(-1)?.id ?? ""))).toBe(settings);
  });

  test("an unreadable one makes a blog with an error, not one without settings", async () => {
    await using blog = await temporaryBlog({ "blog.yaml": settings });
    hold({ on: ["read"], path: /blog\.yaml$/, code: "EACCES" });
    const { problems } = await open(blog.folder);
    // On Windows, this code means that the file is held or that reading it is not permitted.
    expect(problems).toMatchObject([{ code: "file.inUse", severity: "error" }]);
  });
});

test.skipIf(process.platform === "win32").each(["blog.yaml", "real.yaml"])(
  "a pipe at %s, which may never end, is not read: without simulation",
  async (name) => {
    await using blog = await temporaryBlog({ "posts/a.md": "一\n" });
    await rm(join(blog.folder, "blog.yaml"));
    execFileSync("mkfifo", [join(blog.folder, name)]);
    if (name !== "blog.yaml") await symlink(name, join(blog.folder, "blog.yaml"));
    const opened = await open(blog.folder);
    expect(opened.problems).toMatchObject([
      { code: "file.readFailed", severity: "error", file: "blog.yaml" },
    ]);
    await expect(opened.settingsFile.readText()).rejects.toMatchObject({ code: "file.readFailed" });
    expect([...opened.posts.keys()]).toEqual(["posts/a.md"]);
  },
);

describe("posts", () => {
  test("one that is temporarily unreadable stays, with an error that blocks publishing", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "一\n", "posts/b.md": "二\n" });
    const opened = await openBlogFolder(blog.folder, { watch: true });
    try {
      await opened.watching();
      await blog.write("posts/a.md", "三\n");
      hold({ on: ["read"], path: /a\.md$/ });
      await opened.catchUp();
      expect([...opened.posts.keys()].sort()).toEqual(["posts/a.md", "posts/b.md"]);
      expect(opened.problems).toMatchObject([{ code: "file.inUse", severity: "error", file: "posts/a.md" }]);
      letGo();
      await opened.catchUp();
      expect(bodyOf(opened.posts.get("posts/a.md") ?? { body: "" })).toBe("三\n");
      expect(opened.problems).toEqual([]);
    } finally {
      await opened.close();
    }
  });

  test("one with an unusual name that cannot be looked at does not keep the blog from opening", async () => {
    await using blog = await temporaryBlog({ "posts/a\uFFFD.md": "一\n", "posts/b.md": "二\n" });
    hold({ on: ["look"], path: /\uFFFD/ });
    expect([...(await open(blog.folder)).posts.keys()]).toEqual(["posts/a\uFFFD.md", "posts/b.md"]);
  });

  test.each(["posts", "pages"])(
    "%s that may be a broken link is an error, not an empty folder",
    async (top) => {
      await using blog = await temporaryBlog();
      await symlink("nowhere", join(blog.folder, top));
      hold({ on: ["look"], path: new RegExp(`/${top}$`), code: "EIO" });
      const fault = { code: "file.linkBroken", severity: "error", file: top };
      expect((await open(blog.folder)).problems).toContainEqual(expect.objectContaining(fault));
    },
  );

  test("the time of one that could not be checked is read again", async () => {
    const blog = await openFiles({ "posts/hibi/a.md": post("雨", "雨。") });
    onTestFinished(() => blog.close());
    const { service } = blog;
    hold({ on: ["look"], path: /a\.md$/, code: "EIO" });
    expect(await service.overview.changedTimes()).toEqual({ "posts/hibi/a.md": 0 });
    letGo();
    expect((await service.overview.changedTimes())["posts/hibi/a.md"]).toBeGreaterThan(0);
  });

  test("a deleted one that cannot be read stays in the list of the trash, and can be restored", async () => {
    const blog = await openFiles({ "posts/hibi/a.md": post("雨", "雨。") });
    onTestFinished(() => blog.close());
    const { service } = blog;
    await service.posts.trash("posts/hibi/a.md");
    hold({ on: ["open"], path: /trash\/.*a\.md$/ });
    const [item] = await service.posts.trashed();
    expect(item).toMatchObject({ path: "posts/hibi/a.md", kind: "post" });
    letGo();
    await service.posts.untrash("posts/hibi/a.md", item?.trashedAt);
    expect((await service.posts.open("posts/hibi/a.md")).body).toContain("雨。");
  });

  test("a deleted one is not restored over a file that only cannot be checked", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "古い\n" });
    const trash = new Trash(blog.folder);
    const at = await trash.put(join(blog.folder, "posts/a.md"), "posts/a.md", 1);
    await blog.write("posts/a.md", "新しい\n");
    hold({ on: ["look"], path: /posts\/a\.md$/ });
    await expect(trash.restore("posts/a.md", at)).rejects.toThrow();
    letGo();
    expect(await blog.read("posts/a.md")).toBe("新しい\n");
  });
});

test.each([
  ["look", "EACCES"],
  ["look", "EIO"],
  ["read", "EIO"],
] as const)(
  "a trash that refuses a %s with %s stops no save, and is named by the list, a deletion and a build",
  async (operation, code) => {
    const blog = await openFiles({
      "posts/hibi/a.md": post("雨", "雨。"),
      "posts/hibi/b.md": post("雪", "雪。"),
    });
    onTestFinished(() => blog.close());
    const { posts } = blog.service;
    await posts.trash("posts/hibi/b.md");
    await blog.publish();
    blog.service.preview.update();
    hold({ on: [operation], path: /\.hitofude\/trash$/, code });
    const named = { code: expect.stringMatching(/^file\./), values: { path: ".hitofude/trash" } };
    expect(blog.service.overview.pending("practice").count).toBe(0);
    const file = await posts.open("posts/hibi/a.md");
    await posts.save({ ...file, body: "晴れ。\n", baseHash: file.hash, force: false });
    expect(blog.service.overview.pending("practice").count).toBe(1);
    await expect(posts.trashed()).rejects.toMatchObject(named);
    await expect(posts.trash("posts/hibi/a.md")).rejects.toMatchObject(named);
    await expect(blog.publish()).rejects.toMatchObject(named);
    expect(await readFile(join(blog.folder, "posts/hibi/a.md"), "utf8")).toContain("晴れ。");
    letGo();
    expect(await posts.trashed()).toHaveLength(1);
    await blog.publish();
  },
);

test("a drawing that was held during a check is part of the site again after the next check", async () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  const blog = await openFiles({
    "posts/hibi/a.md": post("雨", "![雨](/media/a.svg)"),
    "media/a.svg": drawing,
  });
  onTestFinished(() => blog.close());
  const { builder } = blog.service;
  hold({ on: ["read"], path: /a\.svg$/ });
  expect(await builder.check()).toContainEqual(
    expect.objectContaining({ code: "file.unreadable", file: "media/a.svg" }),
  );
  letGo();
  expect(await builder.check()).toEqual([]);
});

describe("a file of a theme", () => {
  const css = "p { margin: 0 }";

  test("that is held for a moment is read", async () => {
    const blog = await openFiles({ "posts/hibi/a.md": post("雨", "雨。"), "theme/assets/style.css": css });
    onTestFinished(() => blog.close());
    const failed = hold({ on: ["read"], path: /theme\/assets\/style\.css$/, times: 2 });
    expect(await blog.service.builder.check()).toEqual([]);
    expect(failed()).toBe(2);
  });

  test.each([
    ["theme/assets/style.css", /theme\/assets\/style\.css$/],
    ["theme/assets/", /blog\/theme\/assets$/],
  ])("that stays held is named by a build, and saves of posts go on: %s", async (path, location) => {
    const blog = await openFiles({ "posts/hibi/a.md": post("雨", "雨。") });
    onTestFinished(() => blog.close());
    await blog.write("theme/assets/style.css", css);
    blog.service.preview.update();
    hold({ on: ["read"], path: location });
    await expect(blog.publish()).rejects.toMatchObject({ code: "file.inUse", values: { path } });
    const file = await blog.service.posts.open("posts/hibi/a.md");
    const body = "雪。\n";
    await blog.service.posts.save({ ...file, body, baseHash: file.hash, force: false });
    expect(await readFile(join(blog.folder, "posts/hibi/a.md"), "utf8")).toContain(body);
    letGo();
    await blog.publish();
  });

  test.runIf(process.platform === "linux")("whose name is not UTF-8 stops nothing", async () => {
    const blog = await openFiles({ "posts/hibi/a.md": post("雨", "雨。"), "theme/assets/style.css": css });
    onTestFinished(() => blog.close());
    await writeFile(Buffer.from(join(blog.folder, "theme/assets/\u00ff.css"), "latin1"), css);
    blog.service.preview.update();
    expect(await blog.service.builder.check()).toEqual([]);
  });
});

test.skipIf(process.platform === "win32")(
  "the shell does not call a blog missing that cannot be looked up: without simulation",
  async () => {
    const loop = join(await folder(), "loop");
    await symlink("loop", loop);
    await expect(openShellBlog(loop)).rejects.toMatchObject({ code: "file.linked" });
    await expect(openShellBlog(`${loop}-2`)).rejects.toMatchObject({ code: "blog.notFound" });
  },
);

test("an error in reading is never called one in writing", async () => {
  await using blog = await temporaryBlog({ "posts/a.md": "雨" });
  const opened = await open(blog.folder);
  const { hash } = await opened.documents.read("posts/a.md");
  hold({ on: ["read"], path: /a\.md$/, code: "EIO" });
  const failed = { code: "file.readFailed" };
  const save = { path: "posts/a.md", frontMatter: "", body: "雪", baseHash: hash, force: false };
  await expect(opened.documents.read("posts/a.md")).rejects.toMatchObject(failed);
  await expect(opened.documents.save(save)).rejects.toMatchObject(failed);
  letGo();
  // From here on, nothing is simulated. Folders at the paths of files cause real errors.
  const state = await folder();
  await mkdir(join(state, "text.md"));
  expect(() => readBody(join(state, "text.md"))).toThrow(expect.objectContaining(failed));
  await mkdir(join(blog.folder, ".hitofude/trash/000000000000001/posts/a.md"), { recursive: true });
  const trashed = new Trash(blog.folder).read("posts/a.md", "000000000000001");
  await expect(trashed).rejects.toMatchObject({
    code: expect.stringMatching(/^file\.(?:readFailed|failed)$/),
  });
  for (const code of ["file.readFailed", "file.unreadable"] as const) {
    expect(english[`error.${code}.what`]).not.toMatch(/writ/);
    expect(japanese[`error.${code}.what`]).not.toMatch(/書き/);
  }
});

test("a folder at the path of a file is an error, not an empty file: without simulation", async () => {
  await using blog = await temporaryBlog({ "blog.yaml": settings });
  const opened = await open(blog.folder);
  const state = await folder();
  await mkdir(join(state, "words.txt"));
  await expect(new PersonalWords(join(state, "words.txt")).load()).rejects.toMatchObject({
    code: "file.readFailed",
  });
  expect(await readdir(join(state, "words.txt"))).toEqual([]);
  expect(opened.problems).toEqual([]);
});

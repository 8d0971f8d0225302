import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TemplateService } from "#engine/app/posts/template-service.ts";
import { openFiles, settings, type TestBlog } from "../open-service.ts";

const diary =
  "---\n# mine\ntitle: '{yyyy}年の日記' # t\ntags: [ 日記 ]\nsection: yoru\npermalink: old.html\nmood: 'calm'\n---\n\n{M}月の{漢字|かんじ}。\n";
const a =
  "---\ntitle: 雨/の：日?\ndate: 2024-05-06 09:00:00\nstatus: ready\npermalink: rain.html\ntags: [ 雨 ] # t\npinned: true\n---\n\n雨。\n";

let blog: TestBlog;
let templates: TemplateService;
beforeEach(async () => {
  blog = await openFiles({
    "blog.yaml": settings.replace("targets:", "  yoru:\n    title: 夜\ntargets:"),
    "posts/hibi/a.md": a,
    "templates/日記.md": diary,
    "templates/plain.markdown": "本文だけ {yyyy}\n",
    "templates/broken.md": "---\ntitle: [\n---\n",
    "templates/notes.txt": "no template",
    "templates/.hidden.md": "no template",
  });
  templates = new TemplateService(blog.service.blog, blog.service.posts);
});
afterEach(() => blog.close());

const year = new Intl.DateTimeFormat("en", { year: "numeric", timeZone: "Asia/Tokyo" }).format();
const month = new Intl.DateTimeFormat("en", { month: "numeric", timeZone: "Asia/Tokyo" }).format();
const text = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");

test("Markdown files in the folder are listed, and none of them is a post or on the site", async () => {
  expect((await templates.list()).names.sort()).toEqual(["broken", "plain", "日記"].sort());
  expect([...blog.service.blog.posts.keys()]).toEqual(["posts/hibi/a.md"]);
  await blog.publish();
  const url = blog.service.overview.summary().targets[0]?.url;
  for (const path of ["templates/日記.md", "templates/日記.html", "templates/"]) {
    expect((await fetch(new URL(path, url))).status, path).toBe(404);
  }
});

test("a post from a template has its section, properties and comments, a date and no address", async () => {
  const { path, frontMatter, body } = await templates.use({ name: "日記", status: "draft" });
  expect(path).toMatch(/^posts\/yoru\/\d{8}-\d{4}\.md$/);
  expect(frontMatter).toMatch(
    /^---\n# mine\ntitle: '\d{4}年の日記' # t\ntags: \[ 日記 \]\nsection: yoru\nmood: 'calm'\ndate: [\d :-]+\nstatus: draft\n---\n$/,
  );
  expect(frontMatter).toContain(`'${year}年の日記'`);
  expect(body).toBe(`\n${month}月の{漢字|かんじ}。\n`);
  expect((await templates.use({ name: "plain", status: "draft" })).body).toBe(`本文だけ ${year}\n`);
  expect(await text("templates/日記.md")).toBe(diary);
});

test("a quick post takes the properties of a template, and its own text, section and status", async () => {
  expect(await templates.read("日記")).toEqual({ body: `\n${month}月の{漢字|かんじ}。\n` });
  const post = await templates.use({ name: "日記", status: "ready", body: "ひとこと\n", section: "hibi" });
  expect(post.path).toMatch(/^posts\/hibi\//);
  expect([post.body, post.state]).toEqual(["ひとこと\n", "ready"]);
  expect(post.properties).toMatchObject({ tags: ["日記"], status: "ready" });
});

test("a post is saved as a template without its identity, under a name that is free", async () => {
  expect(await templates.save("posts/hibi/a.md")).toEqual({
    name: "雨 の：日",
    path: "templates/雨 の：日.md",
  });
  expect(await text("templates/雨 の：日.md")).toBe(
    "---\ntitle: 雨/の：日?\ntags: [ 雨 ] # t\nsection: hibi\n---\n\n雨。\n",
  );
  expect((await templates.save("posts/hibi/a.md")).name).toBe("雨 の：日-2");
  expect(await text("posts/hibi/a.md")).toBe(a);
});

test("a template that is missing or broken makes no post", async () => {
  const before = await readdir(join(blog.folder, "posts/hibi"));
  const use = (name: string): Promise<unknown> => templates.use({ name, status: "draft" });
  await expect(use("gone")).rejects.toMatchObject({ code: "file.notFound" });
  await expect(use("../posts/hibi/a")).rejects.toMatchObject({ code: "file.notFound" });
  await expect(use("broken")).rejects.toMatchObject({
    code: "post.frontMatterSyntax",
    values: { path: "templates/broken.md" },
  });
  expect(await readdir(join(blog.folder, "posts/hibi"))).toEqual(before);
});

test("the name of a template that is made from a long title ends with a whole character", async () => {
  const title = `${"長".repeat(59)}𠮷と続く`;
  const { path } = await blog.service.posts.create({ kind: "post", section: "hibi", title });
  const { name } = await templates.save(path);
  expect([...name]).toHaveLength(60);
  expect(name).toMatch(/長𠮷$/);
  expect((await templates.list()).names).toContain(name);
});

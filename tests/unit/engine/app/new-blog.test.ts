import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LookId, looksFor } from "#contract/settings/looks.ts";
import { createEmptyBlog, createSampleBlog, makeBlog } from "#engine/app/new-blog.ts";
import { loadSettings } from "#engine/blog/settings/load-settings.ts";
import { hold, letGo } from "../systems/as-windows.ts";

const resources = join(import.meta.dirname, "../../../../resources");
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-new-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function make(language: "ja" | "en", look: LookId, title = '山の"日記": 2/3') {
  return makeBlog({
    folder,
    sample: false,
    newBlog: { title, author: "Ann: O'Neil # 1", language, look },
    resources,
    siteOrigin: "site://test",
    dataFolder: folder,
    stateRoot: folder,
    version: "test",
  });
}

test.each([
  ["ja", "fude-vertical", { theme: "fude", themeOptions: { vertical: true } }],
  ["en", "fude-sans", { theme: "fude", themeOptions: { typeface: "sans" } }],
  ["en", "hitokoto", { theme: "hitokoto", themeOptions: {} }],
] as const)("a new blog has the choices of its author: %s, %s", async (language, look, design) => {
  expect(await make(language, look)).toBe(true);
  const { settings, problems } = await loadSettings(folder);
  expect(problems).toEqual([]);
  expect(settings).toMatchObject({
    title: '山の"日記": 2/3',
    author: { name: "Ann: O'Neil # 1" },
    language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...design,
  });
  expect(settings.sections.posts?.title).toBe(language === "ja" ? "記事" : "Posts");
});

test.each(["blog.yaml", ".gitattributes"])("an existing %s that cannot be checked stays", async (name) => {
  await writeFile(join(folder, name), "# mine\n");
  hold({ on: ["look"], path: new RegExp(`/${name.replace(".", "\\.")}$`), code: "EIO", times: 1 });
  await expect(make("ja", "hitokoto")).rejects.toMatchObject({
    code: "file.readFailed",
    values: { path: name },
  });
  letGo();
  expect(await readFile(join(folder, name), "utf8")).toBe("# mine\n");
});

test("a vertical design is offered for Japanese only", () => {
  expect(looksFor("ja")).toContain("fude-vertical");
  expect(looksFor("en")).not.toContain("fude-vertical");
});

test("a folder with files becomes a blog: they stay, and folders of posts become sections", async () => {
  await mkdir(join(folder, "posts", "walks"), { recursive: true });
  await mkdir(join(folder, "posts", "Not A Section"));
  await writeFile(join(folder, "posts", "walks", "one.md"), "# One\r\n");
  await writeFile(join(folder, ".gitattributes"), "mine");
  await make("en", "fude");
  const { settings, problems } = await loadSettings(folder);
  expect(problems).toEqual([]);
  expect(Object.keys(settings.sections)).toEqual(["walks"]);
  expect(await readFile(join(folder, "posts", "walks", "one.md"), "utf8")).toBe("# One\r\n");
  expect(await readFile(join(folder, ".gitattributes"), "utf8")).toBe("mine");
  // A second call makes nothing, because the settings now belong to the author.
  await writeFile(join(folder, "blog.yaml"), "title: Mine\n");
  expect(await make("en", "fude")).toBe(false);
  expect(await readFile(join(folder, "blog.yaml"), "utf8")).toBe("title: Mine\n");
});

test("nothing is made outside the folder", async () => {
  const outside = join(folder, "outside");
  folder = join(folder, "blog");
  await mkdir(outside);
  await mkdir(folder);
  await symlink(outside, join(folder, "posts"));
  await expect(make("en", "fude")).rejects.toMatchObject({ code: "file.outside" });
  expect(await readdir(outside)).toEqual([]);
});

test("the shell makes no blog in a folder that contains something", async () => {
  await writeFile(join(folder, "letter.txt"), "mine");
  await expect(createEmptyBlog(folder, "en")).rejects.toMatchObject({ code: "post.exists" });
  await expect(createSampleBlog(resources, folder, "en")).rejects.toMatchObject({ code: "post.exists" });
  expect(await readdir(folder)).toEqual(["letter.txt"]);
});

test("the sample blog has the computer’s time zone", async () => {
  await createSampleBlog(resources, folder, "en");
  const { settings, problems } = await loadSettings(folder);
  expect(problems).toEqual([]);
  expect(settings.timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
});

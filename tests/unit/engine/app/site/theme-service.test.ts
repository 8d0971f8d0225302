import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { themeDrafts } from "#engine/app/site/theme-service.ts";
import { unpackTheme } from "#engine/site/theme/theme-zip.ts";
import { hold, letGo } from "../../systems/as-windows.ts";
import { openFiles, settings, type TestBlog } from "../open-service.ts";

const outside = { code: "file.outside" };

async function save(blog: TestBlog, path: string, text: string | null, baseHash = "") {
  const { hash } = await blog.service.settings.read();
  const files = [{ path, text, baseHash }];
  return blog.service.settings.save({ text: settings, baseHash: hash, files, redirect: false });
}

test("a changed file of a theme is a copy in the blog; put back, it and its empty folders are gone", async () => {
  const blog = await openFiles({});
  const { themes } = blog.service.settings;
  const path = "templates/parts/footer.liquid";
  const file = await themes.read("hitokoto", path);
  expect(file).toMatchObject({ blogPath: `themes/hitokoto/${path}`, hash: "", text: file.original });
  const { fileHashes } = await save(blog, file.blogPath, `${file.text}<p>雨</p>`);
  const changed = await themes.read("hitokoto", path);
  expect([changed.text, changed.hash]).toEqual([`${file.text}<p>雨</p>`, fileHashes[file.blogPath]]);
  expect(changed.original).toBe(file.original);
  const listed = themes.files("hitokoto").files.filter(({ isInBlog }) => isInBlog);
  expect(listed.map(({ path }) => path)).toEqual([path]);
  await save(blog, file.blogPath, null, changed.hash);
  expect(existsSync(join(blog.folder, "themes"))).toBe(false);
  expect((await themes.read("hitokoto", path)).text).toBe(file.original);
  const versions = await blog.service.blog.history.list(file.blogPath);
  expect(versions).toHaveLength(1);
  await blog.close();
});

test("an own theme goes to the trash and comes back, but not the one that the blog uses", async () => {
  const theme = {
    "theme.yaml": "title: 雨の日\n",
    "templates/post.liquid": "{{ post.title }}",
    "README.md": "# Mine",
  };
  const files = Object.fromEntries(
    Object.entries(theme).map(([path, text]) => [`themes/mine/${path}`, text]),
  );
  const blog = await openFiles(files);
  const { themes } = blog.service.settings;
  const names = async () => (await blog.service.settings.read()).themes.map(({ name }) => name);
  expect(await names()).toContain("mine");
  const { at } = await themes.trash("mine");
  expect(await names()).not.toContain("mine");
  expect(existsSync(join(blog.folder, "themes/mine"))).toBe(false);
  // The list of deleted posts has no file of a theme
  expect(await blog.service.posts.trashed()).toEqual([]);
  expect(await themes.trashed()).toEqual([
    { kind: "theme", path: "themes/mine", trashedAt: at, title: "雨の日" },
  ]);
  expect(await themes.restore("mine", at)).toEqual({ title: "雨の日" });
  expect(await themes.trashed()).toEqual([]);
  expect(await readFile(join(blog.folder, "themes/mine/README.md"), "utf8")).toBe("# Mine");
  const { hash } = await blog.service.settings.read();
  await blog.service.settings.save({
    text: settings.replace(/^theme: .*$/m, "theme: mine"),
    baseHash: hash,
    files: [],
    redirect: false,
  });
  await expect(themes.trash("mine")).rejects.toMatchObject({ code: "theme.inUse" });
  expect(existsSync(join(blog.folder, "themes/mine/README.md"))).toBe(true);
  for (const name of ["fude", "../posts", "none"]) {
    await expect(themes.trash(name), name).rejects.toMatchObject({ code: "theme.notFound" });
  }
  await expect(themes.restore("../posts", at)).rejects.toMatchObject({ code: "theme.notFound" });
  await blog.close();
});

test("a theme of the trash comes back under a free name if another theme has its name now", async () => {
  const blog = await openFiles({});
  const { themes } = blog.service.settings;
  const names = async () => (await blog.service.settings.read()).themes.map(({ name }) => name);
  await themes.copy("fude", "Mine");
  const { at } = await themes.trash("mine");
  await themes.copy("koyomi", "Mine");
  await themes.restore("mine", at);
  expect((await names()).filter((name) => name.startsWith("mine"))).toEqual(["mine", "mine-2"]);
  await blog.close();
});

test("a file in theme/, which changes every theme, is edited where it is", async () => {
  const blog = await openFiles({ "theme/assets/style.css": "p {}" });
  const { themes } = blog.service.settings;
  const file = await themes.read("fude", "assets/style.css");
  expect(file).toMatchObject({ blogPath: "theme/assets/style.css", text: "p {}" });
  expect(file.original).toContain("--paper");
  await blog.close();
});

test("files that all themes share can be changed, and are not copied", async () => {
  const blog = await openFiles({});
  const { themes } = blog.service.settings;
  const shared = "templates/partials/post-head.liquid";
  expect(themes.files("fude").files.find(({ path }) => path === shared)).toMatchObject({
    blogPath: `themes/fude/${shared}`,
    isInBlog: false,
    isInTheme: true,
  });
  expect((await themes.read("fude", shared)).original).toContain("post-title");
  await themes.copy("fude", "mine");
  expect(existsSync(join(blog.folder, "themes/mine/templates/post.liquid"))).toBe(true);
  expect(existsSync(join(blog.folder, "themes/mine", shared))).toBe(false);
  // Only shared files of a copy can be changed back
  const changed = () => themes.files("mine").files.filter(({ isInBlog, isInTheme }) => isInBlog && isInTheme);
  expect(changed()).toEqual([]);
  await save(blog, `themes/mine/${shared}`, "<p>雨</p>");
  expect(changed().map(({ path }) => path)).toEqual([shared]);
  await blog.close();
});

test("a copy and a zip of a theme have the files as they are on the screen, also before saving", async () => {
  const blog = await openFiles({});
  const { themes } = blog.service.settings;
  const path = "templates/partials/post-head.liquid";
  const drafts = themeDrafts({ [`themes/fude/${path}`]: "<p>雨</p>" });
  await themes.copy("fude", "mine", drafts);
  expect(await readFile(join(blog.folder, "themes/mine", path), "utf8")).toBe("<p>雨</p>");
  const zip = unpackTheme(themes.pack("fude", drafts).bytes);
  expect(Buffer.from(zip.get(path) ?? "").toString("utf8")).toBe("<p>雨</p>");
  expect(existsSync(join(blog.folder, "themes/fude"))).toBe(false);
  await blog.close();
});

test("nothing is saved if another program has changed the file in the meantime", async () => {
  const blog = await openFiles({ "theme/own.css": "p {}" });
  const { hash } = await blog.service.settings.themes.read("fude", "own.css");
  await writeFile(join(blog.folder, "theme/own.css"), "em {}");
  await expect(save(blog, "theme/own.css", "i {}", hash)).rejects.toMatchObject({
    code: "theme.fileChanged",
  });
  expect(await readFile(join(blog.folder, "theme/own.css"), "utf8")).toBe("em {}");
  await blog.close();
});

test.each([
  "theme/../blog.yaml",
  "theme/../../outside.css",
  "themes/fude/../../posts/hibi/a.md",
  "/etc/passwd",
  "posts/hibi/a.md",
  "blog.yaml",
  "theme",
  "themes/fude",
  "themes/Fude/a.css",
  "theme/.git/hooks/post-commit",
  "theme/a:b.css",
  "theme/aux.css",
  "theme\\..\\blog.yaml",
])("no file of a theme is written at %s", async (path) => {
  const blog = await openFiles({});
  await expect(save(blog, path, "x")).rejects.toMatchObject(outside);
  await blog.close();
});

test("after a file of a theme could not be written, the same call saves the rest", async () => {
  const blog = await openFiles({});
  const { hash } = await blog.service.settings.read();
  const [first, second] = ["themes/fude/a.css", "themes/fude/b.css"];
  const files = [first, second].map((path) => ({ path, text: "p {}", baseHash: "" }));
  const text = settings.replace(/^title: .*$/m, "title: 別の題");
  const call = () => blog.service.settings.save({ text, baseHash: hash, files, redirect: false });
  hold({ on: ["open", "write", "rename"], path: /b\.css/, code: "ENOSPC" });
  const before = blog.eventsOf("blog.changed").length;
  await expect(call()).rejects.toMatchObject({ code: "file.diskFull" });
  expect(blog.service.blog.settings.title).toBe("別の題");
  expect(blog.eventsOf("blog.changed").length).toBeGreaterThan(before);
  letGo();
  expect(Object.keys((await call()).fileHashes)).toEqual([first, second]);
  expect(await readFile(join(blog.folder, second), "utf8")).toBe("p {}");
  await blog.close();
});

test("no file of a theme is read or written through a symbolic link", async () => {
  const blog = await openFiles({});
  const away = join(dirname(blog.folder), "away");
  await mkdir(away);
  await writeFile(join(away, "own.css"), "secret");
  await symlink(away, join(blog.folder, "theme"));
  const linked = { code: "file.linked" };
  await expect(save(blog, "theme/own.css", "x")).rejects.toMatchObject(linked);
  await expect(blog.service.settings.themes.read("fude", "own.css")).rejects.toMatchObject(linked);
  await symlink(away, join(blog.folder, "themes"));
  await expect(save(blog, "themes/fude/own.css", "x")).rejects.toMatchObject(linked);
  expect(await readFile(join(away, "own.css"), "utf8")).toBe("secret");
  await blog.close();
});

test("a copy of a theme has its own title and the blog's changes; exported and imported, it is the same", async () => {
  const blog = await openFiles({
    "themes/fude/templates/front.liquid": "<main>own</main><script></script>",
    "theme/theme.yaml": "description: Mine\n",
    "theme/own.css": "p {}",
  });
  const { settings: service } = blog.service;
  const { name } = await service.themes.copy("fude", "紙の色");
  expect(name).toBe("fude-2");
  const { themes } = await service.read();
  const copy = themes.find((theme) => theme.name === name);
  expect([copy?.isBuiltIn, copy?.title, Object.keys(copy?.options ?? {}).length]).toEqual([
    false,
    { en: "紙の色" },
    Object.keys(themes.find((theme) => theme.name === "fude")?.options ?? {}).length,
  ]);
  expect((await service.themes.read(name, "templates/front.liquid")).text).toBe(
    "<main>own</main><script></script>",
  );
  const manifest = await readFile(join(blog.folder, "themes", name, "theme.yaml"), "utf8");
  expect(manifest).toMatch(/^description: Mine$/m);
  const { bytes } = service.themes.pack(name);
  const imported = await service.themes.unpack(bytes, "again.zip");
  expect(imported).toEqual({ name: "again", scripts: ["templates/front.liquid"] });
  expect(service.themes.pack("again").bytes).toEqual(bytes);
  expect((await service.themes.copy("fude", "Fude two")).name).toBe("fude-two");
  await expect(service.themes.copy("nothing", "x")).rejects.toMatchObject({ code: "theme.notFound" });
  await blog.close();
});

test("a zip of a built-in theme warns of no scripts", async () => {
  const blog = await openFiles({});
  const { themes } = blog.service.settings;
  const { bytes } = themes.pack("hitokoto");
  expect(await themes.unpack(bytes, "mine.zip")).toEqual({ name: "mine", scripts: [] });
  await blog.close();
});

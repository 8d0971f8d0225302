import { bodyOf } from "#engine/blog/posts/post-body.ts";
import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import Encoding from "encoding-japanese";
import { expect, test } from "vitest";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { temporaryBlog } from "../temporary-blog.ts";

const textAt = (blog: BlogFolder, path: string): string => bodyOf(blog.posts.get(path) ?? { body: "" });

const run = promisify(execFile);
const post = "posts/hitokoto/20220506-0000.md";
const text = "---\ntitle: 梅\ndate: 2022-05-06\n---\n庭の梅\n";

test("reads posts and pages, and ignores other files", async () => {
  await using disk = await temporaryBlog({
    [post]: text,
    "pages/about.md": "about",
    "posts/hitokoto/.draft.md": "hidden",
    "posts/node_modules/x/readme.md": "foreign",
    "posts/hitokoto/photo.txt": "no post",
    ".hitofude/history/posts/old.md": "no post",
    "readme.md": "no post",
  });
  const blog = await openBlogFolder(disk.folder, { watch: false });
  expect([...blog.posts.keys()].sort()).toEqual(["pages/about.md", post]);
  expect(blog.posts.get(post)).toMatchObject({ title: "梅", section: "hitokoto" });
  expect(blog.settings.title).toBe("試し");
  expect(blog.problems).toEqual([]);
  expect(blog.find("うめ")).toEqual([]);
  expect(blog.find("庭")).toEqual([post]);
});

test("the id is constant, readable, and committed to Git", async () => {
  await using disk = await temporaryBlog();
  const first = await openBlogFolder(disk.folder, { watch: false });
  const second = await openBlogFolder(disk.folder, { watch: false });
  expect(first.id).toMatch(/^hitofude-blog-[a-z0-9-]*-[0-9a-f]{12}$/);
  expect(second.id).toBe(first.id);
  await run("git", ["init", "-q"], { cwd: disk.folder });
  await disk.write(".hitofude/journal/x.json", "{}");
  const { stdout } = await run("git", ["status", "--porcelain", "-uall"], { cwd: disk.folder });
  expect(stdout.trim().split("\n").sort()).toEqual([
    "?? .hitofude/.gitignore",
    "?? .hitofude/id",
    "?? blog.yaml",
  ]);
});

test("distinguishes a missing folder from one that is not a blog", async () => {
  await using disk = await temporaryBlog();
  const open = (folder: string) => openBlogFolder(folder, { watch: false });
  await expect(open(join(disk.folder, "none"))).rejects.toMatchObject({ code: "blog.notFound" });
  await expect(open(join(disk.folder, "blog.yaml"))).rejects.toMatchObject({ code: "blog.notFound" });
  await mkdir(join(disk.folder, "photos"));
  await expect(open(join(disk.folder, "photos"))).rejects.toMatchObject({ code: "blog.notABlog" });
  expect(await readdir(join(disk.folder, "photos"))).toEqual([]);
});

test("a file that cannot be read does not prevent the others from opening", async () => {
  await using disk = await temporaryBlog({ [post]: text, "posts/hitokoto/b.md": "---\na: b: c\n---\n" });
  await mkdir(join(disk.folder, "posts/hitokoto/folder.md"));
  await symlink("/etc/hostname", join(disk.folder, "posts/hitokoto/outside.md"));
  await symlink("20220506-0000.md", join(disk.folder, "posts/hitokoto/inside.md"));
  const blog = await openBlogFolder(disk.folder, { watch: false });
  expect([...blog.posts.keys()].sort()).toEqual([post, "posts/hitokoto/b.md", "posts/hitokoto/inside.md"]);
  expect(blog.problems).toMatchObject([{ code: "file.outside", file: "posts/hitokoto/outside.md" }]);
});

test("names that differ only in case or normalisation are different posts", async () => {
  const composed = "posts/hitokoto/が.md".normalize("NFC");
  const decomposed = composed.normalize("NFD");
  await using disk = await temporaryBlog({
    [decomposed]: "decomposed",
    [composed]: "composed",
    "posts/hitokoto/A.md": "upper",
    "posts/hitokoto/a.md": "lower",
    ["posts/hitokoto/ぱ.md".normalize("NFD")]: "alone",
  });
  const blog = await openBlogFolder(disk.folder, { watch: false });
  expect(blog.posts.size).toBe(5);
  expect(textAt(blog, composed)).toBe("composed");
  expect(textAt(blog, decomposed)).toBe("decomposed");
  const alone = "posts/hitokoto/ぱ.md".normalize("NFC");
  const { hash, body } = await blog.documents.read(alone);
  expect(body).toBe("alone");
  await blog.documents.save({ path: alone, frontMatter: "", body: "saved", baseHash: hash, force: false });
  expect(await disk.read(alone.normalize("NFD"))).toBe("saved");
  expect(await readdir(join(disk.folder, "posts/hitokoto"))).toHaveLength(5);
});

test("a save keeps byte order mark, line ends and a missing last line end, and adds a version", async () => {
  const original = "\uFEFF---\r\ntitle: 梅 # なぜ\r\n---\r\n一\r\n二";
  await using disk = await temporaryBlog({ [post]: original });
  const blog = await openBlogFolder(disk.folder, { watch: false });
  const opened = await blog.documents.read(post);
  expect(opened).toMatchObject({ frontMatter: "---\r\ntitle: 梅 # なぜ\r\n---\r\n", body: "一\r\n二" });
  const typed = { path: post, frontMatter: "---\ntitle: 梅 # なぜ\n---\n", force: false };

  const same = await blog.documents.save({ ...typed, body: "一\n二", baseHash: opened.hash });
  expect(await disk.read(post)).toBe(original);
  expect(same.hash).toBe(opened.hash);

  const saved = await blog.documents.save({ ...typed, body: "一\n二\n三", baseHash: opened.hash });
  expect(await disk.read(post)).toBe("\uFEFF---\r\ntitle: 梅 # なぜ\r\n---\r\n一\r\n二\r\n三");
  expect(saved.hash).toBe(blog.posts.get(post)?.hash);
  expect(textAt(blog, post)).toBe("一\r\n二\r\n三");
  const versions = await blog.history.list(post);
  expect(versions.map(({ hash }) => hash)).toEqual([saved.hash, opened.hash]);
  expect(Buffer.from(await blog.history.read(post, versions[1]?.id ?? "")).toString()).toBe(original);
});

test("a change by another program is overwritten only on request, and is then kept as a version", async () => {
  await using disk = await temporaryBlog({ [post]: text });
  const blog = await openBlogFolder(disk.folder, { watch: false });
  const { frontMatter, hash } = await blog.documents.read(post);
  await disk.write(post, "theirs");
  const mine = { path: post, frontMatter, body: "mine", baseHash: hash };
  await expect(blog.documents.save({ ...mine, force: false })).rejects.toMatchObject({
    code: "post.conflict",
    values: { path: post },
  });
  expect(await disk.read(post)).toBe("theirs");
  await blog.documents.save({ ...mine, force: true });
  const kept = await Promise.all(
    (await blog.history.list(post)).map(async ({ id }) =>
      Buffer.from(await blog.history.read(post, id)).toString(),
    ),
  );
  expect(kept).toEqual([`${frontMatter}mine`, "theirs"]);

  await rm(join(disk.folder, post));
  await expect(blog.documents.save({ ...mine, force: false })).rejects.toMatchObject({
    code: "post.conflict",
  });
  await blog.documents.save({ ...mine, force: true });
  expect(await disk.read(post)).toBe(`${frontMatter}mine`);
});

test("saves of one post are executed in order", async () => {
  await using disk = await temporaryBlog({ [post]: text });
  const blog = await openBlogFolder(disk.folder, { watch: false });
  const { frontMatter, hash } = await blog.documents.read(post);
  const bodies = Array.from({ length: 20 }, (_, index) => `body ${index}`);
  await Promise.all(
    bodies.map((body) => blog.documents.save({ path: post, frontMatter, body, baseHash: hash, force: true })),
  );
  expect(await disk.read(post)).toBe(`${frontMatter}body 19`);
  expect((await blog.history.list(post)).length).toBe(21);
});

test("a post in Shift_JIS is shown, and converted to UTF-8 only on request", async () => {
  const bytes = Uint8Array.from(
    Encoding.convert(Encoding.stringToCode("庭の梅が咲きました。"), { from: "UNICODE", to: "SJIS" }),
  );
  await using disk = await temporaryBlog();
  await disk.write(post, bytes);
  const blog = await openBlogFolder(disk.folder, { watch: false });
  const { body, hash } = await blog.documents.read(post);
  expect(body).toBe("庭の梅が咲きました。");
  const save = { path: post, frontMatter: "", body: `${body}😀`, baseHash: hash };
  const refusal = { code: "post.notUtf8", values: { path: post, encoding: "Shift_JIS" } };
  await expect(blog.documents.save({ ...save, force: false })).rejects.toMatchObject(refusal);
  await expect(blog.documents.edit(post, { title: "x" })).rejects.toMatchObject(refusal);
  expect(new Uint8Array(await readFile(join(disk.folder, post)))).toEqual(bytes);
  await blog.documents.save({ ...save, force: true });
  expect(await disk.read(post)).toBe("庭の梅が咲きました。😀");
});

test("new posts are drafts with unique file names and a date in the blog's zone", async () => {
  await using disk = await temporaryBlog();
  const blog = await openBlogFolder(disk.folder, { watch: false });
  const paths = await Promise.all([
    blog.documents.create({ kind: "post", title: "題: その1" }),
    blog.documents.create({ kind: "post", section: "hitokoto", body: "本文\n" }),
    blog.documents.create({ kind: "post", section: "futakoto" }),
    blog.documents.create({ kind: "page", title: "About me!" }),
    blog.documents.create({ kind: "page", title: "自己紹介" }),
    blog.documents.create({ kind: "post", frontMatter: "---\ntitle: 前から\n---\n", body: "ある" }),
  ]);
  expect(new Set(paths).size).toBe(6);
  expect(paths[0]).toMatch(/^posts\/hitokoto\/\d{8}-\d{4}(-\d)?\.md$/);
  expect(paths[1]).toMatch(/^posts\/hitokoto\/\d{8}-\d{4}(-\d)?\.md$/);
  expect(paths[2]).toMatch(/^posts\/futakoto\/\d{8}-\d{4}\.md$/);
  expect(paths[3]).toBe("pages/about-me.md");
  expect(paths[4]).toMatch(/^pages\/\d{8}-\d{4}\.md$/);
  expect(await disk.read(paths[0] ?? "")).toMatch(
    /^---\ntitle: "題: その1"\ndate: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\nstatus: draft\n---\n$/,
  );
  const second = blog.posts.get(paths[1] ?? "");
  expect(second).toMatchObject({ title: "", status: "draft", problems: [] });
  expect(bodyOf(second ?? { body: "" })).toBe("本文\n");
  expect(Math.abs((second?.date?.time ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(await disk.read(paths[5] ?? "")).toBe("---\ntitle: 前から\n---\nある");
});

test("a section cannot lead outside the folder", async () => {
  await using disk = await temporaryBlog();
  const blog = await openBlogFolder(disk.folder, { watch: false });
  await expect(blog.documents.create({ kind: "post", section: "../../x" })).rejects.toMatchObject({
    code: "file.outside",
  });
  for (const path of ["../secret.md", "blog.yaml", "posts/../blog.yaml", ".hitofude/id", "posts/.x.md"]) {
    await expect(blog.documents.read(path)).rejects.toMatchObject({ code: "file.outside" });
  }
  await expect(blog.documents.read("posts/hitokoto/none.md")).rejects.toMatchObject({
    code: "file.notFound",
  });
});

test("a rename moves the versions, and never replaces another post", async () => {
  await using disk = await temporaryBlog({ [post]: text, "posts/futakoto/b.md": "b" });
  const blog = await openBlogFolder(disk.folder, { watch: false });
  const { frontMatter, hash } = await blog.documents.read(post);
  await blog.documents.save({ path: post, frontMatter, body: "新", baseHash: hash, force: false });
  await expect(blog.documents.rename(post, "posts/futakoto/b.md")).rejects.toMatchObject({
    code: "post.exists",
  });
  await expect(blog.documents.rename(post, "pages/../../x.md")).rejects.toMatchObject({
    code: "file.outside",
  });
  const to = "posts/futakoto/長い話.md";
  await blog.documents.rename(post, to);
  expect([...blog.posts.keys()].sort()).toEqual(["posts/futakoto/b.md", to].sort());
  expect(blog.posts.get(to)).toMatchObject({ path: to, section: "futakoto" });
  expect(textAt(blog, to)).toBe("新");
  expect(await blog.history.list(to)).toHaveLength(2);
  await blog.documents.rename(to, "posts/futakoto/長い話.MD");
  expect(await disk.read("posts/futakoto/長い話.MD")).toBe(`${frontMatter}新`);
});

test("the last post of a name is restored from the trash, and never replaces another", async () => {
  await using disk = await temporaryBlog({ [post]: "first" });
  const blog = await openBlogFolder(disk.folder, { watch: false });
  await blog.documents.trash(post);
  expect(blog.posts.has(post)).toBe(false);
  await expect(blog.documents.read(post)).rejects.toMatchObject({ code: "file.notFound" });
  await disk.write(post, "second");
  await expect(blog.documents.untrash(post)).rejects.toMatchObject({ code: "post.exists" });
  await blog.documents.trash(post);
  await blog.documents.untrash(post);
  expect(textAt(blog, post)).toBe("second");
  await rm(join(disk.folder, post));
  await blog.documents.untrash(post);
  expect(await disk.read(post)).toBe("first");
  await rm(join(disk.folder, post));
  await expect(blog.documents.untrash(post)).rejects.toMatchObject({ code: "file.notFound" });
});

test("front matter is edited on disk without touching the text or making a version", async () => {
  const original = "\uFEFF---\r\ntitle: 梅 # c\r\n---\r\n一\n二";
  await using disk = await temporaryBlog({ [post]: original });
  const blog = await openBlogFolder(disk.folder, { watch: false });
  const { hash } = await blog.documents.edit(post, { permalink: "20220506-0000.html", guid: "tag:x" });
  expect(await disk.read(post)).toBe(
    "\uFEFF---\r\ntitle: 梅 # c\r\npermalink: 20220506-0000.html\r\nguid: tag:x\r\n---\r\n一\n二",
  );
  expect(blog.posts.get(post)).toMatchObject({ hash, guid: "tag:x" });
  expect(await blog.history.list(post)).toEqual([]);
});

test("a blog that cannot be written opens, and the first save rejects", async () => {
  await using disk = await temporaryBlog({ [post]: text });
  for (const path of ["posts/hitokoto", "posts", "."]) await chmod(join(disk.folder, path), 0o555);
  const command = [process.execPath, join(import.meta.dirname, "save-once.ts"), disk.folder, post] as const;
  // Root ignores permissions
  const asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
  const isRoot = process.getuid?.() === 0;
  const { stdout } = isRoot
    ? await run("setpriv", [...asNobody, ...command])
    : await run(command[0], command.slice(1));
  const { posts, save, create } = JSON.parse(stdout);
  expect(posts).toBe(1);
  expect(save).toEqual({ code: "file.readOnly", values: { path: join(disk.folder, post) } });
  expect(create.code).toBe("file.readOnly");
  for (const path of [".", "posts", "posts/hitokoto"]) await chmod(join(disk.folder, path), 0o755);
  expect(await disk.read(post)).toBe(text);
});

test("ten thousand posts are opened with few files open at once", async () => {
  await using disk = await temporaryBlog();
  await mkdir(join(disk.folder, "posts/hitokoto"), { recursive: true });
  for (let index = 0; index < 10_000; index++) {
    await writeFile(join(disk.folder, `posts/hitokoto/${index}.md`), `---\ntitle: ${index}番\n---\n本文`);
  }
  const script = `
    import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
    const { posts } = await openBlogFolder(process.argv[1], { watch: false });
    console.log(posts.size, posts.get("posts/hitokoto/9999.md").title);`;
  const limited = `ulimit -n 128; exec "$0" --input-type=module -e "$1" "$2"`;
  const command = ["-c", limited, process.execPath, script, disk.folder];
  const { stdout } = await run("sh", command, { cwd: import.meta.dirname });
  expect(stdout.trim()).toBe("10000 9999番");
});

test("a blog without blog.yaml gets a valid file with its first setting", async () => {
  const notices = [{ text: "お知らせ", from: null }];
  const target = { kind: "folder" as const, url: "https://a.example/", directory: "/web" };
  for (const change of [
    (blog: BlogFolder) => blog.settingsFile.changeTargets({ name: "nas", target }),
    (blog: BlogFolder) => blog.settingsFile.saveNotices({ notices, baseHash: "" }),
    async (blog: BlogFolder) => {
      const { text, hash } = await blog.settingsFile.readText();
      await blog.settingsFile.saveText(`${text}language: en\n`, hash);
      expect((await blog.settingsFile.readText()).text).toContain("language: en");
    },
  ]) {
    await using disk = await temporaryBlog({ "posts/a.md": "一\n" });
    await rm(join(disk.folder, "blog.yaml"));
    const blog = await openBlogFolder(disk.folder, { watch: false });
    await change(blog);
    expect(blog.problems).toEqual([]);
    expect(blog.settings.title).toBe(basename(disk.folder));
    expect(await disk.read("blog.yaml")).toMatch(/^title: /);
  }
});

import { mkdir, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hold, letGo } from "../../systems/as-windows.ts";
import { entryText } from "../export-files.ts";
import { importBlog } from "./import-run.ts";

const rain = entryText({ meta: { TITLE: "雨", CATEGORY: ["日記", "天気"] }, body: "<p>雨です。</p>" });
const snow = entryText({ meta: { TITLE: "雪", DATE: "01/02/2013 10:00:00" }, body: "<p>雪です。</p>" });
const snowLater = snow.replace("雪です。", "大雪です。");

test("posts are files with front matter and Markdown; a dry run writes none", async () => {
  await using blog = await importBlog();
  const look = await blog.run(rain + snow, { isDryRun: true });
  expect(look).toMatchObject({
    isDryRun: true,
    counts: { add: 2 },
    analysis: { entries: 2, years: { 2012: 1, 2013: 1 } },
  });
  expect(await blog.paths()).toEqual([]);
  expect((await blog.run(rain + snow)).posts).toEqual(look.posts);
  expect(await blog.paths()).toEqual(["posts/hitokoto/20120506-0930.md", "posts/hitokoto/20130102-1000.md"]);
  expect(await blog.read("posts/hitokoto/20120506-0930.md")).toBe(
    "---\ntitle: 雨\ndate: 2012-05-06 09:30:00\nstatus: ready\ntags: [天気]\ncategory: 日記\n---\n\n雨です。\n",
  );
});

test("a full-width space that indents the first paragraph stays", async () => {
  await using blog = await importBlog();
  for (const [day, format] of ["0", "1"].entries()) {
    const meta = { "CONVERT BREAKS": format, DATE: `05/0${day + 1}/2012 09:30:00` };
    await blog.run(entryText({ meta, body: "\n　字下げ。\n\n　二段落目。\n" }));
  }
  expect(await blog.read("posts/hitokoto/20120501-0930.md")).toContain("---\n\n　字下げ。");
  expect(await blog.read("posts/hitokoto/20120502-0930.md")).toContain("---\n\n　字下げ。\n\n　二段落目。\n");
});

test("an entry that was private, is scheduled or has no date becomes a draft", async () => {
  await using blog = await importBlog();
  const states = ["Publish", "Draft", "Future", "Unpublish", "Review", "?"];
  const entries = states.map((STATUS, day) =>
    entryText({ meta: { STATUS, DATE: `01/0${day + 1}/2013 10:00:00` } }),
  );
  const future = entryText({ meta: { DATE: "01/01/2027 10:00:00" } });
  const undated = entryText({ meta: { DATE: "", BASENAME: "no-date" } });
  const secret = entryText({ meta: { SECRET: "1", DATE: "01/01/2012 10:00:00" } });
  const report = await blog.run([...entries, future, undated, secret].join(""));
  expect(report.counts.add).toBe(9);
  const ready: string[] = [];
  for (const path of await blog.paths())
    if ((await blog.read(path)).includes("status: ready")) ready.push(path);
  expect(ready).toEqual(["posts/hitokoto/20130101-1000.md"]);
  expect(await blog.paths()).toContain("posts/hitokoto/no-date.md");
  expect(report.posts.filter(({ notes }) => notes.includes("future"))).toHaveLength(1);
});

test("posts of the same minute have different names and addresses, in the order of the file", async () => {
  await using blog = await importBlog();
  await blog.write(
    "posts/hitokoto/20120506-0930.md",
    "---\ntitle: 前から\ndate: 2012-05-06 09:30\n---\n文\n",
  );
  const names = ["一", "二", "三"];
  await blog.run(names.map((TITLE) => entryText({ meta: { TITLE }, body: TITLE })).join(""));
  expect(await blog.read("posts/hitokoto/20120506-0930.md")).toContain("前から");
  const written = await Promise.all(
    ["b", "c", "d"].map((letter) => blog.read(`posts/hitokoto/20120506-0930${letter}.md`)),
  );
  expect(written.map((text) => /title: (.)/.exec(text)?.[1])).toEqual(names);
  expect(written.map((text) => /permalink: (.*)/.exec(text)?.[1])).toEqual([
    "20120506-0930-2.html",
    "20120506-0930-3.html",
    "20120506-0930-4.html",
  ]);
});

test("several files are one import; an entry that two of them contain is written once", async () => {
  await using blog = await importBlog();
  const { counts } = await blog.run([rain + snow, snow]);
  expect(counts).toMatchObject({ add: 2, repeated: 1 });
  expect(await blog.paths()).toHaveLength(2);
});

test("importing the same files again changes nothing, even after publishing has frozen addresses", async () => {
  await using blog = await importBlog();
  await blog.run(rain + snow);
  const path = "posts/hitokoto/20120506-0930.md";
  const frozen = (await blog.read(path)).replace("---\n\n", "permalink: a.html\nguid: x\n---\n\n");
  await blog.write(path, frozen);
  expect((await blog.run(rain + snow)).counts).toMatchObject({ add: 0, update: 0, unchanged: 2 });
  expect(await blog.read(path)).toBe(frozen);
  // A new comment in the export does not change the post
  const commented = snow.replace(/--------\n$/, "COMMENT:\nAUTHOR: taro\nこんにちは\n-----\n--------\n");
  expect((await blog.run(rain + commented)).counts).toMatchObject({ unchanged: 2, update: 0 });
});

test("entries without a title on one date all arrive, also beside the author's own; a post with the same words is not doubled", async () => {
  await using blog = await importBlog();
  await blog.write("posts/hitokoto/own.md", "---\ndate: 2012-05-06 09:30\n---\n庭の話\n");
  await blog.write("posts/hitokoto/same.md", "---\ndate: 2012-05-06 09:30\n---\n**雪**が降った。\n");
  const bodies = [
    "<p>雨です。</p>",
    "<p>風です。</p>",
    "<p><b>雪</b>が降った。</p>",
    '<p><img src="a.png"></p>',
  ];
  const entries = bodies.map((body) => entryText({ meta: { TITLE: "" }, body }));
  expect((await blog.run(entries.join(""))).counts).toMatchObject({ add: 3, exists: 1 });
  expect(await blog.paths()).toHaveLength(5);
  expect((await blog.run(entries.toReversed().join(""))).counts).toMatchObject({ unchanged: 3, exists: 1 });
  expect(await blog.paths()).toHaveLength(5);
});

test("a newer export adds, and updates only what the author has not edited or deleted", async () => {
  await using blog = await importBlog();
  const [third, fourth] = ["03", "04"].map((day) =>
    entryText({ meta: { DATE: `01/${day}/2013 10:00:00`, TITLE: day }, body: `<p>${day}</p>` }),
  );
  await blog.run(rain + snow + third);
  const [rainPath, snowPath, thirdPath] = await blog.paths();
  if (!rainPath || !snowPath || !thirdPath) throw new Error("not written");
  await blog.write(rainPath, `${await blog.read(rainPath)}\n書き足し\n`);
  await blog.write(snowPath, (await blog.read(snowPath)).replace("---\n\n", "permalink: snow.html\n---\n\n"));
  await rm(join(blog.folder, thirdPath));
  const newer = rain.replace("雨です", "豪雨です") + snowLater + third + fourth;
  const { counts } = await blog.run(newer);
  expect(counts).toMatchObject({ add: 1, update: 1, edited: 1, removed: 1 });
  expect(await blog.read(rainPath)).toContain("雨です。\n\n書き足し");
  const updated = await blog.read(snowPath);
  expect(updated).toContain("大雪です。");
  expect(updated).toContain("permalink: snow.html");
  expect(await blog.paths()).toEqual([rainPath, snowPath, "posts/hitokoto/20130104-1000.md"]);
  // Importing the older export again does not restore the older text
  expect((await blog.run(rain + snow + third)).counts).toMatchObject({ update: 0, add: 0 });
});

test("an entry of a diary without times does not replace another one of its day from an earlier import", async () => {
  await using blog = await importBlog();
  const at = (TITLE: string, body: string): string =>
    entryText({ meta: { DATE: "05/06/2012 00:00:00", TITLE }, body: `<p>${body}</p>` });
  await blog.run(at("朝", "パン"));
  expect((await blog.run(at("夜", "カレー"))).counts).toMatchObject({ add: 1, update: 0 });
  expect((await blog.run(at("朝", "パンと卵"))).counts).toMatchObject({ add: 0, update: 1 });
  const texts = await Promise.all((await blog.paths()).map((path) => blog.read(path)));
  expect(texts.map((text) => text.split("\n").at(-2))).toEqual(["パンと卵", "カレー"]);
});

test.each(["", "日記"])(
  "entries of one day with the title “%s” stay apart; corrections update them",
  async (TITLE) => {
    await using blog = await importBlog();
    const at = (body: string): string =>
      entryText({ meta: { DATE: "05/06/2012 00:00:00", TITLE }, body: `<p>${body}</p>` });
    const texts = async (): Promise<string[]> =>
      Promise.all((await blog.paths()).map(async (path) => (await blog.read(path)).split("\n").at(-2) ?? ""));
    await blog.run(at("朝は駅まで歩いて、パンを買った。"));
    await blog.run(at("夜は雨。カレーを作った。"));
    expect(await texts()).toEqual(["朝は駅まで歩いて、パンを買った。", "夜は雨。カレーを作った。"]);
    const corrected = at("夜は大雨。カレーを作った。");
    expect((await blog.run(corrected)).counts).toMatchObject({ add: 0, update: 1 });
    const longer = at("朝は駅まで歩いて、パンを買った。帰りに妹と会い、公園で遅い朝食をとった。");
    expect((await blog.run(corrected + longer)).counts).toMatchObject({ add: 0, update: 1, unchanged: 1 });
    expect(await texts()).toHaveLength(2);
  },
);

test("an import that is cancelled in the middle keeps its posts, and the next import adds the others", async () => {
  await using blog = await importBlog();
  await expect(blog.run(rain + snow, { cancelAfter: 1 })).rejects.toMatchObject({ code: "call.cancelled" });
  expect(await blog.paths()).toEqual(["posts/hitokoto/20120506-0930.md"]);
  expect((await blog.run(rain + snow)).counts).toMatchObject({ add: 1, unchanged: 1 });
  expect(await blog.paths()).toEqual(["posts/hitokoto/20120506-0930.md", "posts/hitokoto/20130102-1000.md"]);
  expect((await blog.run(rain + snow)).counts).toMatchObject({ add: 0, unchanged: 2 });
  // Both parts are one import, and one undo takes both back.
  expect((await blog.undo()).removed).toHaveLength(2);
  expect(await blog.paths()).toEqual([]);
  await expect(blog.undo()).rejects.toMatchObject({ code: "import.nothingToUndo" });
});

test("a post that the author has moved is found again", async () => {
  await using blog = await importBlog();
  await blog.run(rain + snow);
  await rename(
    join(blog.folder, "posts/hitokoto/20130102-1000.md"),
    join(blog.folder, "posts/hitokoto/yuki.md"),
  );
  expect((await blog.run(rain + snowLater)).counts).toMatchObject({ unchanged: 1, update: 1, add: 0 });
  expect(await blog.read("posts/hitokoto/yuki.md")).toContain("大雪です。");
});

test("without the record, such as on another computer, posts with the same date and title stay unchanged", async () => {
  await using blog = await importBlog();
  await using other = await importBlog();
  await blog.run(rain);
  await other.write("posts/hitokoto/ame.md", await blog.read("posts/hitokoto/20120506-0930.md"));
  expect((await other.run(rain + snow)).counts).toMatchObject({ exists: 1, add: 1 });
});

test("undo moves new posts to the trash and restores updated ones; edited ones stay", async () => {
  await using blog = await importBlog();
  await blog.run(rain + snow);
  const more = entryText({ meta: { DATE: "01/03/2013 10:00:00" } });
  await blog.run(rain + snowLater + more);
  expect(await blog.undo()).toMatchObject({
    removed: ["posts/hitokoto/20130103-1000.md"],
    restored: ["posts/hitokoto/20130102-1000.md"],
    kept: [],
  });
  expect(await blog.read("posts/hitokoto/20130102-1000.md")).toContain("\n雪です。");
  const edited = "posts/hitokoto/20120506-0930.md";
  await blog.write(edited, `${await blog.read(edited)}\n書き足し\n`);
  expect(await blog.undo()).toMatchObject({
    removed: ["posts/hitokoto/20130102-1000.md"],
    restored: [],
    kept: [edited],
  });
  expect(await blog.paths()).toEqual([edited]);
  await expect(blog.undo()).rejects.toMatchObject({ code: "import.nothingToUndo" });
  expect((await blog.run(rain + snow)).counts).toMatchObject({ exists: 1, add: 1 });
});

test("undo finds a post that the author has moved, and keeps the address that a publish has frozen", async () => {
  await using blog = await importBlog();
  await blog.run(rain + snow);
  await rename(
    join(blog.folder, "posts/hitokoto/20120506-0930.md"),
    join(blog.folder, "posts/hitokoto/ame.md"),
  );
  await blog.run(rain + snowLater);
  const path = "posts/hitokoto/20130102-1000.md";
  const frozen = (await blog.read(path)).replace("\n---\n", "\npermalink: yuki.html\n---\n");
  await blog.write(path, frozen);
  expect((await blog.undo()).restored).toEqual([path]);
  expect(await blog.read(path)).toMatch(/permalink: yuki\.html\n---\n\n雪です。/);
  hold({ on: ["read"], path: /ame\.md$/, code: "EIO" });
  const unread = { code: "file.readFailed", values: { path: "posts/hitokoto/ame.md" } };
  await expect(blog.run(rain + snowLater)).rejects.toMatchObject(unread);
  await expect(blog.undo()).rejects.toMatchObject(unread);
  letGo();
  expect(await blog.undo()).toMatchObject({ removed: [path, "posts/hitokoto/ame.md"], kept: [] });
  expect(await blog.paths()).toEqual([]);
});

test("a file that is left out, such as a link to the outside, keeps its name", async () => {
  await using blog = await importBlog();
  await mkdir(join(blog.folder, "posts/hitokoto"), { recursive: true });
  await symlink(import.meta.filename, join(blog.folder, "posts/hitokoto/20120506-0930.md"));
  const { posts } = await blog.run(rain);
  expect(posts.map(({ path }) => path)).toEqual(["posts/hitokoto/20120506-0930b.md"]);
});

test("posts without a date are named by their title, each with a name of its own", async () => {
  await using blog = await importBlog();
  const undated = ["一", "一", "二", "一"].map((title, at) =>
    entryText({ meta: { DATE: "?", TITLE: title }, body: `<p>${at}</p>` }),
  );
  const { posts } = await blog.run(undated.join(""));
  expect(posts.map(({ path }) => path)).toEqual(
    ["一", "一b", "二", "一c"].map((name) => `posts/hitokoto/${name}.md`),
  );
});

test("links to the old blog lead to the posts", async () => {
  await using blog = await importBlog();
  const old = "https://hanako.hatenablog.com/entry";
  const image = '<img src="https://cdn-ak.f.st-hatena.com/a.jpg">';
  const first = entryText({ meta: { BASENAME: "2012/05/06/雨" }, body: `<p>雨</p>${image}` });
  const second = entryText({
    meta: { BASENAME: "2013/1", DATE: "01/02/2013 10:00:00" },
    body: `<p><a href="${old}/2012/05/06/%E9%9B%A8#a">雨の日</a>、<a href="${old}/2012/other">別</a>、<a href="https://example.com/entry/2013/1">他</a></p>`,
  });
  const report = await blog.run(first + second);
  expect(await blog.read("posts/hitokoto/20130102-1000.md")).toContain(
    `[雨の日](20120506-0930.md#a)、[別](${old}/2012/other)、[他](https://example.com/entry/2013/1)`,
  );
  expect(report.posts[0]).toMatchObject({
    oldPath: "/entry/2012/05/06/雨",
    images: ["https://cdn-ak.f.st-hatena.com/a.jpg"],
  });
});

test("links to places in other posts lead to the places, and tables that stay HTML have new links, too", async () => {
  await using blog = await importBlog();
  const old = "https://hanako.hatenablog.com/entry";
  const first = entryText({
    meta: { BASENAME: "2012/1" },
    body: '<p>雨<img src="https://cdn-ak.f.st-hatena.com/a.jpg"></p><p id="kasa">傘</p><p id="kutsu">靴</p><p><a name="niji"></a>虹</p>',
  });
  const second = entryText({
    meta: { BASENAME: "2013/1", DATE: "01/02/2013 10:00:00" },
    body: `<p><a href="${old}/2012/1#kasa">傘</a></p><table><tr><td colspan="2"><a href="${old}/2012/1#niji">虹</a></td></tr></table>`,
  });
  await blog.run(first + second);
  expect(await blog.read("posts/hitokoto/20120506-0930.md")).toContain(
    'a.jpg)\n\n<a id="kasa"></a>傘\n\n靴\n\n<a id="niji"></a>虹\n',
  );
  const text = await blog.read("posts/hitokoto/20130102-1000.md");
  expect(text).toContain("[傘](20120506-0930.md#kasa)");
  expect(text).toContain('<td colspan="2"><a href="20120506-0930.md#niji">虹</a></td>');
});

test("images with a path from the top of the old site: named, until the old site is known", async () => {
  await using blog = await importBlog();
  const image = '<p><img src="/img/a.png"><img src="b.png"></p>';
  const text =
    entryText({ meta: { TITLE: "雨" }, body: `${image}<p><a href="/archives/2.html">花</a></p>` }) +
    entryText({
      meta: { TITLE: "花", DATE: "05/07/2012 09:30:00", "CONVERT BREAKS": "markdown" },
      body: "![](/img/c.png)",
    });
  const unknown = await blog.run(text, { isDryRun: true });
  expect(unknown.analysis.images.hosts).toEqual({ "": 3 });
  expect(unknown.posts.map(({ notes }) => notes)).toEqual([
    ["pictureMissing", "serverUnknown"],
    ["serverUnknown"],
  ]);
  const known = await blog.run(text, { site: "http://old.example", isDryRun: true });
  expect(known.analysis.images.hosts).toEqual({ "old.example": 2, "": 1 });
  expect(known.posts.map(({ notes }) => notes)).toEqual([["pictureMissing"], []]);
  // Addresses in a table have the server, too. The address of a post completes its relative addresses.
  const table = "http://old.example/archives/1.html\t雨\nhttp://old.example/archives/2.html\t花";
  await blog.run(text, { addresses: table });
  expect(await blog.read("posts/hitokoto/20120506-0930.md")).toContain(
    "![](http://old.example/img/a.png)![](http://old.example/archives/b.png)\n\n[花](20120507-0930.md)\n",
  );
  expect(await blog.read("posts/hitokoto/20120507-0930.md")).toContain("![](http://old.example/img/c.png)");
});

test("a typed address of the old site keeps links with and without the host leading to the posts", async () => {
  await using blog = await importBlog();
  const old = "https://www.old.example/archives";
  const links = [`${old}/2.html`, "/archives/2.html", "https://old.example/archives/2.html"];
  const text =
    entryText({
      meta: { TITLE: "雨", PERMALINK: `${old}/1.html` },
      body: `<p>${links.map((href) => `<a href="${href}">花</a>`).join("、")}</p>`,
    }) +
    entryText({
      meta: { TITLE: "花", DATE: "05/07/2012 09:30:00", PERMALINK: `${old}/2.html` },
      body: "<p>花</p>",
    });
  await blog.run(text, { site: "https://old.example" });
  expect(await blog.read("posts/hitokoto/20120506-0930.md")).toContain(
    `\n${links.map(() => "[花](20120507-0930.md)").join("、")}\n`,
  );
});

test("while the record of an earlier import cannot be read, nothing is imported a second time", async () => {
  await using blog = await importBlog();
  const text = rain;
  await blog.run(text);
  const before = await blog.paths();
  hold({ on: ["read"], path: /imports\/\d+\.jsonl$/ });
  await expect(blog.run(text)).rejects.toMatchObject({ code: "file.inUse" });
  await expect(blog.undo()).rejects.toMatchObject({ code: "file.inUse" });
  letGo();
  expect((await blog.run(text)).counts).toMatchObject({ add: 0, unchanged: 1 });
  expect(await blog.paths()).toEqual(before);
});

test("the old address of an entry leads to the post, unless another page is there", async () => {
  await using blog = await importBlog();
  const hatena = (BASENAME: string, date: number): string =>
    entryText({ meta: { BASENAME, IMAGE: "https://cdn.example/a.png", DATE: `05/0${date}/2012 09:30:00` } });
  await blog.write(
    "posts/hitokoto/old.md",
    "---\ndate: 2011-01-01\naliases: [entry/b]\nstatus: ready\n---\n文\n",
  );
  await blog.run([hatena("2012/05/雨", 1), hatena("b", 2), hatena("a.php", 3)].join(""));
  const aliases = await Promise.all(
    [1, 2, 3].map(
      async (date) => /^aliases: .*$/m.exec(await blog.read(`posts/hitokoto/2012050${date}-0930.md`))?.[0],
    ),
  );
  // Only a rule of the server can redirect an address that ends in `.php`.
  expect(aliases).toEqual(["aliases: [/entry/2012/05/雨]", undefined, "aliases: [/entry/a.php]"]);
});

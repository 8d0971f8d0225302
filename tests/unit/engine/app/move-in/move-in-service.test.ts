import http from "node:http";
import type { AddressInfo } from "node:net";
import { rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { PinnedHosts } from "#engine/importers/pictures/public-address.ts";
import { oldSite } from "#engine/app/move-in/old-site.ts";
import { entryText } from "../../importers/export-files.ts";
import { pixel } from "../../importers/moved-folder.ts";
import { choices, day, moveInBlog, never } from "./move-in-blog.ts";

test("a folder of files is looked at, imported, imported again without effect, and taken back", async () => {
  await using blog = await moveInBlog({
    "2012/a.txt": day(1) + day(2),
    "2012/b.txt": day(3),
    ".hidden": "x",
  });
  const { service } = blog;
  const look = await service.look(choices, never());
  expect(look).toMatchObject({ format: "Movable Type", entries: 3, counts: { add: 3 }, first: /20120501/ });
  expect(look.files.map(({ name }) => name)).toEqual(["2012/a.txt", "2012/b.txt"]);
  expect(blog.paths()).toEqual([]);
  expect(await service.last()).toBeNull();
  expect((await service.run(choices, never())).counts).toMatchObject({ add: 3 });
  expect(blog.paths()).toHaveLength(3);
  expect(blog.progress.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
  expect(await service.last()).toMatchObject({ posts: 3, files: ["2012/a.txt", "2012/b.txt"] });
  const again = await service.run(choices, never());
  expect(again.counts).toMatchObject({ add: 0, update: 0, unchanged: 3 });
  expect(await service.undo()).toEqual({ removed: 3, restored: 0, kept: [], picturesLeft: 0 });
  expect(blog.paths()).toEqual([]);
  await expect(service.undo()).rejects.toMatchObject({ code: "import.nothingToUndo" });
});

test("drafts and private entries become drafts or are left out; nothing of them is ready", async () => {
  const entries = [
    day(1),
    day(2, { STATUS: "Draft" }),
    day(3, { STATUS: "Future" }),
    day(4, { STATUS: "Unpublish" }),
    day(5, { SECRET: "1" }),
  ].join("");
  await using blog = await moveInBlog({ "a.txt": entries });
  const { service } = blog;
  const withoutPrivate = await service.run({ ...choices, hidden: "leave" }, never());
  expect(withoutPrivate.counts).toMatchObject({ add: 3, left: 2 });
  const ready = async (): Promise<string[]> => {
    const texts = await Promise.all(blog.paths().map(async (path) => [path, await blog.read(path)] as const));
    return texts.filter(([, text]) => text.includes("status: ready")).map(([path]) => path);
  };
  expect(await ready()).toEqual(["posts/hitokoto/20120501-0930.md"]);
  expect((await service.run(choices, never())).counts).toMatchObject({ add: 2, unchanged: 3 });
  expect(await ready()).toEqual(["posts/hitokoto/20120501-0930.md"]);
});

test("cancelling while pictures are fetched keeps what is there; a later import fetches the rest", async () => {
  // The second picture is answered only after the first import was canceled.
  const [asked, released] = [new Gate(), new Gate()];
  await using server = await pictureServer(async (path) => {
    if (path !== "/2.png") return;
    asked.open();
    await released.opened;
  });
  const entries = [1, 2, 3].map((date) =>
    entryText({
      meta: { DATE: `05/0${date}/2012 09:30:00`, TITLE: `${date}日` },
      body: `<p>${date}</p><img src="http://${server.host}/${date}.png">`,
    }),
  );
  await using blog = await moveInBlog({ "a.txt": entries.join("") }, server.pinned);
  const { service } = blog;
  const withPictures = { ...choices, pictureHosts: [server.host] };
  const cancelled = new Cancellation();
  const running = service.run(withPictures, cancelled);
  await asked.opened;
  expect(blog.progress).toContainEqual(expect.objectContaining({ stage: "pictures", done: 0, total: 3 }));
  cancelled.cancel();
  await expect(running).rejects.toMatchObject({ code: "call.cancelled" });
  released.open();
  const paths = ["01", "02", "03"].map((date) => `posts/hitokoto/201205${date}-0930.md`);
  expect(blog.paths()).toEqual(paths);
  const shown = async (): Promise<boolean[]> =>
    Promise.all(paths.map(async (path) => (await blog.read(path)).includes(server.host)));
  expect(await shown()).toEqual([false, true, true]);
  const look = await service.look(withPictures, never());
  expect(look).toMatchObject({ counts: { add: 0, unchanged: 3 }, waiting: { [server.host]: 2 } });
  const rest = await service.run(withPictures, never());
  expect(rest).toMatchObject({ counts: { add: 0 }, fetched: { count: 2, failed: [] }, waiting: {} });
  expect([blog.paths(), await shown()]).toEqual([paths, [false, false, false]]);
  expect(server.requests.filter((path) => path === "/1.png")).toHaveLength(1);
});

test("the result of an import says which images stay on other servers", async () => {
  const body = '<p>雨<img src="https://old.example/ame.png"></p>';
  await using blog = await moveInBlog({ "a.txt": entryText({ body }) });
  expect(await blog.service.run(choices, never())).toMatchObject({
    counts: { add: 1 },
    fetched: null,
    waiting: { "old.example": 1 },
  });
});

test("the address of the old blog, even one that cannot be read, says where the images of texts are", async () => {
  const text = entryText({ body: '<p><img src="/img/a.png"></p>' });
  await using blog = await moveInBlog({ "a.txt": text });
  const looked = await blog.service.look(choices, never());
  expect([looked.pictures, looked.notes]).toMatchObject([
    { "": 1 },
    [{ note: "serverUnknown", posts: [{ details: ["/img/a.png"] }] }],
  ]);
  const known = await blog.service.look({ ...choices, site: "old.example/hanako/" }, never());
  expect([known.pictures, known.notes]).toEqual([{ "old.example": 1 }, []]);
  expect((await blog.service.look({ ...choices, site: "no address" }, never())).pictures).toEqual({ "": 1 });
});

test("an import that is cancelled before it begins writes nothing", async () => {
  await using blog = await moveInBlog({ "a.txt": day(1) + day(2) });
  const cancelled = new Cancellation();
  cancelled.cancel();
  await expect(blog.service.run(choices, cancelled)).rejects.toMatchObject({ code: "call.cancelled" });
  expect([blog.paths(), await blog.service.last()]).toEqual([[], null]);
});

test("files that no service exported, no files, and links in a folder are refused or ignored", async () => {
  await using blog = await moveInBlog({ "note.txt": "ただの文章です。\n" });
  const { service } = blog;
  await expect(service.look(choices, never())).rejects.toMatchObject({
    code: "import.notRecognised",
    values: { name: "note.txt", files: 1, known: expect.stringContaining("Movable Type") },
  });
  await rm(join(blog.exports, "note.txt"));
  await writeFile(join(blog.folder, "outside.txt"), day(1));
  await symlink(join(blog.folder, "outside.txt"), join(blog.exports, "a.txt"));
  await expect(service.look(choices, never())).rejects.toMatchObject({ code: "import.notRecognised" });
  blog.choose();
  await expect(service.look(choices, never())).rejects.toMatchObject({ code: "import.nothingChosen" });
  blog.choose(join(blog.exports, "missing.txt"));
  await expect(service.look(choices, never())).rejects.toMatchObject({ code: "file.notFound" });
});

test("old addresses from a table and from the old site are paired with the posts of an export without addresses", async () => {
  await using blog = await moveInBlog({ "a.txt": day(1) + day(2) + day(3) });
  await using site = await oldSiteWith({
    "/sitemap.xml": (top) =>
      `<?xml version="1.0"?><urlset><url><loc>${top}archives/20120502-1.html</loc></url><url><loc>${top}list.html</loc></url></urlset>`,
    "/rss.xml": (top) =>
      `<?xml version="1.0"?><rss version="2.0"><channel><item><title>3日</title><link>${top}p/3.html</link></item></channel></rss>`,
    "/archives/20120502-1.html": () => "<title>2日: 庭</title>",
    "/list.html": () => "<title>一覧</title>",
  });
  const lists = await oldSite({ address: site.address, pages: false }, site.run);
  expect(lists).toMatchObject({ host: site.host, addresses: 1, pages: 2 });
  const all = await oldSite({ address: site.address, pages: true }, site.run);
  expect(all).toMatchObject({ addresses: 3, pages: 0 });
  const addresses = [
    { name: "old.csv", text: all.table },
    { name: "table.csv", text: "/one.html\t1日\t2012/05/01\n" },
  ];
  const look = await blog.service.look({ ...choices, addresses }, never());
  expect(look).toMatchObject({
    oldAddresses: 0,
    addresses: { paired: 3, left: 1, unpaired: [{ path: "/list.html", title: "一覧" }] },
  });
  await blog.service.run({ ...choices, addresses }, never());
  const aliases = await Promise.all(
    blog.paths().map(async (path) => /aliases: (.*)/.exec(await blog.read(path))?.[1]),
  );
  expect(aliases).toEqual(["[/one.html]", "[/archives/20120502-1.html]", "[/p/3.html]"]);
  for (const address of ["", "ftp", "a b.example", "https://user@old.example/"])
    await expect(oldSite({ address, pages: false }, site.run)).rejects.toMatchObject({
      code: "import.siteAddress",
    });
});

/** A promise that a test fulfils. */
class Gate {
  open = (): void => undefined;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

/** A server with pictures. `before` is awaited before each answer. */
async function pictureServer(before: (path: string) => Promise<void>) {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    const path = request.url ?? "";
    requests.push(path);
    void before(path).then(() => response.writeHead(200, { "content-type": "image/png" }).end(pixel));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    host: `pictures.example:${(server.address() as AddressInfo).port}`,
    requests,
    pinned: onThisComputer,
    [Symbol.asyncDispose]: () => new Promise<void>((end) => server.close(() => end())),
  };
}

/** Leads every host to this computer. */
function onThisComputer(): PinnedHosts {
  return new PinnedHosts(
    async () => ["127.0.0.1"],
    () => true,
  );
}

/** An old site on this computer, and how its addresses are read. */
async function oldSiteWith(texts: Readonly<Record<string, (top: string) => string>>) {
  const server = http.createServer((request, response) => {
    const text = texts[request.url ?? ""];
    response.writeHead(text ? 200 : 404).end(text?.(address));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const host = `old.example:${(server.address() as AddressInfo).port}`;
  const address = `http://${host}/`;
  return {
    host,
    address,
    run: {
      timeZone: "Asia/Tokyo",
      signal: never(),
      onProgress: () => undefined,
      pinned: onThisComputer,
      pauseMs: 0,
    },
    [Symbol.asyncDispose]: () => new Promise<void>((end) => server.close(() => end())),
  };
}

test("the pages of a site become posts, or stay where they are and are only listed; undo removes the list", async () => {
  const page = (title: string): string =>
    `<html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><p>2014年5月3日</p><p>${title}です。</p></body></html>`;
  await using blog = await moveInBlog({ "a.html": page("雨"), "b.html": page("花"), "c.pdf": "%PDF" });
  const { service } = blog;
  const look = await service.look(choices, never());
  expect(look).toMatchObject({ format: "HTML", canStay: true, oldFiles: 0, unused: [], counts: { add: 2 } });
  const inPlace = { ...choices, inPlace: true };
  expect(await service.look(inPlace, never())).toMatchObject({ oldFiles: 3, counts: { add: 1 } });
  await expect(blog.read("old-files.txt")).rejects.toMatchObject({ code: "ENOENT" });
  expect(await service.run(inPlace, never())).toMatchObject({ first: "pages/older-pages.md" });
  expect((await blog.read("old-files.txt")).split("\n").slice(2)).toEqual(["a.html", "b.html", "c.pdf", ""]);
  expect(await blog.read("pages/older-pages.md")).toContain("- 2014-05-03 [花](/b.html)");
  expect(await service.undo()).toMatchObject({ removed: 1, kept: [] });
  await expect(blog.read("old-files.txt")).rejects.toMatchObject({ code: "ENOENT" });
});

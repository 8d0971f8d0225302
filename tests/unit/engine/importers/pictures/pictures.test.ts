import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ExportedPictures } from "#engine/importers/pictures/exported-pictures.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { mediaUses } from "#engine/app/media/media-uses.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { type FetchedPictures, fetchPictures } from "#engine/importers/pictures/fetch-pictures.ts";
import { PictureFetcher, type PictureFetcherOptions } from "#engine/importers/pictures/picture-fetcher.ts";
import { versionsOf } from "#engine/importers/pictures/picture-links.ts";
import { isPublicAddress, PinnedHosts } from "#engine/importers/pictures/public-address.ts";
import type { ImportFile } from "#engine/importers/input/import-file.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { runImport } from "#engine/importers/writing/run-import.ts";
import { undoImport } from "#engine/importers/writing/undo-import.ts";
import { temporaryBlog } from "../../blog/temporary-blog.ts";
import { tinyPng } from "../../site/site-fixture.ts";
import { hold, letGo } from "../../systems/as-windows.ts";
import { entryText, fileOf } from "../export-files.ts";
import { movedFolder, pixel } from "../moved-folder.ts";

const loopback = (address: string): boolean => address === "127.0.0.1";
/** The test's old server answers for every host. */
const oldHosts = (): PinnedHosts => new PinnedHosts(async () => ["127.0.0.1"], loopback);

type Answer = (path: string, request: http.IncomingMessage, response: http.ServerResponse) => void;

async function oldServer(answer: Answer) {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(`${request.headers.host?.replace(/:\d+$/, "")}${request.url}`);
    answer(request.url ?? "", request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    host: `old.example:${port}`,
    port,
    requests,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

const servePng: Answer = (path, _request, response) => {
  if (path.includes("missing")) response.writeHead(404).end();
  else response.writeHead(200, { "content-type": "image/png" }).end(tinyPng);
};

/** Imports an export into a blog. The parameter is the files, or the texts of entries of Movable Type. */
async function blogWith(bodies: readonly string[] | readonly ImportFile[]) {
  const blog = await temporaryBlog();
  const stateFolder = await mkdtemp(join(tmpdir(), "hitofude-state-"));
  const opened = async <T>(
    work: (folder: Awaited<ReturnType<typeof openBlogFolder>>) => Promise<T>,
  ): Promise<T> => {
    const folder = await openBlogFolder(blog.folder, { watch: false });
    return work(folder).finally(() => folder.close());
  };
  const text = (body: string | ImportFile, at: number): string =>
    typeof body === "string"
      ? entryText({ meta: { DATE: `05/0${at + 1}/2012 09:30:00`, TITLE: `${at}` }, body })
      : "";
  const given = bodies.flatMap((body) => (typeof body === "string" ? [] : [body]));
  const files = given.length > 0 ? given : [fileOf(bodies.map(text).join(""))];
  const importAll = () =>
    opened(async (folder) => {
      const importer = await importerFor(files);
      const source = await importer.open(files, { blogTimeZone: "Asia/Tokyo" });
      const now = Date.UTC(2026, 5, 1);
      return runImport({
        format: importer.id,
        source,
        files,
        blog: folder,
        stateFolder,
        now,
        isDryRun: false,
      });
    });
  await importAll();
  return {
    ...blog,
    importAll,
    undo: () => opened((folder) => undoImport(folder, stateFolder, (paths) => mediaUses(folder, paths))),
    fetch: (
      host: string,
      options: Partial<PictureFetcherOptions> = {},
      signal?: Cancellation,
    ): Promise<FetchedPictures> =>
      opened((folder) => {
        const hosts = new Set([host]);
        const fetcher = new PictureFetcher({ hosts, pinned: oldHosts(), ...options });
        return fetchPictures({ blog: folder, stateFolder, fetcher, hosts, signal });
      }),
    post: (at: number) => blog.read(`posts/hitokoto/2012050${at + 1}-0930.md`),
    media: async () =>
      (await readdir(join(blog.folder, "media"), { recursive: true })).filter((name) =>
        name.endsWith(".png"),
      ),
    async [Symbol.asyncDispose]() {
      await rm(stateFolder, { recursive: true, force: true });
      await blog[Symbol.asyncDispose]();
    },
  };
}

test("pictures of agreed hosts are stored once, full size first, and shown from the blog", async () => {
  await using server = await oldServer(servePng);
  const at = `http://${server.host}`;
  await using blog = await blogWith([
    `<p>梅<img src="${at}/ume-300x200.png" alt="梅"></p><p><img src="http://other.example/b.png"></p>`,
    `<p><a href="${at}/ume.png"><img src="${at}/ume-300x200.png"></a></p>`,
  ]);
  expect(await blog.fetch(server.host)).toEqual({ fetched: 1, failed: [] });
  expect(server.requests).toEqual(["old.example/ume.png"]);
  expect(await blog.media()).toHaveLength(1);
  expect(await blog.post(0)).toMatch(
    /梅!\[梅\]\(\.\.\/\.\.\/media\/2012\/05\/20120501-0930-[0-9a-f]{8}\.png\)/,
  );
  expect(await blog.post(0)).toContain("http://other.example/b.png");
  expect(await blog.post(1)).not.toContain(at);
  // The posts count as untouched: importing again changes nothing, and undo takes them back
  expect((await blog.importAll()).counts).toMatchObject({ unchanged: 2, update: 0, edited: 0 });
  expect(await blog.undo()).toMatchObject({
    removed: expect.arrayContaining([expect.any(String)]),
    kept: [],
  });
  expect(await blog.media()).toEqual([]);
});

test("the same picture at two addresses is stored once; an undo leaves pictures that the blog uses or had", async () => {
  await using server = await oldServer((path, _request, response) =>
    response.writeHead(200, { "content-type": "image/png" }).end(path.startsWith("/b") ? pixel : tinyPng),
  );
  const at = `http://${server.host}`;
  await using blog = await blogWith([
    `<p><img src="${at}/a.png?n=1"><img src="data:image/png;base64,${pixel.toString("base64")}"></p>`,
    `<p><img src="${at}/a.png?n=2"></p>`,
    `<p><img src="${at}/b.png"></p>`,
  ]);
  expect(await blog.fetch(server.host)).toMatchObject({ fetched: 3 });
  const stored = (await blog.media()).sort();
  expect(stored).toHaveLength(3);
  const [used = ""] = stored.filter((name) => name.includes("20120501"));
  await blog.write("pages/mine.md", `---\ntitle: 私\nstatus: ready\n---\n![絵](../media/${used})\n`);
  await blog.write("media/mine.png", tinyPng);
  await blog.undo();
  expect((await blog.media()).sort()).toEqual([used, "mine.png"].sort());
  const trash = await readdir(join(blog.folder, ".hitofude/trash"), { recursive: true });
  expect(trash.filter((name) => name.endsWith(".png"))).toHaveLength(2);
});

test("pictures of a site of HTML pages are in the folder of the month that the page names", async () => {
  await using server = await oldServer((path, _request, response) =>
    response.writeHead(200, { "content-type": "image/png" }).end(path === "/ame.png" ? tinyPng : pixel),
  );
  const page = (title: string, line: string, name: string): string =>
    `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${line}</p><p>${title}の写真です。<img src="http://${server.host}/${name}"></p></body></html>`;
  await using blog = await blogWith([
    fileOf(page("雨", "2014年5月31日", "ame.png"), "diary/0531.html"),
    fileOf(page("花", "2013年12月1日", "hana.png"), "diary/1201.html"),
    fileOf(
      '<html><body><a href="diary/0531.html">雨</a> <a href="diary/1201.html">花</a></body></html>',
      "index.html",
    ),
  ]);
  expect(await blog.fetch(server.host)).toEqual({ fetched: 2, failed: [] });
  expect((await blog.media()).sort()).toEqual([
    expect.stringMatching(/^2013[\\/]12[\\/]20131201-\d{4}-[0-9a-f]{8}\.png$/),
    expect.stringMatching(/^2014[\\/]05[\\/]20140531-\d{4}-[0-9a-f]{8}\.png$/),
  ]);
});

test("what fails is listed by post and fetched by a later run; an edited post keeps the author's words", async () => {
  let isThere = false;
  await using server = await oldServer((path, request, response) => {
    if (path.includes("later") && !isThere) response.writeHead(404).end();
    else if (path.includes("page")) response.writeHead(200).end("<html>");
    else servePng(path, request, response);
  });
  const at = `http://${server.host}`;
  await using blog = await blogWith([
    `<p><img src="${at}/a.png"><img src="${at}/later.png"></p>`,
    `<p><img src="${at}/page.png"></p>`,
  ]);
  const first = await blog.fetch(server.host);
  expect(first.fetched).toBe(1);
  expect(first.failed.map(({ path, title, address, fault }) => [path, title, address, fault])).toEqual([
    ["posts/hitokoto/20120501-0930.md", "0", `${at}/later.png`, "gone"],
    ["posts/hitokoto/20120502-0930.md", "1", `${at}/page.png`, "noPicture"],
  ]);
  await blog.write("posts/hitokoto/20120501-0930.md", `${await blog.post(0)}\n書き足し\n`);
  isThere = true;
  expect((await blog.fetch(server.host)).fetched).toBe(1);
  expect(await blog.post(0)).toContain("書き足し");
  expect(await blog.post(0)).not.toContain(at);
  expect((await blog.undo()).kept).toEqual(["posts/hitokoto/20120501-0930.md"]);
});

test("an interrupted run continues", async () => {
  const signal = new Cancellation();
  await using server = await oldServer((path, request, response) => {
    if (path === "/b.png" && !signal.aborted) {
      signal.cancel();
      response.destroy();
    } else servePng(path, request, response);
  });
  const at = `http://${server.host}`;
  await using blog = await blogWith([`<p><img src="${at}/a.png"></p>`, `<p><img src="${at}/b.png"></p>`]);
  await expect(blog.fetch(server.host, {}, signal)).rejects.toMatchObject({ code: "call.cancelled" });
  expect(await blog.post(0)).not.toContain(at);
  expect(await blog.post(1)).toContain(at);
  expect((await blog.fetch(server.host)).fetched).toBe(1);
  expect(server.requests.filter((path) => path.endsWith("a.png"))).toHaveLength(1);
});

test("private addresses are refused, also if a name leads to one, and no request is made", async () => {
  await using server = await oldServer(servePng);
  for (const [host, resolved] of [
    [`127.0.0.1:${server.port}`, []],
    [`[::ffff:127.0.0.1]:${server.port}`, []],
    [`old.example:${server.port}`, ["203.0.114.7", "127.0.0.1"]],
    [`old.example:${server.port}`, ["fe80::1"]],
  ] as const) {
    await using blog = await blogWith([`<p><img src="http://${host}/a.png"></p>`]);
    const pinned = new PinnedHosts(async () => resolved);
    const { failed } = await blog.fetch(new URL(`http://${host}`).host, { pinned });
    expect(failed.map(({ fault }) => fault)).toEqual(["private"]);
  }
  expect(server.requests).toEqual([]);
});

test("a host is resolved once, so that it cannot move to a private address after the check", async () => {
  const answers = [["127.0.0.1"], ["10.0.0.1"]];
  const pinned = new PinnedHosts(async () => answers.shift() ?? [], loopback);
  expect(await pinned.addressOf("old.example")).toBe("127.0.0.1");
  expect(await pinned.addressOf("old.example")).toBe("127.0.0.1");
});

test("redirects stay on the agreed hosts", async () => {
  await using server = await oldServer((path, request, response) => {
    if (path === "/moved.png") response.writeHead(302, { location: "/a.png" }).end();
    else if (path === "/away.png") response.writeHead(302, { location: "http://other.example/a.png" }).end();
    else if (path === "/round.png") response.writeHead(302, { location: "/round.png" }).end();
    else servePng(path, request, response);
  });
  const at = `http://${server.host}`;
  const names = ["moved", "away", "round"];
  await using blog = await blogWith([names.map((name) => `<p><img src="${at}/${name}.png"></p>`).join("")]);
  const { fetched, failed } = await blog.fetch(server.host);
  expect(fetched).toBe(1);
  expect(failed.map(({ fault }) => fault).sort()).toEqual(["elsewhere", "gone"]);
});

test("a proxy gets the requests, and resolves the hosts", async () => {
  await using proxy = await oldServer((path, request, response) =>
    path === "http://old.example/a.png"
      ? servePng("/a.png", request, response)
      : response.writeHead(404).end(),
  );
  await using blog = await blogWith(['<p><img src="http://old.example/a.png"></p>']);
  const unknown = new PinnedHosts(() => Promise.reject(new Error("ENOTFOUND")));
  const proxyOf = async (): Promise<string> => `http://127.0.0.1:${proxy.port}`;
  expect((await blog.fetch("old.example", { pinned: unknown, proxyOf })).fetched).toBe(1);
});

test.each([
  ["8.8.8.8", true],
  ["2606:4700::1111", true],
  ["127.0.0.1", false],
  ["10.1.2.3", false],
  ["172.31.0.1", false],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["0.0.0.0", false],
  ["224.0.0.1", false],
  ["::1", false],
  ["::ffff:8.8.8.8", false],
  ["fd00::1", false],
  ["2002:7f00:1::", false],
  ["no address", false],
])("%s is public: %s", (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

test.each([
  ["https://a.example/wp/ume-300x200.jpg", "https://a.example/wp/ume.jpg"],
  ["https://a.sakura.ne.jp/image/ume-thumbnail2.jpg", "https://a.sakura.ne.jp/image/ume.jpg"],
  [
    "https://cdn-ak.f.st-hatena.com/images/fotolife/h/hanako/20151107/20151107202826_120.jpg",
    "https://cdn-ak.f.st-hatena.com/images/fotolife/h/hanako/20151107/20151107202826.jpg",
  ],
  [
    "https://cdn-image-ak.f.st-hatena.com/image/square/abc/height=200;width=200/https%3A%2F%2Fa.example%2Fb.jpg",
    "https://a.example/b.jpg",
  ],
  ["https://1.bp.blogspot.com/-x/s320/ume.jpg", "https://1.bp.blogspot.com/-x/s0/ume.jpg"],
])("%s is a small copy", (address, full) => {
  expect(versionsOf(address)).toEqual([full, address]);
});

test("an address with a query means the picture beside the text", () => {
  const files = ["posts/a/cover.png", "posts/b/cover.png", "static/posts/c/cover.png"].map((name) =>
    fileOf("", name),
  );
  const pictures = new ExportedPictures(files);
  const find = (address: string, base: string): string | undefined => pictures.find(address, base)?.name;
  expect(find("cover.png?v=2", "posts/b")).toBe("posts/b/cover.png");
  expect(find("../b/cover.png", "posts/a")).toBe("posts/b/cover.png");
  expect(find("/posts/c/cover.png?v=2", "posts/a")).toBe("static/posts/c/cover.png");
});

test("pictures inside texts are stored as files; damaged ones and code stay as they are", async () => {
  const data = `data:image/png;base64,${pixel.toString("base64")}`;
  const broken = "data:image/png;base64,AAAA";
  const large = `data:image/png;base64,${Buffer.concat([pixel, Buffer.alloc(900_000)]).toString("base64")}`;
  const entries = [
    entryText({
      meta: { TITLE: "HTML" },
      body: `<p><img src="${data}" alt="庭"><img src="${broken}"></p><pre>&lt;img src="${data}"&gt;</pre><p><img src='${large}'></p>`,
    }),
    entryText({
      meta: { TITLE: "Markdown", "CONVERT BREAKS": "markdown" },
      body: `![庭](${data})\n\n\`![](${data})\``,
    }),
  ].join("");
  await using moved = await movedFolder({ "export.txt": entries });
  expect(moved.report.analysis.images).toMatchObject({ addresses: 0, included: 3 });
  const stored = String.raw`\(\.\./\.\./media/2012/05/20120506-0930b?-[0-9a-f]{8}\.png\)`;
  const html = moved.posts.get("HTML") ?? "";
  expect(html).toMatch(new RegExp(String.raw`!\[庭\]${stored}!\[\]\(${broken}\)`));
  expect(html).toContain(`<img src="${data}">\n`);
  expect(html).toMatch(new RegExp(String.raw`!\[\]${stored}\n$`));
  expect(moved.posts.get("Markdown")).toMatch(
    new RegExp(String.raw`!\[庭\]${stored}\n\n\`!\[\]\(data:image/png;base64,[\w+/=]+\)\`\n$`),
  );
  expect(moved.report.posts.map(({ notes }) => notes)).toEqual([["pictureUnusable"], []]);
});

test.each([
  ["images cannot be moved", { on: ["rename" as const], path: /media.*\.png$/ }],
  ["a page that may use the images cannot be read", { on: ["read" as const], path: /mine\.md$/ }],
])("an undo removes the posts although %s, and lists the images that stay", async (_, held) => {
  const data = (png: Buffer): string => `<img src="data:image/png;base64,${png.toString("base64")}">`;
  await using moved = await movedFolder({
    "a.txt": entryText({ body: `<p>${data(pixel)}${data(Buffer.from(tinyPng))}</p>` }),
  });
  const page = join(moved.blog, "pages/mine.md");
  await mkdir(join(page, ".."), { recursive: true });
  await writeFile(page, "---\ntitle: 私\n---\n私\n");
  const stored = async (): Promise<string[]> =>
    (await readdir(join(moved.blog, "media"), { recursive: true })).filter((name) => name.endsWith(".png"));
  expect(await stored()).toHaveLength(2);
  hold(held);
  const { removed, picturesLeft } = await moved.undo();
  expect(removed).toEqual(["posts/hitokoto/20120506-0930.md"]);
  expect(picturesLeft).toEqual((await stored()).map((name) => `media/${name.replaceAll("\\", "/")}`));
  expect(picturesLeft).toHaveLength(2);
  letGo();
  await expect(moved.undo()).rejects.toMatchObject({ code: "import.nothingToUndo" });
});

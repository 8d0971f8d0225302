import { appendFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { hold, letGo } from "../../systems/as-windows.ts";
import { type PracticeWeb, startPracticeWeb } from "#engine/publish/practice/practice-web.ts";

let folder = "";
let root = "";
let web: PracticeWeb;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-web-"));
  root = join(folder, "htdocs");
  await mkdir(join(root, "日記"), { recursive: true });
  await writeFile(join(root, "index.html"), "<h1>表紙</h1>");
  await writeFile(join(root, "日記", "index.html"), "<h1>日記</h1>");
  await writeFile(join(root, "rss.xml"), "<rss/>");
  web = await startPracticeWeb({ root, port: 0, site: "blog" });
});
afterEach(async () => {
  await web.close();
  await rm(folder, { recursive: true, force: true });
});

const address = (path: string): string => `http://127.0.0.1:${web.port}${path}`;

/** Requests a path exactly as written; `fetch` would normalise it. */
function rawStatus(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port: web.port, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asking.on("error", reject).end();
  });
}

test("pages have their content type, and browsers do not cache them", async () => {
  const front = await fetch(address("/"));
  expect(front.status).toBe(200);
  expect(await front.text()).toBe("<h1>表紙</h1>");
  expect(front.headers.get("content-type")).toBe("text/html");
  expect(front.headers.get("cache-control")).toBe("no-cache");
  expect((await fetch(address("/rss.xml"))).headers.get("content-type")).toMatch(/^application\/xml/);
});

test("a folder's index page is served with a trailing slash", async () => {
  const page = await fetch(address("/日記"), { redirect: "manual" });
  expect([page.status, page.headers.get("location")]).toEqual([301, `${encodeURI("/日記")}/`]);
  const sly = await fetch(address("//日記"), { redirect: "manual" });
  expect(sly.headers.get("location")).toBe(`${encodeURI("/日記")}/`);
  expect(await (await fetch(address("/日記"))).text()).toBe("<h1>日記</h1>");
  await mkdir(join(root, "empty"));
  expect((await fetch(address("/empty/"))).status).toBe(404);
});

test.each([
  ["open", "EACCES", 403],
  ["look", "EBUSY", 500],
  ["open", "EIO", 500],
] as const)(
  "a page whose %s fails with %s is an error with a log line, not a missing page",
  async (on, code, status) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    onTestFinished(() => logged.mockRestore());
    hold({ on: [on], path: /日記.index\.html$/, code });
    const answer = await fetch(address("/日記/"));
    expect([answer.status, await answer.text()]).toEqual([status, `${status}\n`]);
    expect(logged.mock.calls).toEqual([[expect.stringMatching(new RegExp(`${status}.*${code}`))]]);
    letGo();
    expect((await fetch(address("/日記/"))).status).toBe(200);
  },
);

test("a missing page gets the site's own 404 page, or a plain one", async () => {
  const plain = await fetch(address("/none.html"));
  expect([plain.status, await plain.text()]).toEqual([404, "404\n"]);
  await writeFile(join(root, "404.html"), "<h1>ありません</h1>");
  const own = await fetch(address("/none.html"));
  expect([own.status, await own.text()]).toEqual([404, "<h1>ありません</h1>"]);
});

test.each(["/.htaccess", "/.hitofude/manifest", "/日記/.secret", "/%2ehtaccess"])(
  "%s is hidden",
  async (path) => {
    await mkdir(join(root, ".hitofude"));
    for (const name of [".htaccess", ".hitofude/manifest", "日記/.secret"])
      await writeFile(join(root, name), "x");
    expect((await fetch(address(path))).status).toBe(404);
  },
);

test.each([
  "/../secret",
  "/..%2fsecret",
  "/%2e%2e/secret",
  "/..\\secret",
  "/out/secret",
  "/file",
  "/%00",
  "/%",
  "*",
])("%s does not lead outside", async (path) => {
  await writeFile(join(folder, "secret"), "secret");
  await symlink(folder, join(root, "out"));
  await symlink(join(folder, "secret"), join(root, "file"));
  expect(await rawStatus(encodeURI(path).replaceAll("%25", "%"))).toBe(404);
});

test.each([
  ["bytes=0-1", 206, "01", "bytes 0-1/10"],
  ["bytes=7-", 206, "789", "bytes 7-9/10"],
  ["bytes=-2", 206, "89", "bytes 8-9/10"],
  ["bytes=8-99", 206, "89", "bytes 8-9/10"],
  ["bytes=10-", 200, "0123456789", null],
  ["bytes=0-1,4-5", 200, "0123456789", null],
])("a browser gets the part of a video that it asks for: %s", async (range, status, text, shown) => {
  await writeFile(join(root, "clip.mp4"), "0123456789");
  const answer = await fetch(address("/clip.mp4"), { headers: { range } });
  expect([answer.status, await answer.text()]).toEqual([status, text]);
  expect(answer.headers.get("content-range")).toBe(shown);
  expect(answer.headers.get("accept-ranges")).toBe("bytes");
});

test("only reading is allowed", async () => {
  expect((await fetch(address("/"), { method: "POST", body: "x" })).status).toBe(405);
  const head = await fetch(address("/rss.xml"), { method: "HEAD" });
  expect([head.headers.get("content-length"), await head.text()]).toEqual(["6", ""]);
});

test("a reader that disconnects in the middle does no harm", async () => {
  await writeFile(join(root, "film.mp4"), Buffer.alloc(8_000_000));
  for (let reader = 0; reader < 20; reader++) {
    const socket = connect(web.port, "127.0.0.1");
    socket.write(`GET /film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:${web.port}\r\n\r\n`);
    await new Promise((resolve) => socket.once("data", resolve));
    socket.resetAndDestroy();
  }
  expect((await fetch(address("/"))).status).toBe(200);
});

test("a file that is replaced while it is read is sent completely", async () => {
  await writeFile(join(root, "film.mp4"), Buffer.alloc(8_000_000, "a"));
  const answer = await fetch(address("/film.mp4"));
  await writeFile(join(root, "new"), "b");
  await rename(join(root, "new"), join(root, "film.mp4"));
  expect((await answer.arrayBuffer()).byteLength).toBe(8_000_000);
  expect(await (await fetch(address("/film.mp4"))).text()).toBe("b");
});

test("an invalid request does no harm", async () => {
  const socket = connect(web.port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.resume().end("rubbish\r\n\r\n");
  await new Promise((resolve) => socket.once("close", resolve));
  await appendFile(join(root, "index.html"), "!");
  expect(await (await fetch(address("/"))).text()).toContain("!");
});

test("a page includes other files of the site, and nothing else (SSI)", async () => {
  const part = '<footer>下の言葉<!--#include virtual="/index.html" --></footer>';
  await writeFile(join(root, "日記", "part.html"), part);
  await writeFile(join(folder, "secret.html"), "secret");
  await writeFile(join(root, ".hidden.html"), "secret");
  const include = (path: string): string => `<!--#include virtual="${path}" -->`;
  const bad = "[an error occurred while processing this directive]";
  const names = ["/no.html", "/.hidden.html", "/../secret.html", "/%2e%2e/secret.html", "/日記"];
  const page = `<p>前${include(encodeURI("/日記/part.html"))}後</p>${names.map(include).join("")}`;
  await writeFile(join(root, "page.html"), `${page}<!--#exec cmd="id" -->`);
  await writeFile(join(root, "page.txt"), page);
  const answer = await fetch(address("/page.html"));
  const text = await answer.text();
  expect(text).toBe(`<p>前${part}後</p>${bad.repeat(names.length)}<!--#exec cmd="id" -->`);
  expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
  expect((await fetch(address("/page.html"), { method: "HEAD" })).headers.get("content-length")).toBe(
    String(Buffer.byteLength(text)),
  );
  expect(await (await fetch(address("/page.txt"))).text()).toBe(page);
});

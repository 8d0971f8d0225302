import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { readTree } from "#tests/support/publish/built-site.ts";
import {
  blogFolder,
  openBlog,
  openFiles,
  post,
  settings,
  statePath,
  type TestBlog,
} from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const htdocs = (): string => statePath(blog.folder, "practice-site", "server", "htdocs");
const read = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");

test("the sample blog is published to the practice site, where readers find its pages and feeds", async () => {
  blog = await openBlog(await blogFolder());
  const { uploaded, siteUrl, postUrl, notes } = await blog.publish();
  expect(notes).toEqual([]);
  expect(uploaded).toBeGreaterThan(40);
  const page = await fetch(postUrl ?? "");
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(await page.text()).toContain("<article");
  const feed = await (await fetch(`${siteUrl}rss.xml`)).text();
  expect(feed).toContain(`<link>${siteUrl}`);
  expect((await fetch(`${siteUrl}media/2024/05/brush.png`)).headers.get("content-type")).toBe("image/png");
  expect((await fetch(`${siteUrl}.hitofude/`)).status).toBe(404);
  expect(blog.eventsOf("publish.progress").map(({ stage }) => stage)).toEqual(
    expect.arrayContaining(["build", "connect", "plan", "upload", "commit", "verify", "done"]),
  );
  expect(blog.eventsOf("publish.question")).toEqual([]);

  const again = await blog.publish();
  expect([again.uploaded, again.removed, again.bytes]).toEqual([0, 0, 0]);
  blog = await blog.reopen();
  expect((await blog.publish()).uploaded).toBe(0);
});

test("the first publish writes only address and identity into the front matter", async () => {
  const original =
    "---\r\n# 覚え書き\r\ntitle:   雨\r\ndate: 2024-05-06 09:00:00\r\nstatus: ready\r\nunknown: [1,  2]\r\n---\r\n\r\n本文  \r\nつづき";
  const own = post("自分で決めた", "本文", 10).replace(
    "---\n\n",
    "permalink: kimeta.html\nguid: mine\n---\n\n",
  );
  blog = await openFiles({
    "posts/hibi/a.md": original,
    "posts/hibi/b.md": own,
    "posts/hibi/draft.md": "---\ntitle: 下書き\nstatus: draft\n---\n本文\n",
    "pages/about.md": "---\ntitle: 紹介\nstatus: ready\n---\n本文\n",
  });
  const others = await Promise.all(["posts/hibi/b.md", "posts/hibi/draft.md", "pages/about.md"].map(read));
  await blog.publish();
  const frozen = await read("posts/hibi/a.md");
  const added = frozen.split("\r\n").filter((line) => !original.split("\r\n").includes(line));
  expect(added).toEqual([
    "permalink: 20240506-0900.html",
    expect.stringMatching(/^guid: "?urn:uuid:[0-9a-f-]{36}"?$/),
  ]);
  expect(
    frozen
      .split("\r\n")
      .filter((line) => !added.includes(line))
      .join("\r\n"),
  ).toBe(original);
  expect(await Promise.all(["posts/hibi/b.md", "posts/hibi/draft.md", "pages/about.md"].map(read))).toEqual(
    others,
  );
  const feed = await readFile(join(htdocs(), "rss.xml"), "utf8");
  expect(feed).toContain(/urn:uuid:[0-9a-f-]+/.exec(frozen)?.[0]);

  const [event, ...more] = blog.eventsOf("post.changedOnDisk");
  expect(more).toEqual([]);
  const { hash } = await blog.service.blog.documents.read("posts/hibi/a.md");
  expect(event).toMatchObject({ path: "posts/hibi/a.md", hash, frozen: true, body: "\r\n本文  \r\nつづき" });
});

test("the result has the address of the post that was published or updated, and none if posts were only removed", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("最初", "本文", 10),
    "posts/hibi/b.md": post("次", "本文", 11),
  });
  const url = (hour: number, { siteUrl }: { siteUrl: string }): string => `${siteUrl}20240506-${hour}00.html`;
  const first = await blog.publish();
  expect(first.postUrl).toBe(url(11, first));
  expect((await blog.publish()).postUrl).toBeNull();

  await blog.write("posts/hibi/a.md", (await read("posts/hibi/a.md")).replace("本文", "直した本文"));
  blog = await blog.reopen();
  const updated = await blog.publish();
  expect(updated.postUrl).toBe(url(10, updated));

  // The page of the neighbouring post is sent, too, since it linked to the removed one
  await blog.write(
    "posts/hibi/b.md",
    (await read("posts/hibi/b.md")).replace("status: ready", "status: draft"),
  );
  blog = await blog.reopen();
  const ask = async () => ({ accept: true, answers: [], remember: false });
  const withdrawn = await blog.service.publishing.run({ review: false, ask, signal: new Cancellation() });
  expect(withdrawn.posts?.removed.first?.title).toBe("次");
  expect(withdrawn.postUrl).toBeNull();
});

test("a WebSub hub is notified of changed feeds, except by the practice site", async () => {
  const pinged: (string | null)[] = [];
  const hub = createServer(async (request, response) => {
    pinged.push(new URLSearchParams(await textOf(request)).get("hub.url"));
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = hub.address() as AddressInfo;
    const directory = await mkdtemp(join(tmpdir(), "hitofude-hub-"));
    const copy = `  copy:\n    kind: folder\n    directory: ${directory}\n    url: http://127.0.0.1:1/blog/\n`;
    blog = await openFiles({
      "blog.yaml": `${settings}${copy}feeds:\n  hub: http://127.0.0.1:${port}/\n`,
      "posts/hibi/a.md": post("雨", "前の文"),
    });
    await blog.publish();
    expect(pinged).toEqual([]);
    blog.service.events.forwardTo({
      emit: (name, payload) => {
        if (name === "publish.question" && "id" in payload)
          blog.service.publishing.answer(Number(payload.id), { accept: true, answers: [], remember: false });
      },
    });
    await blog.publish("copy");
    expect(pinged).toContain("http://127.0.0.1:1/blog/rss.xml");
    expect(pinged.filter((feed) => !/\/(rss\.xml|atom\.xml|feed\.json)$/.test(feed ?? ""))).toEqual([]);
    pinged.length = 0;
    await blog.publish("copy");
    expect(pinged).toEqual([]);
    await rm(directory, { recursive: true });
  } finally {
    hub.close();
  }
});

test("the address of a post that changes during its publish is not frozen, and the post waits for the next publish", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "前の文") });
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name === "publish.progress" && "stage" in payload && payload.stage === "connect") {
        void blog.write("posts/hibi/a.md", post("雨", "新しい文"));
      }
    },
  });
  await blog.publish();
  expect(await read("posts/hibi/a.md")).toBe(post("雨", "新しい文"));
  expect(await readFile(join(htdocs(), "20240506-0900.html"), "utf8")).toContain("前の文");
  blog = await blog.reopen();
  expect(blog.service.overview.pending().posts).toEqual([{ path: "posts/hibi/a.md", change: "changed" }]);
});

test("a post whose front matter is broken blocks the publish, and its page stays live", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "読まれている文") });
  await blog.publish();
  const before = await readTree(htdocs());
  await blog.write(
    "posts/hibi/a.md",
    "---\ntitle: [雨\ndate: 2024-05-06 09:00:00\nstatus: ready\n---\n\n別の文\n",
  );
  blog = await blog.reopen();
  await expect(blog.publish()).rejects.toMatchObject({ code: "publish.blocked", values: { count: 1 } });
  expect(await readTree(htdocs())).toEqual(before);
  expect(before["20240506-0900.html"]).toBeDefined();
});

test.each([
  ["keeps its address", {}, ""],
  ["gets a new address", { readdress: true as const }, ""],
  ["gets a new address, but has the id of an import,", { readdress: true as const }, "guid: old\n"],
])("a post that moved to another section and %s is reported as changed", async (_, more, id) => {
  const sections = settings.replace("sections:", "sections:\n  yoru: { title: 夜, path: yoru }");
  const rain = post("雨", "文").replace("status:", `${id}status:`);
  blog = await openFiles({ "blog.yaml": sections, "posts/hibi/a.md": rain });
  await blog.publish();
  await blog.service.bulk.change(["posts/hibi/a.md"], { section: "yoru", ...more });
  expect(blog.service.overview.pending().posts).toEqual([{ path: "posts/yoru/a.md", change: "changed" }]);
  const ask = async () => ({ accept: true, answers: [], remember: false });
  const { posts } = await blog.service.publishing.run({ review: false, ask, signal: new Cancellation() });
  const none = { count: 0, first: null };
  const changed = { count: 1, first: { path: "posts/yoru/a.md", title: "雨" } };
  expect(posts).toEqual({ new: none, changed, removed: none });
});

test.each([
  ["was never published", false],
  ["was taken offline before", true],
])("a draft that %s is new, even with the address of a deleted post as its alias", async (_, wasOnline) => {
  const [a, b] = ["posts/hibi/a.md", "posts/hibi/b.md"];
  const umbrella = post("傘", "文", 10);
  blog = await openFiles({ [a]: post("雨", "文"), ...(wasOnline ? { [b]: umbrella } : {}) });
  const ask = async () => ({ accept: true, answers: [], remember: false });
  const publish = () => blog.service.publishing.run({ review: false, ask, signal: new Cancellation() });
  await publish();
  if (wasOnline) await blog.service.bulk.change([b], { status: "draft" });
  if (wasOnline) await publish();
  await rm(join(blog.folder, a));
  const draft = wasOnline ? await read(b) : umbrella.replace("ready", "draft");
  await blog.write(b, draft.replace("status:", "aliases: [20240506-0900.html]\nstatus:"));
  blog = await blog.reopen();
  const { overview, bulk } = blog.service;
  expect(overview.list()).toMatchObject([{ path: b, state: "draft" }]);
  expect(overview.list()[0]?.stillOnline).toBeUndefined();
  expect(overview.pending().posts).toEqual([{ path: a, change: "removed" }]);
  await bulk.change([b], { status: "ready" });
  const { posts } = await publish();
  const one = (path: string, title: string) => ({ count: 1, first: { path, title } });
  expect(posts).toEqual({ new: one(b, "傘"), changed: { count: 0, first: null }, removed: one(a, "雨") });
});

test("two posts with the same address block the publish", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("一", "文"), "posts/hibi/b.md": post("二", "文") });
  await expect(blog.publish()).rejects.toMatchObject({ code: "publish.blocked" });
  expect(await readdir(htdocs())).toEqual([]);
});

test("a file without a readable date holds back only itself, unless its page is live", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("一", "文"),
    "posts/README.md": "# About\n",
    "posts/hibi/typo.md": "---\ntitle: 二\ndate: 2024-13-02\nstatus: ready\n---\n文\n",
  });
  const { notes, leftOut } = await blog.publish();
  expect(notes).toEqual([
    { code: "posts.held", values: { count: 2, paths: "posts/README.md, posts/hibi/typo.md" } },
  ]);
  expect(leftOut).toEqual(["posts/README.md", "posts/hibi/typo.md"]);
  expect(await readdir(htdocs())).toContain("20240506-0900.html");

  const published = await read("posts/hibi/a.md");
  await blog.write("posts/hibi/a.md", published.replace("2024-05-06", "2024-13-06"));
  blog = await blog.reopen();
  await expect(blog.publish()).rejects.toMatchObject({ code: "publish.blocked", values: { count: 1 } });
  expect(await readdir(htdocs())).toContain("20240506-0900.html");
});

test("a cancelled publish changes nothing, and the next one succeeds", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const cancellation = new Cancellation();
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name === "publish.progress" && "stage" in payload && payload.stage === "upload")
        cancellation.cancel();
    },
  });
  const running = blog.service.publishing.run({ review: false, signal: cancellation });
  await expect(running).rejects.toMatchObject({ code: "call.cancelled" });
  expect(blog.service.publishing.running).toBe(false);
  expect(await readTree(htdocs())).toEqual({});
  expect(await read("posts/hibi/a.md")).toBe(post("雨", "文"));
  const late = blog.service.publishing.run({ review: false, signal: cancellation });
  await expect(late).rejects.toMatchObject({ code: "call.cancelled" });
  expect((await blog.publish()).uploaded).toBeGreaterThan(0);
});

test("one publish runs at a time", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const first = blog.publish();
  expect(blog.service.publishing.running).toBe(true);
  await expect(blog.publish()).rejects.toMatchObject({ code: "publish.running" });
  await expect(blog.service.publishing.plan({ signal: new Cancellation() })).rejects.toMatchObject({
    code: "publish.running",
  });
  expect((await first).uploaded).toBeGreaterThan(0);
  expect(blog.service.publishing.running).toBe(false);
});

test("closing the blog ends a running publish cleanly", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const running = blog.publish().then(
    () => "finished",
    (error: { code: string }) => error.code,
  );
  while (blog.eventsOf("publish.progress").every(({ stage }) => stage !== "upload")) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await blog.service.close();
  expect(["finished", "call.cancelled"]).toContain(await running);
  blog = await blog.reopen();
  await blog.publish();
  expect(await readFile(join(htdocs(), "20240506-0900.html"), "utf8")).toContain("雨");
});

test("an error names an unknown target", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  for (const name of ["nowhere", "constructor"]) {
    await expect(blog.publish(name)).rejects.toMatchObject({ code: "publish.noTarget", values: { name } });
  }
  expect(blog.service.publishing.running).toBe(false);
});

test("an error names a target without a valid address", async () => {
  const target = "  copy:\n    kind: folder\n    directory: /nowhere\n    url: example.jp\n";
  blog = await openFiles({ "blog.yaml": settings + target, "posts/hibi/a.md": post("雨", "文") });
  await expect(blog.publish("copy")).rejects.toMatchObject({
    code: "blog.settingsInvalid",
    values: { key: "targets.copy.url", kind: "address", detail: "example.jp" },
  });
});

test("a folder is published to with the same protocol, and has its own record", async () => {
  const folder = await blogFolder();
  const copy = join(dirname(folder), "copy");
  await mkdir(copy);
  await mkdir(join(folder, "posts", "hibi"), { recursive: true });
  await writeFile(join(folder, "posts", "hibi", "a.md"), post("雨", "文"));
  const target = `  copy:\n    kind: folder\n    directory: ${copy}\n    url: https://example.jp/\n`;
  await writeFile(join(folder, "blog.yaml"), settings + target);
  blog = await openBlog(folder);
  const answers = blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("id" in payload)) return;
      blog.service.publishing.answer(Number(payload.id), { accept: true, answers: [], remember: false });
    },
  });
  const signal = new Cancellation();
  const { uploaded } = await blog.service.publishing.run({ target: "copy", review: false, signal });
  answers();
  expect(blog.eventsOf("publish.question")).toHaveLength(1);
  expect(Object.keys(await readTree(copy))).toHaveLength(uploaded);
  expect((await readTree(copy))["rss.xml"]).toContain("https://example.jp/20240506-0900.html");
  expect(blog.service.overview.pending("copy")).toMatchObject({ count: 0, first: false });
  expect(blog.service.overview.pending("practice")).toMatchObject({ first: true });
});

test("a plan lists the changes without making any", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const signal = new Cancellation();
  const plan = await blog.service.publishing.plan({ signal });
  expect(plan).toMatchObject({ target: "practice", first: true, questions: ["first"] });
  expect(plan.files).toContainEqual(expect.objectContaining({ path: "20240506-0900.html", change: "new" }));
  expect(await readTree(htdocs())).toEqual({});
  expect(await read("posts/hibi/a.md")).toBe(post("雨", "文"));
  expect(blog.service.overview.pending().first).toBe(true);
  await blog.publish();
  expect(await blog.service.publishing.plan({ signal })).toMatchObject({ files: [], bytes: 0, first: false });
});

test("a plan is refused if its differences cannot be read, or if it is cancelled meanwhile", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const signal = new Cancellation();
  const lost = new AppError("publish.connectionLost", { reason: "test" });
  const look = (): Promise<void> => Promise.reject(lost);
  await expect(blog.service.publishing.plan({ signal, look })).rejects.toMatchObject({ code: lost.code });
  const cancelling = blog.service.publishing.plan({ signal, look: async () => signal.cancel() });
  await expect(cancelling).rejects.toMatchObject({ code: "call.cancelled" });
});

test("a review is also requested for the practice site, and declining it stops the publish", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("id" in payload)) return;
      blog.service.publishing.answer(Number(payload.id), { accept: false, answers: [], remember: false });
    },
  });
  const signal = new Cancellation();
  await expect(blog.service.publishing.run({ review: true, signal })).rejects.toMatchObject({
    code: "call.cancelled",
  });
  expect(await readTree(htdocs())).toEqual({});
});

test("the live state is remembered even if the record cannot be written", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  await writeFile(statePath(blog.folder, "live"), "a file where a folder belongs");
  expect((await blog.publish()).notes).toEqual([{ code: "record.notKept", values: {} }]);
  expect(blog.service.overview.pending()).toMatchObject({ count: 0, first: false });
});

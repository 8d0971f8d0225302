import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ArticlePatch } from "#contract/text/article-splice.ts";
import { connect } from "#contract/rpc/connect.ts";
import type { Client } from "#contract/rpc/definition.ts";
import { type EngineContract, engineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import { serve } from "#contract/rpc/serve.ts";
import type { BlogService } from "#engine/app/blog-service.ts";
import { engineCalls } from "#engine/app/engine-calls.ts";
import { wirePair } from "#tests/support/wire-pair.ts";
import { openFiles, post, type TestBlog } from "./open-service.ts";

let blog: TestBlog;
let client: Client<EngineContract>;

function serveBlog(opening: Promise<BlogService>): Client<EngineContract> {
  const [here, there] = wirePair();
  const server = serve(engineContract, engineCalls(opening, blog.service.journal), there);
  opening.then(({ events }) => server.onClose(events.forwardTo(server))).catch(() => undefined);
  return connect(engineContract, here);
}

beforeEach(async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "静かな雨です。") });
  client = serveBlog(Promise.resolve(blog.service));
});
afterEach(async () => {
  client.close();
  await blog.close();
});

test("a post is written, found, renamed, moved to the trash and restored over a connection", async () => {
  const made = await client.call("post.create", { kind: "post", section: "hibi", title: "雪の朝" });
  const { frontMatter } = await client.call("post.editProperties", {
    path: made.path,
    frontMatter: made.frontMatter,
    changes: { status: "ready", tags: ["冬"] },
  });
  const saved = await client.call("post.save", {
    path: made.path,
    frontMatter,
    body: "積もっていた。\n",
    baseHash: made.hash,
    force: false,
  });
  expect(saved).toMatchObject({ state: "ready", properties: { title: "雪の朝", tags: ["冬"] }, body: null });
  expect(await client.call("posts.find", { query: "積もって" })).toEqual([made.path]);
  const moved = await client.call("post.rename", { path: made.path, to: "posts/hibi/yuki.md" });
  expect(moved.file.body).toBe("積もっていた。\n");
  await client.call("post.trash", { path: "posts/hibi/yuki.md" });
  await expect(client.call("post.open", { path: "posts/hibi/yuki.md" })).rejects.toMatchObject({
    code: "file.notFound",
  });
  expect((await client.call("post.untrash", { path: "posts/hibi/yuki.md" })).body).toBe("積もっていた。\n");
  const stale = { path: "posts/hibi/yuki.md", frontMatter, body: "x", baseHash: made.hash, force: false };
  await expect(client.call("post.save", stale)).rejects.toMatchObject({ code: "post.conflict" });
  expect((await client.call("posts.list", {})).map(({ path }) => path)).toEqual([
    "posts/hibi/yuki.md",
    "posts/hibi/a.md",
  ]);
});

test("a save returns the text if the file keeps other line ends than the window sent", async () => {
  const path = "posts/hibi/a.md";
  await writeFile(join(blog.folder, path), "静かな雨。\r\n夕方まで。\r\n");
  const { hash: baseHash } = await client.call("post.open", { path });
  const words = { path, frontMatter: "", body: "強い雨。\n夕方まで。\n", baseHash, force: false };
  expect((await client.call("post.save", words)).body).toBe("強い雨。\r\n夕方まで。\r\n");
});

test("a stored image is in the preview at once", async () => {
  const bytes = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const { frontMatter } = await client.call("post.open", { path: "posts/hibi/a.md" });
  const typed = { path: "posts/hibi/a.md", version: 1, frontMatter, written: 0 };
  await client.call("preview.render", { ...typed, body: "前" });
  const stored = await client.call("media.add", {
    post: "posts/hibi/a.md",
    name: "窓.png",
    bytes,
    isPlayed: false,
  });
  expect(stored).toMatchObject({ width: 1, height: 1 });
  const { port1, port2 } = new MessageChannel();
  const patched = new Promise<ArticlePatch>((resolve) => port1.once("message", resolve));
  blog.service.preview.pages.connect("posts/hibi/a.md", port2);
  await patched;
  const rendered = await client.call("preview.render", { ...typed, version: 2, body: stored.markdown });
  expect(rendered).toMatchObject({ version: 2, url: expect.stringContaining("preview=") });
  const second = await new Promise<ArticlePatch>((resolve) => port1.once("message", resolve));
  expect(second).toMatchObject({ edit: { offset: 0, length: 1, text: stored.markdown }, reveal: 0 });
  expect(second.splice.inserted[0]?.html).toContain('width="1" height="1"');
  port1.close();
});

test("journal, checks and unpublished changes are available over a connection", async () => {
  const entry = { id: "new:1", path: null, frontMatter: "", body: "書きかけ" };
  await client.call("journal.write", entry);
  expect(await client.call("journal.recover", {})).toEqual([
    { ...entry, current: null, at: expect.any(Number) },
  ]);
  await client.call("journal.clear", { id: "new:1" });
  expect(await client.call("journal.recover", {})).toEqual([]);
  expect(await client.call("check.run", {})).toEqual([]);
  expect(await client.call("site.pending", {})).toMatchObject({ target: "practice", count: 1, first: true });
  expect((await client.call("blog.summary", {})).title).toBe("雨音");
});

test("text is kept in the journal while the blog is still being opened", async () => {
  const [here, there] = wirePair();
  serve(engineContract, engineCalls(new Promise(() => undefined), blog.service.journal), there);
  const early = connect(engineContract, here);
  await early.call("journal.write", { id: "new:1", path: null, frontMatter: "", body: "書きかけ" });
  expect((await client.call("journal.recover", {})).map(({ body }) => body)).toEqual(["書きかけ"]);
  await early.call("journal.clear", { id: "new:1" });
  expect(await client.call("journal.recover", {})).toEqual([]);
  early.close();
});

test("a publish asks over the connection, and an aborted call cancels it", async () => {
  client.on("publish.question", ({ id }) => {
    void client.call("publish.answer", { id, answer: { accept: true, answers: [], remember: false } });
  });
  const { uploaded } = await client.call("publish.run", { review: true });
  expect(uploaded).toBeGreaterThan(5);
  expect((await client.call("publish.plan", {})).files).toEqual([]);
  const abort = new AbortController();
  client.on("publish.progress", () => abort.abort());
  const running = client.call("publish.run", { review: true }, abort.signal);
  await expect(running).rejects.toMatchObject({ code: "call.cancelled" });
});

test("while a blog cannot be opened, every call rejects with the reason", async () => {
  const failed = serveBlog(Promise.reject(new AppError("blog.notFound", { folder: "/gone" })));
  for (const name of ["blog.summary", "posts.list", "check.run", "journal.recover"] as const) {
    await expect(failed.call(name, {})).rejects.toMatchObject({
      code: "blog.notFound",
      values: { folder: "/gone" },
    });
  }
  failed.close();
});

test("a closed page gets no more events", async () => {
  client.close();
  await rm(blog.folder, { recursive: true });
  blog.service.events.emit("preview.stale", {});
  expect(blog.eventsOf("preview.stale")).toHaveLength(1);
});

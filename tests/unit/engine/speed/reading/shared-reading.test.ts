import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { loadSettings } from "#engine/blog/settings/load-settings.ts";
import type { Reading } from "#engine/blog/posts/post-cache.ts";
import { readFromTheEnd } from "#engine/speed/reading/read-from-the-end.ts";
import {
  claims,
  type FileToRead,
  type ReadingJob,
  type ReadingReply,
} from "#engine/speed/reading/reading-job.ts";
import { SharedReading } from "#engine/speed/reading/shared-reading.ts";
import { storedPost } from "#engine/blog/posts/stored-post.ts";
import { type TemporaryBlog, temporaryBlog } from "../../blog/temporary-blog.ts";

const count = 300;
const program = new URL("../../../../../electron/engine/speed/text-thread/text-thread.ts", import.meta.url);

let thread: Worker | undefined;

afterEach(async () => {
  await thread?.terminate();
  thread = undefined;
});

function startThread(source?: string): Worker {
  thread =
    source === undefined ? new Worker(program, { workerData: {} }) : new Worker(source, { eval: true });
  return thread;
}

/** A thread that has loaded its program. */
async function readyThread(): Promise<Worker> {
  const worker = startThread();
  const { port1, port2 } = new MessageChannel();
  const places = new Int32Array(new SharedArrayBuffer(8));
  const { settings } = await loadSettings("");
  const job: ReadingJob = { kind: "read", folder: "", files: [], settings, places, port: port2 };
  worker.postMessage(job, [port2]);
  await once(port1, "message");
  return worker;
}

const idle = "require('node:worker_threads').parentPort.on('message', () => {})";

function pathOf(number: number): string {
  return `posts/hitokoto/${String(number).padStart(4, "0")}.md`;
}

async function manyPosts(): Promise<TemporaryBlog> {
  const files: Record<string, string> = {};
  for (let number = 0; number < count; number += 1)
    files[pathOf(number)] = `---\ntitle: 題 ${number}\ndate: 2022-05-06\ntags: [甲]\n---\n本文 ${number}\n`;
  // Of these one is broken, one is not UTF-8 and one has its name in another spelling
  files[pathOf(280)] = "---\ntitle: a: b\n---\n壊れた\n";
  files["posts/hitokoto/9か\u3099.md"] = "が";
  const blog = await temporaryBlog(files);
  await blog.write(pathOf(290), Uint8Array.of(0x93, 0xfa, 0x96, 0x7b, 0x0a));
  return blog;
}

function readable({ posts, problems }: BlogFolder): string {
  const texts = Array.from(posts, ([path, { body, ...post }]) => [path, post, body]);
  return JSON.stringify([texts, problems]);
}

function cacheOf(folder: string): string {
  return join(folder, ".hitofude", "cache");
}

async function opened(folder: string, thread?: Worker): Promise<BlogFolder> {
  rmSync(cacheOf(folder), { recursive: true, force: true });
  return openBlogFolder(folder, { watch: false, cacheFolder: cacheOf(folder), thread });
}

async function filesOf(blog: TemporaryBlog): Promise<{ files: FileToRead[]; folder: BlogFolder }> {
  const folder = await opened(blog.folder);
  const files = Array.from({ length: count }, (_, number) => [pathOf(number), pathOf(number)] as const);
  return { files, folder };
}

test("a blog of which a thread reads a part is the same, and so is what is kept of it", async () => {
  await using blog = await manyPosts();
  const alone = await opened(blog.folder);
  expect(alone.posts.size).toBe(count + 1);
  const shared = await opened(blog.folder, await readyThread());
  expect(readable(shared)).toBe(readable(alone));
  const again = await openBlogFolder(blog.folder, { watch: false, cacheFolder: cacheOf(blog.folder) });
  expect(readable(again)).toBe(readable(alone));
});

test("from the end on, files are read up to those that were claimed; one that is not there stays out", async () => {
  await using blog = await manyPosts();
  const { files, folder } = await filesOf(blog);
  files[250] = ["posts/gone.md", "posts/gone.md"];
  const places = new Int32Array(new SharedArrayBuffer(8));
  places[claims.front] = 100;
  places[claims.back] = files.length;
  const { port1, port2 } = new MessageChannel();
  const { settings } = folder;
  readFromTheEnd({ kind: "read", folder: blog.folder, files, settings, places, port: port2 });
  const readings = new Map<number, Reading | null>();
  for (;;) {
    const { message }: { message: ReadingReply } = receiveMessageOnPort(port1) ?? { message: null };
    if (!message) break;
    const read: (Reading | null)[] = JSON.parse(message.readings);
    for (const [offset, reading] of read.entries()) readings.set(message.start + offset, reading);
  }
  expect(places[claims.back]).toBe(files.length - readings.size);
  expect(places[claims.back]).toBeGreaterThanOrEqual(100);
  expect(places[claims.back]).toBeLessThan(116);
  expect(readings.get(250)).toBeNull();
  const post = folder.posts.get(pathOf(200));
  expect(readings.get(200)?.post).toEqual(post && JSON.parse(JSON.stringify(storedPost(post))));
});

test("whoever claims files and the thread leave none to each other", async () => {
  await using blog = await manyPosts();
  const { files, folder } = await filesOf(blog);
  const worker = await readyThread();
  for (let round = 0; round < 20; round += 1) {
    const shared = new SharedReading(worker, blog.folder, files, folder.settings);
    const claimed = new Set<number>();
    for (const index of files.keys()) {
      if (shared.claim(index)) claimed.add(index);
      // Some way to go for the thread meanwhile, another one each time
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, (round % 5) * 0.05);
    }
    const readings = await shared.readings();
    for (const index of files.keys()) expect(claimed.has(index) || readings.has(index)).toBe(true);
  }
});

test.each(["throw new Error('on purpose')", "process.exit()", idle])(
  "a thread that does nothing of it (%s) changes nothing",
  async (source) => {
    await using blog = await manyPosts();
    const alone = await opened(blog.folder);
    const worker = startThread(source);
    worker.on("error", () => undefined);
    expect(readable(await opened(blog.folder, worker))).toBe(readable(alone));
  },
);

test("what a thread claimed before it died is read all the same", async () => {
  await using blog = await manyPosts();
  const alone = await opened(blog.folder);
  const worker = startThread(
    "require('node:worker_threads').parentPort.once('message', ({ places }) => { places[1] = 0; process.exit(); })",
  );
  await once(worker, "online");
  const { files, folder } = await filesOf(blog);
  const shared = new SharedReading(worker, blog.folder, files, folder.settings);
  await expect.poll(() => shared.claim(0)).toBe(false);
  expect((await shared.readings()).size).toBe(0);
  expect(readable(await opened(blog.folder, worker))).toBe(readable(alone));
});

test("where all is read anew, nothing is left to a thread", async () => {
  await using blog = await manyPosts();
  const watched = await openBlogFolder(blog.folder, { watch: true, thread: await readyThread() });
  await watched.close();
  expect(watched.posts.size).toBe(count + 1);
});

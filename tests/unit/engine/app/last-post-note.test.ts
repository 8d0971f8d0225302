import { mkdir, readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "#contract/rpc/connect.ts";
import type { Client } from "#contract/rpc/definition.ts";
import { type EngineContract, engineContract } from "#contract/engine-contract.ts";
import { serve } from "#contract/rpc/serve.ts";
import { engineCalls } from "#engine/app/engine-calls.ts";
import { wirePair } from "#tests/support/wire-pair.ts";
import { lastPostFile, openFiles, post, type TestBlog } from "./open-service.ts";

const [rain, sun] = ["posts/hibi/rain.md", "posts/hibi/sun.md"];
let blog: TestBlog;
let client: Client<EngineContract>;

beforeEach(async () => {
  blog = await openFiles({ [rain]: post("雨", "静かな雨です。"), [sun]: post("晴れ", "よい天気です。", 10) });
  const [here, there] = wirePair();
  serve(engineContract, engineCalls(Promise.resolve(blog.service), blog.service.journal), there);
  client = connect(engineContract, here);
});
afterEach(async () => {
  client.close();
  await blog.close();
});

/** Returns the stored note after the program has ended. */
async function noted(): Promise<unknown> {
  await blog.service.close();
  return JSON.parse(await readFile(lastPostFile(blog.folder), "utf8"));
}

test("the note has the last opened post as the page received it", async () => {
  await client.call("post.open", { path: rain });
  const opened = await client.call("post.open", { path: sun });
  expect(await noted()).toEqual(opened);
});

test("after a save or a rename the note has the current file", async () => {
  const { frontMatter, hash: baseHash } = await client.call("post.open", { path: rain });
  await client.call("post.save", {
    path: rain,
    frontMatter,
    body: "\n強い雨です。\n",
    baseHash,
    force: false,
  });
  const moved = "posts/hibi/ame.md";
  await client.call("post.rename", { path: rain, to: moved });
  expect(await noted()).toMatchObject({ path: moved, body: "\n強い雨です。\n" });
});

test("after a publish has frozen the post's address, the note has it", async () => {
  await client.call("post.open", { path: rain });
  await client.call("publish.run", { review: false });
  const { hash } = await blog.service.posts.open(rain);
  expect(await noted()).toMatchObject({ path: rain, frozen: true, hash });
});

test("a save of a post does not change the note if another post was opened since", async () => {
  const { frontMatter, hash: baseHash } = await client.call("post.open", { path: rain });
  await client.call("post.open", { path: sun });
  await client.call("post.save", {
    path: rain,
    frontMatter,
    body: "\n強い雨です。\n",
    baseHash,
    force: false,
  });
  expect(await noted()).toMatchObject({ path: sun });
});

test("a folder in which no note can be written causes no error", async () => {
  await mkdir(lastPostFile(blog.folder), { recursive: true });
  await client.call("post.open", { path: rain });
  await expect(blog.service.close()).resolves.toBeUndefined();
});

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { lastPostFile, readLastPost } from "#main/files/last-post.ts";

const path = "posts/rain.md";
const text = "---\ntitle: 雨\n---\n\n静かな雨です。\n";
const noted = {
  path,
  kind: "post",
  frontMatter: "---\ntitle: 雨\n---\n",
  body: "\n静かな雨です。\n",
  properties: { title: "雨" },
  problem: null,
  encoding: null,
  hash: createHash("sha256").update(text).digest("hex"),
  state: "draft",
  address: "20260506-1800.html",
  frozen: false,
};

function noteOf(folder: string): string {
  return lastPostFile(join(folder, "user-data"), folder);
}

async function blogWith(note: string, post: string | null = text): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-last-post-"));
  await mkdir(dirname(noteOf(folder)), { recursive: true });
  await mkdir(join(folder, "posts"));
  await writeFile(noteOf(folder), note);
  if (post !== null) await writeFile(join(folder, path), post);
  return folder;
}

async function read(note: string, post: string | null = text, wanted: string | undefined = path) {
  const folder = await blogWith(note, post);
  try {
    return await readLastPost(noteOf(folder), folder, wanted);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("the stored post is shown without the engine as long as its file is unchanged", async () => {
  expect(await read(JSON.stringify(noted))).toEqual(noted);
});

test("a file that another program changed or removed is left to the engine", async () => {
  expect(await read(JSON.stringify(noted), `${text}追記。\n`)).toBeNull();
  expect(await read(JSON.stringify(noted), null)).toBeNull();
});

test("only the post that was open last is shown", async () => {
  expect(await read(JSON.stringify(noted), text, "posts/sun.md")).toBeNull();
  const folder = await blogWith(JSON.stringify(noted));
  expect(await readLastPost(noteOf(folder), folder, undefined)).toBeNull();
  await rm(folder, { recursive: true });
});

test("a note that is incomplete, of another version or leads outside the blog is ignored", async () => {
  expect(await read(JSON.stringify(noted).slice(0, -9))).toBeNull();
  expect(await read(JSON.stringify({ ...noted, frozen: undefined }))).toBeNull();
  const outside = "../rain.md";
  expect(await read(JSON.stringify({ ...noted, path: outside }), text, outside)).toBeNull();
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parentDirectories } from "#engine/publish/base/directories.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { lockRecord, readLockRecord } from "#engine/publish/lock/lock-record.ts";
import { readManifest } from "#engine/publish/state/manifest-file.ts";
import { isInState, stateLocations } from "#engine/publish/state/state-locations.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-state-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const manifest = {
  format: 1,
  blogId: "blog",
  generation: 7,
  program: "test",
  at: "2024-05-06T07:08:09.000Z",
  traits: { replace: "none", keepsModes: true },
  posts: { "posts/a.md": { hash: "h", address: "a.html" } },
  directories: ["media"],
  files: { "a.html": { sha256: "s", size: 3, mtime: 5 } },
};

test("a missing manifest is none; the previous one counts while the current one is missing", async () => {
  const files = new LocalFiles();
  expect(await readManifest(files, folder)).toEqual({ manifest: null, mark: null });
  await writeFile(join(folder, "manifest.previous"), JSON.stringify(manifest));
  expect((await readManifest(files, folder)).manifest?.generation).toBe(7);
  await writeFile(join(folder, "manifest"), JSON.stringify({ ...manifest, generation: 8 }));
  expect((await readManifest(files, folder)).manifest?.generation).toBe(8);
});

test("a damaged manifest, or one of a newer program, is an error and never counts as empty", async () => {
  await writeFile(join(folder, "manifest"), "{ half");
  await expect(readManifest(new LocalFiles(), folder)).rejects.toMatchObject({
    code: "publish.remoteFailed",
  });
  await writeFile(join(folder, "manifest"), JSON.stringify({ ...manifest, format: 2 }));
  await expect(readManifest(new LocalFiles(), folder)).rejects.toMatchObject({
    code: "publish.remoteFailed",
  });
});

test("decisions about links that an earlier version stored without the links' targets have ended", async () => {
  const links = { a: "left", b: { choice: "left", target: "/srv/b" } };
  await writeFile(join(folder, "manifest"), JSON.stringify({ ...manifest, links }));
  const { manifest: read } = await readManifest(new LocalFiles(), folder);
  expect(read?.links).toEqual({ b: links.b });
});

test("a manifest of many chunks is read completely", async () => {
  const live = Object.fromEntries(
    Array.from({ length: 50_000 }, (_, number) => [
      `posts/${number}.html`,
      { sha256: "0".repeat(64), size: 1, mtime: 2 },
    ]),
  );
  await writeFile(join(folder, "manifest"), JSON.stringify({ ...manifest, files: live }));
  const { manifest: read } = await readManifest(new LocalFiles(), folder);
  expect(Object.keys(read?.files ?? {})).toHaveLength(50_000);
});

test("the state is beside the document root, in one folder for each of a blog's roots", () => {
  const states = (root: string, blogId: string, form: "dotted" | "plain"): string[] =>
    stateLocations(root, blogId).map((place) => place[form].state);
  const [beside, inside] = states("/home/author/public_html", "blog-1", "dotted");
  expect(beside).toBe("/home/author/.hitofude/blog-1/public_html");
  expect(inside).toMatch(/^\/home\/author\/public_html\/\.hitofude-[0-9a-f]{32}$/);
  expect(states("/", "blog-1", "dotted")).toEqual([expect.stringMatching(/^\/\.hitofude-[0-9a-f]{32}$/)]);
  expect(states("/www", "../../etc", "dotted")[0]).toMatch(/^\/\.hitofude\/[0-9a-f]{32}\/www$/);
  const [plainBeside = "", plainInside = ""] = states("/home/author/public_html", "blog-1", "plain");
  expect(plainBeside).toMatch(/^\/home\/author\/hitofude-[0-9a-f]{32}\/public_html$/);
  expect(plainInside).toMatch(/^\/home\/author\/public_html\/hitofude-[0-9a-f]{32}$/);
  for (const path of [beside, inside, plainBeside, plainInside])
    expect(isInState(`${path}/stage-1`)).toBe(true);
  for (const path of ["/home/author/hitofude/a", "/www/hitofude-2024/a"]) expect(isInState(path)).toBe(false);
});

test("a lock's record keeps its length, so that a heartbeat can overwrite it", () => {
  const owner = { user: "筆者", computer: "desk" };
  const records = [0, 9, 123_456].map((beat) => lockRecord(owner, "2024-05-06T07:08:09.000Z", beat));
  expect(new Set(records.map((record) => record.length)).size).toBe(1);
  expect(readLockRecord(`abc ${Buffer.from(records[2] ?? []).toString()}`)).toMatchObject({
    nonce: "abc",
    user: "筆者",
    beat: "0000123456",
  });
  expect(readLockRecord("abc {half")).toBeNull();
});

test("parents come before children, and the top is omitted", () => {
  expect(parentDirectories(["a/b/c.html", "x.html", "a/d.html", "z/y.html"])).toEqual(["a", "z", "a/b"]);
});

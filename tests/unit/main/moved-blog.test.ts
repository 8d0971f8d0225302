import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isBlogWithId, keyAfterMove, preferencesAfterMove } from "#main/files/moved-blog.ts";
import { PreferencesStore } from "#main/preferences.ts";

test("a folder is the blog that was moved only if it has its id", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-moved-"));
  expect(await isBlogWithId(folder, "diary-123456789abc")).toBe(false);
  await mkdir(join(folder, ".hitofude"));
  await writeFile(join(folder, ".hitofude", "id"), "diary-123456789abc\n");
  expect(await isBlogWithId(folder, "diary-123456789abc")).toBe(true);
  expect(await isBlogWithId(folder, "other-123456789abc")).toBe(false);
  expect(await isBlogWithId(folder, null)).toBe(false);
  await rm(join(folder, ".hitofude", "id"));
  // A folder at the path of the file causes a real error.
  await mkdir(join(folder, ".hitofude", "id"));
  await expect(isBlogWithId(folder, "diary-123456789abc")).rejects.toMatchObject({
    code: "file.readFailed",
    values: { path: join(folder, ".hitofude", "id") },
  });
  await rm(folder, { recursive: true });
});

test("what the preferences say of a blog follows its folder", () => {
  const { values } = new PreferencesStore(join(tmpdir(), "hitofude-no-preferences.json"));
  const changes = preferencesAfterMove(
    {
      ...values,
      lastPost: { "/a": "posts/x.md", "/b": "posts/y.md" },
      newPosts: { "/a": "keep" },
      cards: { "/a": "make", "/b": "keep" },
      quickSection: {},
      lists: { "/a": { order: "title", grouping: "none" } },
      recentBlogs: ["/b", "/a", "/c", "/d"],
    },
    "/a",
    "/c",
  );
  expect(changes).toEqual({
    lastPost: { "/b": "posts/y.md", "/c": "posts/x.md" },
    newPosts: { "/c": "keep" },
    cards: { "/b": "keep", "/c": "make" },
    quickSection: {},
    lists: { "/c": { order: "title", grouping: "none" } },
    recentBlogs: ["/c", "/b", "/d"],
  });
});

test("a window whose blog has moved takes no other window's place", () => {
  const open = new Map([["/old", "first"]]);
  expect(keyAfterMove(open, "/old", "/new")).toBe("/new");
  expect(keyAfterMove(open.set("/new", "second"), "/old", "/new")).toBe("/old");
  expect(keyAfterMove(open, "/old", "/old")).toBe("/old");
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blogsFolder, newBlogFolder, otherFolder } from "#main/files/new-blog-folder.ts";

const nothing = (): boolean => false;

test.each([
  ["ひとこと日記", "ひとこと日記"],
  ['山の"日記": 2/3', "山の 日記 2 3"],
  ["  ..hidden. ", "hidden"],
  ["..", "blog"],
  ["", "blog"],
  ["con", "blog-con"],
  ["LPT1.log", "blog-LPT1.log"],
  ["console", "console"],
  ["か\u3099くせい", "がくせい"],
  ["𠮷".repeat(100), "𠮷".repeat(60)],
  ["a\u0000b\nc", "a b c"],
])("a blog named %j gets the folder %j", (name, folder) => {
  expect(newBlogFolder("/blogs", name, nothing)).toBe(join("/blogs", folder));
});

test("a folder name that is taken gets a number", () => {
  const taken = new Set([join("/blogs", "日記"), join("/blogs", "日記-2")]);
  expect(newBlogFolder("/blogs", "日記", (folder) => taken.has(folder))).toBe(join("/blogs", "日記-3"));
});

test("new blogs lie where no cloud client moves them", () => {
  const windows = { platform: "win32", home: "/users/taro", env: {} };
  expect(blogsFolder(windows, "/users/taro/OneDrive/Documents")).toBe("/users/taro/Hitofude");
  expect(blogsFolder({ ...windows, platform: "darwin" }, "/users/taro/Documents")).toBe(
    "/users/taro/Hitofude",
  );
  expect(blogsFolder({ ...windows, platform: "linux" }, "/home/taro/書類")).toBe("/home/taro/書類/Hitofude");
});

test("a folder without blog.yaml may become a blog, and says whether anything is in it", () => {
  const parent = mkdtempSync(join(tmpdir(), "hitofude-other-"));
  const folder = join(parent, "か\u3099くしゅう");
  expect(otherFolder(folder)).toBeNull();
  mkdirSync(folder);
  writeFileSync(join(folder, ".DS_Store"), "");
  expect(otherFolder(folder)).toEqual({ name: "がくしゅう", path: folder, isEmpty: true, hasPosts: false });
  writeFileSync(join(folder, "letter.txt"), "mine");
  expect(otherFolder(folder)).toMatchObject({ isEmpty: false, hasPosts: false });
  mkdirSync(join(folder, "posts"));
  expect(otherFolder(folder)?.hasPosts).toBe(true);
  writeFileSync(join(folder, "blog.yaml"), "title: 日記");
  expect(otherFolder(folder)).toBeNull();
  rmSync(parent, { recursive: true });
});

import { mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, sep } from "node:path";
import { expect, test } from "vitest";
import { folderIdentity, isInside, shortFolderName } from "#main/files/folder-names.ts";

test("different spellings of a folder's path denote one folder", () => {
  const top = mkdtempSync(join(tmpdir(), "hitofude-names-"));
  mkdirSync(join(top, "blog"));
  mkdirSync(join(top, "other"));
  symlinkSync(join(top, "blog"), join(top, "link"));
  const blog = folderIdentity(join(top, "blog"));
  expect(folderIdentity(join(top, "link"))).toBe(blog);
  expect(folderIdentity(`${join(top, "other", "..", "blog")}${sep}`)).toBe(blog);
  expect(folderIdentity(join(top, "other"))).not.toBe(blog);
  expect(folderIdentity(join(top, "missing", "..", "gone"))).toBe(join(top, "gone"));
});

test("inside are the folder and its content", () => {
  const folder = join(sep, "blogs", "a");
  for (const path of [folder, join(folder, "posts"), join(folder, "..odd"), `${folder}${sep}`])
    expect(isInside(folder, path), path).toBe(true);
  for (const path of [join(sep, "blogs"), join(sep, "blogs", "ab"), `${folder}${sep}..${sep}b`, sep])
    expect(isInside(folder, path), path).toBe(false);
});

test("folders in the home directory are shown in short form", () => {
  expect(shortFolderName(join(homedir(), "blogs", "日記"))).toBe(join("~", "blogs", "日記"));
  expect(shortFolderName(homedir())).toBe(homedir());
  expect(shortFolderName(join(sep, "srv", "blog"))).toBe(join(sep, "srv", "blog"));
});

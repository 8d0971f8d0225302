import { mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, sep } from "node:path";
import { expect, test, vi } from "vitest";
import { folderIdentity, includesFolder, isInside, shortFolderName } from "#main/files/folder-names.ts";

vi.spyOn(realpathSync, "native");

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

test("a folder keeps its identity when it is made, also below a link", () => {
  const top = mkdtempSync(join(tmpdir(), "hitofude-names-"));
  mkdirSync(join(top, "documents"));
  symlinkSync(join(top, "documents"), join(top, "link"));
  const folder = join(top, "link", "Hitofude", "日記");
  const before = folderIdentity(folder);
  mkdirSync(folder, { recursive: true });
  expect(folderIdentity(folder)).toBe(before);
});

test("a folder is found in a list, in any spelling, and without a look at the others if its name is there", () => {
  const top = mkdtempSync(join(tmpdir(), "hitofude-names-"));
  mkdirSync(join(top, "blog"));
  symlinkSync(join(top, "blog"), join(top, "link"));
  expect(includesFolder([join(top, "other"), join(top, "link")], join(top, "blog"))).toBe(true);
  expect(includesFolder([join(top, "other")], join(top, "blog"))).toBe(false);
  const looks = vi.mocked(realpathSync.native).mock.calls.length;
  expect(includesFolder([join(top, "other"), join(top, "blog")], join(top, "blog"))).toBe(true);
  expect(vi.mocked(realpathSync.native).mock.calls.length).toBe(looks);
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

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import {
  blogAround,
  isLooseFile,
  launchTarget,
  readLaunch,
  readLooseFiles,
  wantsSample,
} from "#main/launch.ts";

const top = mkdtempSync(join(tmpdir(), "hitofude-launch-"));
const blog = join(top, "blog");
mkdirSync(join(blog, "posts", "hitokoto"), { recursive: true });
writeFileSync(join(blog, "blog.yaml"), "title: x\n");
writeFileSync(join(blog, "posts", "hitokoto", "a.md"), "a\n");
writeFileSync(join(top, "loose.md"), "b\n");

test("a folder on the command line is opened, relative to the working folder", () => {
  expect(readLaunch(["hitofude", "--no-sandbox", "blog"], top, true)).toEqual({ folder: blog, post: null });
});

test("a Markdown file opens its blog and is shown", () => {
  expect(readLaunch(["hitofude", join(blog, "posts", "hitokoto", "a.md")], top, true)).toEqual({
    folder: blog,
    post: "posts/hitokoto/a.md",
  });
});

test("a file: URL is accepted", () => {
  const address = pathToFileURL(join(blog, "posts", "hitokoto", "a.md")).href;
  expect(readLaunch(["hitofude", address], top, true)?.folder).toBe(blog);
});

test("a file outside any blog, or a missing one, opens nothing", () => {
  expect(readLaunch(["hitofude", join(top, "loose.md"), join(top, "missing")], top, true)).toBeNull();
});

test("a Markdown file outside any blog is recognised, also beside a blog’s posts", () => {
  const loose = join(top, "loose.md");
  const notes = join(blog, "README.md");
  writeFileSync(notes, "d\n");
  const others = ["hitofude", "missing.md", "blog", "loose.md", notes, "loose.md"];
  expect(readLooseFiles(others, top, true)).toEqual([loose, notes]);
  expect(readLooseFiles(["hitofude", join(blog, "posts", "hitokoto", "a.md")], top, true)).toEqual([]);
  expect(launchTarget(notes)).toBeNull();
  expect(isLooseFile(notes)).toBe(true);
  expect(isLooseFile(top)).toBe(false);
});

test("a folder with posts is recognised as a blog without its settings", () => {
  expect(blogAround(join(top, "site", "posts", "2020", "a.md"))).toBe(join(top, "site"));
  expect(blogAround(join(top, "loose.md"))).toBeNull();
});

test("in a clone the first folder is the program's own", () => {
  expect(readLaunch(["electron", "--no-sandbox", top], top, false)).toBeNull();
  expect(readLaunch(["electron", top, "blog"], top, false)?.folder).toBe(blog);
});

test.each([
  ["an address on another computer", "file://elsewhere.example/blog"],
  ["an address that is none", "file:///%2Fa%ZZ"],
  ["a path below a file", join(top, "loose.md", "posts")],
  ["a name that no disk takes", "x".repeat(5000)],
  ["a NUL", "blog\0"],
])("%s opens nothing, and the next argument counts", (_name, argument) => {
  expect(readLaunch(["hitofude", argument, "blog"], top, true)?.folder).toBe(blog);
});

test("a post's path is NFC, whatever the disk has", () => {
  const decomposed = join(blog, "posts", "が.md".normalize("NFD"));
  writeFileSync(decomposed, "c\n");
  expect(launchTarget(decomposed)).toEqual({ folder: blog, post: "posts/が.md".normalize("NFC") });
});

test("the sample blog is created on request, even if a folder has the name of the command", () => {
  expect(wantsSample(["electron", top, "--sample"])).toBe(true);
  expect(wantsSample(["electron", top, "sample"])).toBe(false);
  expect(readLaunch(["electron", top, "--sample"], top, false)).toBeNull();
});

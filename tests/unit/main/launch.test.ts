import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { readLaunch } from "#main/launch.ts";

const top = mkdtempSync(join(tmpdir(), "hitofude-launch-"));
const blog = join(top, "blog");
mkdirSync(join(blog, "posts", "hitokoto"), { recursive: true });
writeFileSync(join(blog, "blog.yaml"), "title: x\n");
writeFileSync(join(blog, "posts", "hitokoto", "a.md"), "a\n");
writeFileSync(join(top, "loose.md"), "b\n");

test("a folder named on the command line is opened, relative to the working folder", () => {
  expect(readLaunch(["hitofude", "--no-sandbox", "blog"], top, true)).toEqual({ folder: blog });
});

test("a Markdown file opens the blog that it lies in", () => {
  expect(readLaunch(["hitofude", join(blog, "posts", "hitokoto", "a.md")], top, true)).toEqual({
    folder: blog,
  });
});

test("desktops may hand over a file: address", () => {
  const address = pathToFileURL(join(blog, "posts", "hitokoto", "a.md")).href;
  expect(readLaunch(["hitofude", address], top, true)).toEqual({ folder: blog });
});

test("a file outside any blog, and what does not exist, open nothing", () => {
  expect(readLaunch(["hitofude", join(top, "loose.md"), join(top, "missing")], top, true)).toEqual({
    folder: null,
  });
});

test("in a clone the first folder is the program's own", () => {
  expect(readLaunch(["electron", "--no-sandbox", top], top, false)).toEqual({ folder: null });
  expect(readLaunch(["electron", top, "blog"], top, false)).toEqual({ folder: blog });
});

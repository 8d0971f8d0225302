import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { coldBlogIn } from "#engine/speed/cold-build.ts";
import { cacheFolderOf } from "#engine/state/state-path.ts";
import { manyTexts } from "#engine/site/articles/texts-ahead.ts";

let blog: string;
let stateRoot: string;

beforeEach(() => {
  blog = mkdtempSync(join(tmpdir(), "hitofude-cold-"));
  stateRoot = join(blog, "state");
});

afterEach(() => rmSync(blog, { recursive: true }));

function putPosts(folder: string, count: number): void {
  mkdirSync(join(blog, folder), { recursive: true });
  for (let number = 0; number < count; number += 1) writeFileSync(join(blog, folder, `${number}.md`), "");
}

test("a build of many posts without a cache is cold, whatever the order of the arguments", () => {
  putPosts("posts/a", manyTexts / 2);
  putPosts("posts/b/c", manyTexts / 2);
  expect(coldBlogIn(["build", "--out", "site", blog], stateRoot)).toBe(blog);
  expect(coldBlogIn(["publish", blog, "--dry-run"], stateRoot)).toBe(blog);
  expect(coldBlogIn(["render", blog], stateRoot)).toBeUndefined();
  expect(coldBlogIn([], stateRoot)).toBeUndefined();
});

test("a blog of few posts, one with a cache, and a folder that is not a blog are not cold", () => {
  putPosts("posts/a", manyTexts - 1);
  expect(coldBlogIn(["build", blog, "--out", "site"], stateRoot)).toBeUndefined();
  expect(coldBlogIn(["build", join(blog, "elsewhere")], stateRoot)).toBeUndefined();
  putPosts("posts/b", 1);
  expect(coldBlogIn(["build", blog], stateRoot)).toBe(blog);
  mkdirSync(join(cacheFolderOf(stateRoot, blog), "articles"), { recursive: true });
  expect(coldBlogIn(["build", blog], stateRoot)).toBeUndefined();
});

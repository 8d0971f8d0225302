import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isColdBuild } from "#engine/speed/cold-build.ts";
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
  expect(isColdBuild(["build", "--out", "site", blog], stateRoot)).toBe(true);
  expect(isColdBuild(["publish", blog, "--dry-run"], stateRoot)).toBe(true);
  expect(isColdBuild(["render", blog], stateRoot)).toBe(false);
  expect(isColdBuild([], stateRoot)).toBe(false);
});

test("a blog of few posts, one with a cache, and a folder that is not a blog are not cold", () => {
  putPosts("posts/a", manyTexts - 1);
  expect(isColdBuild(["build", blog, "--out", "site"], stateRoot)).toBe(false);
  expect(isColdBuild(["build", join(blog, "elsewhere")], stateRoot)).toBe(false);
  putPosts("posts/b", 1);
  expect(isColdBuild(["build", blog], stateRoot)).toBe(true);
  mkdirSync(join(cacheFolderOf(stateRoot, blog), "articles"), { recursive: true });
  expect(isColdBuild(["build", blog], stateRoot)).toBe(false);
});

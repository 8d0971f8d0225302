import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logsOfWarmBuild } from "#engine/speed/warm-build.ts";
import { cacheFolderOf } from "#engine/state/state-path.ts";

let blog: string;
let log: string;
let stateRoot: string;

beforeEach(() => {
  blog = mkdtempSync(join(tmpdir(), "hitofude-warm-"));
  stateRoot = join(blog, "state");
  log = join(cacheFolderOf(stateRoot, blog), "posts");
  mkdirSync(cacheFolderOf(stateRoot, blog), { recursive: true });
  writeFileSync(log, "x".repeat(2_000_000));
});
afterEach(() => rmSync(blog, { recursive: true }));

test("a build of many posts, done again, is made from the logs of its posts and of its folder", () => {
  const posts = { log, folder: blog };
  const site = { log: resolve("site.index"), folder: resolve("site") };
  expect(logsOfWarmBuild(["build", blog, "--out", "site"], stateRoot)).toEqual([posts, site]);
  expect(logsOfWarmBuild(["build", "--out=site/", "--json", blog], stateRoot)).toEqual([posts, site]);
  expect(logsOfWarmBuild(["publish", blog, "--dry-run"], stateRoot)).toEqual([posts]);
  expect(logsOfWarmBuild(["build", blog, "--out"], stateRoot)).toEqual([posts]);
});

test("of few posts, of a blog that was never built, and where nothing is built, nobody looks ahead", () => {
  expect(logsOfWarmBuild(["render", blog], stateRoot)).toEqual([]);
  expect(logsOfWarmBuild(["build", join(blog, "elsewhere"), "--out", "site"], stateRoot)).toEqual([]);
  expect(logsOfWarmBuild([], stateRoot)).toEqual([]);
  writeFileSync(log, "x".repeat(1_999_999));
  expect(logsOfWarmBuild(["build", blog, "--out", "site"], stateRoot)).toEqual([]);
});

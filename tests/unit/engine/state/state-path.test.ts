import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sessionFolderOf, stateRootOf } from "#contract/state-root.ts";
import { statePathOf } from "#engine/state/state-path.ts";

let folder = "";
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "hitofude-state-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a blog has one state folder, also through a link and before its folder exists; a copy has another", async () => {
  const blog = join(folder, "日記 1");
  const early = statePathOf("/state", blog);
  await mkdir(blog);
  await symlink(blog, join(folder, "link"));
  expect(statePathOf("/state", blog)).toBe(early);
  expect(statePathOf("/state", join(folder, "link"))).toBe(early);
  expect(basename(early)).toMatch(/^日記-1-[0-9a-f]{20}$/);
  expect(statePathOf("/state", join(folder, "other", "日記 1"))).not.toBe(early);
});

test("each system has its own data folder, which a variable overrides", () => {
  const at = (platform: string, env: Record<string, string> = {}) =>
    stateRootOf({ platform, env, home: "/home/a" });
  expect(at("linux")).toBe("/home/a/.local/share/hitofude/blogs");
  expect(at("linux", { XDG_DATA_HOME: "/data" })).toBe("/data/hitofude/blogs");
  expect(at("darwin")).toBe("/home/a/Library/Application Support/Hitofude/blogs");
  expect(at("win32", { LOCALAPPDATA: "C:\\L" })).toBe("C:\\L/Hitofude/blogs");
  expect(at("win32")).toBe("/home/a/AppData/Local/Hitofude/blogs");
  expect(at("linux", { HITOFUDE_DATA: "/mine" })).toBe("/mine/blogs");
});

test("on Windows, caches stay out of the profile that companies copy at each log-on", () => {
  const at = (platform: string, env: Record<string, string> = {}) =>
    sessionFolderOf({ platform, env, home: "C:/Users/a" });
  expect(at("win32", { LOCALAPPDATA: "C:\\L" })).toBe("C:\\L/Hitofude/session");
  expect(at("win32")).toBe("C:/Users/a/AppData/Local/Hitofude/session");
  expect(at("linux")).toBeNull();
  expect(at("darwin")).toBeNull();
});

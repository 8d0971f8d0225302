import { EventEmitter } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { watchFolder } from "#engine/blog/folder/watcher.ts";
import { temporaryBlog } from "../temporary-blog.ts";

// chokidar reads a new folder before it watches it, and misses files that appear in between: here it misses
// all
const system = new EventEmitter();
vi.mock("chokidar", () => ({ watch: () => Object.assign(system, { close: async () => undefined }) }));

afterEach(() => vi.useRealTimers());

test("files of a new folder are noticed when only the folder is reported", async () => {
  await using disk = await temporaryBlog({ "posts/a.md": "one" });
  const noticed: string[] = [];
  const watcher = watchFolder(disk.folder, (paths) => noticed.push(...paths));
  const partials = join(disk.folder, "theme", "templates", "partials");
  mkdirSync(join(partials, ".hidden"), { recursive: true });
  for (const name of ["footer.liquid", ".hidden/x.liquid"]) writeFileSync(join(partials, name), "a");
  system.emit("addDir", disk.folder);
  system.emit("addDir", join(disk.folder, "theme"));
  await expect.poll(() => noticed).toEqual(["theme/templates/partials/footer.liquid"]);
  await watcher.close();
});

test("a file that is reported beside its new folder is noticed once", async () => {
  await using disk = await temporaryBlog({ "posts/a.md": "one" });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const noticed: string[] = [];
  const watcher = watchFolder(disk.folder, (paths) => noticed.push(...paths));
  const style = join(disk.folder, "theme", "style.css");
  mkdirSync(join(disk.folder, "theme"));
  writeFileSync(style, "a");
  system.emit("add", style);
  // The folder is listed in a later turn of the event loop than the one that reports the file
  vi.advanceTimersByTime(100);
  system.emit("addDir", join(disk.folder, "theme"));
  vi.advanceTimersByTime(600);
  expect(noticed).toEqual(["theme/style.css"]);
  await watcher.close();
});

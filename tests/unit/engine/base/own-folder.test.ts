import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { expectOwn, expectOwnSync, isOwnSync } from "#engine/base/own-path.ts";
import { asWindows, hold, letGo } from "../systems/as-windows.ts";

let top: string;
let blog: string;
let home: string;

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), "hitofude-own-"));
  [blog, home] = [join(top, "blog"), join(top, "home")];
  await mkdir(join(blog, ".hitofude"), { recursive: true });
  await mkdir(home);
  await writeFile(join(home, "words.json"), "private");
});
afterEach(() => rm(top, { recursive: true, force: true }));

const journal = (): OwnFolder => new OwnFolder(blog, ".hitofude", "journal");

test("a whole file appears with its content, also on a disk without hard links", async () => {
  const folder = journal();
  const location = join(folder.location, "id");
  const seen: boolean[] = [];
  asWindows({ before: (operation) => void (operation === "link" && seen.push(existsSync(location))) });
  expect([await folder.makeWhole("id", "one"), await folder.makeWhole("id", "two")]).toEqual([true, false]);
  // The system is asked about both paths of a link: first before the file exists, then after it exists.
  expect(seen).toEqual([false, false, true, true]);
  hold({ on: ["link"], path: /./, code: "ENOTSUP" });
  expect([await folder.makeWhole("b", "new"), await folder.makeWhole("b", "other")]).toEqual([true, false]);
  letGo();
  expect([await readFile(location, "utf8"), await readFile(join(folder.location, "b"), "utf8")]).toEqual([
    "one",
    "new",
  ]);
  expect((await folder.names()).sort()).toEqual(["b", "id"]);
});

test("files are written, read, listed, moved and removed", async () => {
  const folder = journal();
  await folder.write("a.json", "one");
  await folder.append("log", "1");
  await folder.append("log", "2");
  expect([await folder.make("b", "new"), await folder.make("b", "other")]).toEqual([true, false]);
  await folder.rename("a.json", "deep/a.json");
  expect(String(await folder.read("deep/a.json"))).toBe("one");
  expect(String(await folder.read("log"))).toBe("12");
  await folder.remove("b");
  await folder.remove("b");
  expect((await folder.names()).sort()).toEqual(["deep", "log"]);
  await expect(folder.names("none")).rejects.toMatchObject({ code: "ENOENT" });
  await expect(folder.read("deep")).rejects.toMatchObject({ code: "file.failed" });
});

test("the folder itself may be a link", async () => {
  await symlink(blog, join(top, "link"));
  await new OwnFolder(join(top, "link"), ".hitofude", "journal").write("a.json", "one");
  expect(await readFile(join(blog, ".hitofude/journal/a.json"), "utf8")).toBe("one");
});

test.each([
  [".hitofude/journal", "../../home"],
  [".hitofude/journal", "../../home/not-there"],
  [".hitofude/journal/words.json", "../../../home/words.json"],
])("nothing is read or written through %s -> %s", async (path, target) => {
  await mkdir(join(blog, ".hitofude/journal"));
  await rm(join(blog, path), { recursive: true, force: true });
  await symlink(target, join(blog, path));
  const folder = journal();
  const refused = { code: "file.linked", values: { path } };
  await expect(folder.write("words.json", "x")).rejects.toMatchObject(refused);
  await expect(folder.read("words.json")).rejects.toMatchObject(refused);
  await expect(folder.append("words.json", "x")).rejects.toMatchObject(refused);
  await expect(folder.make("words.json", "x")).rejects.toMatchObject(refused);
  await expect(folder.remove("words.json")).rejects.toMatchObject(refused);
  await expect(folder.rename("words.json", "other.json")).rejects.toMatchObject(refused);
  expect(() => folder.locateSync("words.json")).toThrow(expect.objectContaining(refused));
  expect(await readdir(home)).toEqual(["words.json"]);
  expect(await readFile(join(home, "words.json"), "utf8")).toBe("private");
});

test("a path that is not below the folder is refused", async () => {
  for (const path of [top, home, join(blog, "../home/x"), blog]) {
    await expect(expectOwn(blog, path)).rejects.toMatchObject({ code: "file.outside" });
    expect(isOwnSync(blog, path)).toBe(false);
  }
  await writeFile(join(blog, "file"), "");
  expect(() => expectOwnSync(blog, join(blog, "file", "inside"))).not.toThrow();
  expect(isOwnSync(blog, join(blog, "not/there"))).toBe(true);
});

test("a blog folder that is gone is not made again by what is kept in it", async () => {
  const was = join(top, "gone");
  const kept = new OwnFolder(was, ".hitofude", "kept");
  const gone = { code: "blog.notFound", values: { folder: was } };
  await expect(kept.write("a", "x")).rejects.toMatchObject(gone);
  await expect(kept.make("a", "x")).rejects.toMatchObject(gone);
  await expect(kept.append("a", "x")).rejects.toMatchObject(gone);
  await expect(kept.rename("a", "b")).rejects.toMatchObject(gone);
  expect(() => kept.makeSync()).toThrow(expect.objectContaining(gone));
  await expect(atomicWrite(join(was, "a"), "x", { within: was })).rejects.toMatchObject(gone);
  expect(existsSync(was)).toBe(false);
  // A folder of the program itself is made when it is needed
  await new OwnFolder(was).write("deep/a", "x");
  expect(await readFile(join(was, "deep", "a"), "utf8")).toBe("x");
});

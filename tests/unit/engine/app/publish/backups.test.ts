import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readZip } from "#tests/support/read-zip.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { hold, letGo } from "../../systems/as-windows.ts";
import { openBlog, openFiles, post, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
let drive: string;
beforeEach(async () => {
  blog = await openFiles({
    "blog.yaml": "title: 雨音\ntheme: fude\nsections:\n  hibi:\n    title: 日々\n",
    "posts/hibi/a.md": post("傘を干す", "軒の下。"),
    "media/notes.txt": "控え",
  });
  drive = join(dirname(blog.folder), "drive");
  await mkdir(drive);
});
afterEach(() => blog.close());

const on = (changes: object = {}) =>
  blog.service.exporting.backups.set({ isOn: true, folder: drive, keep: 2, ...changes });
const zips = async (): Promise<string[]> => (await readdir(drive)).filter((name) => name.endsWith(".zip"));

/** Publishes after another program has changed a file, so that there is something to back up. */
async function publishChange(text: string) {
  await blog.write("media/notes.txt", text);
  return blog.publish();
}

test("nothing is backed up until the author wants it", async () => {
  expect(await blog.service.exporting.backups.read()).toMatchObject({
    isOn: false,
    keep: 10,
    isUsualFolder: true,
  });
  await blog.publish();
  expect(await readdir(drive)).toEqual([]);
});

test("choices that cannot be read are an error, never backups that are off", async () => {
  await on();
  blog = await blog.reopen();
  hold({ on: ["read"], path: /blog\.json$/ });
  const { backups } = blog.service.exporting;
  await expect(backups.read()).rejects.toMatchObject({ code: "file.inUse" });
  const place = expect.stringMatching(/blog\.json$/);
  expect(await backups.beforePublish(new Cancellation())).toEqual([
    { code: "backup.failed", values: { folder: place, code: "file.inUse" } },
  ]);
  letGo();
  expect(await backups.read()).toMatchObject({ isOn: true, folder: drive });
});

test("choices that could not be read when the blog was opened apply to the next publish", async () => {
  await on();
  const opened = blog;
  hold({ on: ["read"], path: /blog\.json$/ });
  blog = await openBlog(blog.folder, { trusted: false });
  letGo();
  await opened.service.close();
  expect(await blog.service.exporting.backups.beforePublish(new Cancellation())).toEqual([]);
  expect(await zips()).toHaveLength(1);
});

test("each publish is preceded by a backup of the whole folder, if anything has changed", async () => {
  await on();
  await publishChange("公開の前");
  const [first = ""] = await zips();
  expect(first).toMatch(new RegExp(`^${basename(blog.folder)} \\d{4}-\\d\\d-\\d\\d \\d{6}\\.zip$`));
  const files = readZip(join(drive, first));
  expect(files.get("media/notes.txt")?.toString()).toBe("公開の前");
  // The backup does not contain the address yet that the publish wrote into the post
  expect(files.get("posts/hibi/a.md")?.toString()).toBe(post("傘を干す", "軒の下。"));
  const stages = (): string[] => blog.eventsOf("publish.progress").map(({ stage }) => stage);
  const backups = (): number => stages().filter((stage) => stage === "backup").length;
  expect(stages().indexOf("backup")).toBe(0);
  await blog.publish();
  const before = backups();
  await blog.publish();
  expect(backups()).toBe(before);
});

test("only the newest backups are kept, and other files in the folder stay", async () => {
  const own = join(drive, `${basename(blog.folder)} 2020-01-01 000000.zip`);
  await writeFile(own, "of the author");
  await on({ keep: 1 });
  const seen = new Set<string>();
  const made: string[] = [];
  for (let number = 1; made.length < 3; number += 1) {
    await publishChange(`第${number}版`);
    for (const name of await zips()) if (!seen.has(name)) made.push(name);
    for (const name of made) seen.add(name);
  }
  const left = (await zips()).filter((name) => join(drive, name) !== own);
  expect(left).toEqual([made.at(-1)]);
  expect(await readFile(own, "utf8")).toBe("of the author");
});

test("a missing drive does not prevent a publish, and nothing is written in its place", async () => {
  await on();
  await rm(drive, { recursive: true });
  const { notes, uploaded } = await publishChange("公開できます");
  expect(uploaded).toBeGreaterThan(0);
  expect(notes).toContainEqual({
    code: "backup.failed",
    values: { folder: drive, code: "file.notFound" },
  });
  await expect(readdir(drive)).rejects.toThrow("ENOENT");
});

test("backups are never inside the blog or a published folder, whatever way leads there", async () => {
  const site = join(dirname(blog.folder), "site");
  await mkdir(site);
  await blog.service.targets.change({
    name: "web",
    target: { kind: "folder", directory: site, url: "https://example.net/" },
  });
  const other = join(dirname(blog.folder), "other");
  await mkdir(other);
  await blog.service.targets.change({
    name: "home",
    target: { kind: "folder", directory: `~/${relative(homedir(), other)}`, url: "https://example.net/" },
  });
  await symlink(site, join(drive, "link"));
  for (const folder of [blog.folder, join(blog.folder, "media"), site, other, join(drive, "link", "new")]) {
    await expect(on({ folder })).rejects.toMatchObject({ code: "backup.inside" });
  }
  expect((await blog.service.exporting.backups.read()).isOn).toBe(false);
  // The folder of the backups later becomes a target.
  await on();
  await blog.service.targets.change({
    name: "web",
    target: { kind: "folder", directory: drive, url: "https://example.net/" },
  });
  const { notes } = await publishChange("変わりました");
  expect(notes).toContainEqual({ code: "backup.failed", values: { folder: drive, code: "backup.inside" } });
  expect(await zips()).toEqual([]);
});

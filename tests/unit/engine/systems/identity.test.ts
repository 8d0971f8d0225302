import { link, mkdir, mkdtemp, readdir, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { isSameFile } from "#engine/base/files/same-file.ts";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { watchFolder } from "#engine/blog/folder/watcher.ts";
import { PostStore } from "#engine/blog/posts/post-store.ts";
import { moveFile } from "#engine/blog/safety/trash.ts";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { type CaseFolder, caseFolder, hasCaseFolder } from "#tests/support/disks/case-folder.ts";

const settings = blogSettingsSchema.parse({ title: "日記" });

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

describe("on a disk that distinguishes case", () => {
  test("names that differ in case are two files, and neither overwrites the other", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hitofude-identity-"));
    await write(folder, "a.md", "1");
    // Creates two names of one inode, as if ids were rounded to the same number or were all 0
    await link(join(folder, "a.md"), join(folder, "b.md"));
    expect(await isSameFile(join(folder, "a.md"), join(folder, "b.md"))).toBe(false);
    const moving = moveFile(folder, join(folder, "a.md"), join(folder, "b.md"), "b.md");
    await expect(moving).rejects.toMatchObject({ code: "post.exists" });
    expect(await readdir(folder)).toEqual(["a.md", "b.md"]);
  });

  test.skipIf(process.platform !== "linux")("such names stay two posts", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hitofude-identity-"));
    await write(folder, "posts/a.md", "1");
    const store = new PostStore(folder);
    await store.load(["posts/a.md"], settings);
    await write(folder, "posts/A.md", "2");
    expect(await store.refresh("posts/A.md", settings)).toMatchObject({ change: "new", path: "posts/A.md" });
    expect([...store.posts.keys()].sort()).toEqual(["posts/A.md", "posts/a.md"]);
  });
});

describe.skipIf(!hasCaseFolder)("on a disk that ignores case", () => {
  async function open(disk: CaseFolder): Promise<BlogFolder> {
    await write(disk.folder, "blog.yaml", "title: 日記\n");
    return openBlogFolder(disk.folder, { watch: false });
  }

  test("two spellings of a name are one file", async () => {
    await using disk = await caseFolder();
    await write(disk.folder, "Posts/a.md", "1");
    const same = (first: string, second: string): Promise<boolean> =>
      isSameFile(join(disk.folder, first), join(disk.folder, second));
    expect(await same("Posts/a.md", "Posts/A.md")).toBe(true);
    expect(await same("Posts/a.md", "posts/A.MD")).toBe(true);
    expect(await same("Posts/a.md", "posts/b.md")).toBe(false);
  });

  test("a change of case by the program renames the file", async () => {
    await using disk = await caseFolder();
    await write(disk.folder, "posts/a.md", "1");
    const blog = await open(disk);
    await blog.documents.rename("posts/a.md", "posts/A.md");
    await disk.settle();
    expect(await readdir(join(disk.folder, "posts"))).toEqual(["A.md"]);
    expect([...blog.posts.keys()]).toEqual(["posts/A.md"]);
    await blog.close();
  });

  test("a change of case by another program is one move, whichever spelling is reported", async () => {
    await using disk = await caseFolder();
    await write(disk.folder, "posts/a.md", "1");
    const store = new PostStore(disk.folder);
    await store.load(["posts/a.md"], settings);
    await rename(join(disk.folder, "posts/a.md"), join(disk.folder, "posts/A.md"));
    await disk.settle();
    expect((await store.refresh("posts/a.md", settings)).change).toBe("none");
    const moved = await store.refresh("posts/A.md", settings);
    expect(moved).toMatchObject({ path: "posts/A.md", change: "new", movedFrom: "posts/a.md" });
    expect((await store.refresh("posts/a.md", settings)).change).toBe("none");
    expect([...store.posts.keys()]).toEqual(["posts/A.md"]);
  });

  test("posts in `Posts/` are found", async () => {
    await using disk = await caseFolder();
    await write(disk.folder, "Posts/a.md", "1");
    const blog = await open(disk);
    expect([...blog.posts.keys()]).toEqual(["posts/a.md"]);
    await blog.close();
  });
});

test("`Posts/` is watched like `posts/`, and reported by that name", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-identity-"));
  await write(folder, "Posts/a.md", "1");
  const reported: string[] = [];
  const watcher = watchFolder(folder, (paths) => reported.push(...paths));
  await watcher.ready;
  await write(folder, "Posts/a.md", "2");
  await vi.waitFor(() => expect(reported).toEqual(["posts/a.md"]), { timeout: 60_000 });
  await watcher.close();
});

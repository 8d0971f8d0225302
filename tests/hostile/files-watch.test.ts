import { cp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { tryAttack } from "#tests/support/attack.ts";
import { canary, contentsOf, differences } from "./support/canary-home.ts";
import { onScene } from "./support/scene.ts";

/** Changes that another program, such as `git pull`, makes to a blog while it is open. */
const arrivals: Readonly<Record<string, (folder: string, outside: string) => Promise<void>>> = {
  "posts/hibi/third.md": (folder, outside) =>
    symlink(join(outside, "secret.md"), join(folder, "posts/hibi/third.md")),
  "posts/hibi/first.md": async (folder, outside) => {
    await symlink("../../../../../outside/secret.md", join(folder, "posts/hibi/new"));
    await rename(join(folder, "posts/hibi/new"), join(folder, "posts/hibi/first.md"));
    void outside;
  },
  "posts/more": (folder, outside) => symlink(join(outside, "Documents"), join(folder, "posts/more")),
  "posts/hibi": async (folder, outside) => {
    await rm(join(folder, "posts/hibi"), { recursive: true });
    await symlink(join(outside, "Documents/hibi"), join(folder, "posts/hibi"));
  },
  "media/2025": (folder, outside) => symlink(join(outside, "Pictures"), join(folder, "media/2025")),
};

test.for(Object.entries(arrivals))(
  "nothing outside changes when %s becomes a link while the blog is open",
  async ([path, arrive]) => {
    await onScene(null, async ({ folder, outside }) => {
      const blog = await openBlogFolder(folder, { watch: true });
      await blog.watching();
      const noticed: string[] = [];
      blog.onChange(({ changed, removed }) => noticed.push(...changed, ...removed));
      await arrive(folder, outside);
      await expect.poll(() => blog.problems.map(({ file }) => file), { timeout: 60_000 }).toContain(path);
      const before = await contentsOf(outside);
      await cp(join(outside, "secret.md"), join(outside, "Documents/hibi/late.md"));
      await writeFile(join(folder, "posts/later.md"), "最後の一言。\n");
      await expect.poll(() => blog.posts.has("posts/later.md"), { timeout: 60_000 }).toBe(true);
      await blog.catchUp();
      const texts = Array.from(blog.posts.values(), ({ title, body }) => title + body);
      const harm = [
        ...texts.filter((text) => text.includes(canary)),
        ...noticed.filter((name) => /letter|late\.md$|photo/.test(name)),
        ...differences(before, await contentsOf(outside)).filter((line) => !line.endsWith("late.md")),
      ];
      await blog.close();
      await tryAttack(`${path}: ${harm.join(", ")}`, () => harm.length > 0);
    });
  },
);

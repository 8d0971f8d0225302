import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { contentsOf } from "./support/canary-home.ts";
import { type Attack, fileAttacks, harmless } from "./support/hostile-folder.ts";
import { onScene, tryOut } from "./support/scene.ts";
import { useBlog } from "./support/use-blog.ts";

test("a harmless folder can be used for everything, so that the attacks reach every step", async () => {
  await onScene(null, async ({ folder, out }) => {
    const { refused, problems } = await useBlog(folder, out);
    expect(refused).toEqual({ "untrash what was not there": "post.exists" });
    expect(problems).toEqual([]);
    expect((await contentsOf(out)).size).toBeGreaterThan(10);
  });
});

describe("no folder with hostile links or names changes or shows files outside it", () => {
  test.for(Object.entries(fileAttacks))("%s", ([name, attack]) => tryOut(name, attack));
});

test.for([
  ["posts is a link to a folder outside", ["file.outside posts"]],
  ["posts is a link into nowhere", ["file.linkBroken posts"]],
  ["pages is a chain of links", ["file.outside pages"]],
  ["a section is a link to a folder outside", ["file.outside posts/hibi"]],
  ["a post is a link with a relative target", ["file.outside posts/hibi/first.md"]],
  ["a post is a link to a private file of the folder", ["file.outside posts/hibi/first.md"]],
  ["media is a link to a folder outside", ["file.outside media"]],
  ["an image is a link into nowhere outside", ["file.linkBroken media/2024/picture.png"]],
  ["the folder of templates is a link", ["file.outside theme/templates"]],
  ["blog.yaml is a link to a file outside", ["file.outside blog.yaml"]],
  ["the journal is a link to a folder outside", ["file.outside .hitofude/journal"]],
] as const)("%s: the author sees which path is a link", async ([name, problems]) => {
  await onScene(fileAttacks[name] ?? null, async ({ folder }) => {
    const blog = await openBlogFolder(folder, { watch: false });
    const found = blog.problems.map(({ code, file }) => `${code} ${file}`);
    expect(found).toEqual(expect.arrayContaining([...problems]));
    await blog.close();
  });
});

test("a link to another post of the blog is read, and saving it reports that it is a link", async () => {
  const inside: Attack = (folder) => symlink("second.md", join(folder, "posts/hibi/again.md"));
  await onScene(inside, async ({ folder }) => {
    const blog = await openBlogFolder(folder, { watch: false });
    const { frontMatter, hash } = await blog.documents.read("posts/hibi/again.md");
    expect(frontMatter).toContain("二つ目");
    const save = {
      path: "posts/hibi/again.md",
      frontMatter,
      body: "書き換えた。",
      baseHash: hash,
      force: true,
    };
    const refused = { code: "file.linked", values: { path: "posts/hibi/again.md" } };
    await expect(blog.documents.save(save)).rejects.toMatchObject(refused);
    expect(await readFile(join(folder, "posts/hibi/second.md"), "utf8")).toBe(
      harmless["posts/hibi/second.md"],
    );
    await blog.close();
  });
});

test("a blog folder that is a link itself works like any other", async () => {
  await onScene(null, async ({ folder, out }) => {
    const link = join(folder, "../link");
    await symlink(folder, link);
    const { refused, problems } = await useBlog(link, out);
    expect(refused).toEqual({ "untrash what was not there": "post.exists" });
    expect(problems).toEqual([]);
  });
});

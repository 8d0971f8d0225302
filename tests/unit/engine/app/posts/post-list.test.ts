import { afterEach, expect, test } from "vitest";
import { openFiles, post, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const [a, b] = ["posts/hibi/a.md", "posts/hibi/b.md"] as const;

async function save(path: string, body: string): Promise<void> {
  const { frontMatter, hash } = await blog.service.posts.open(path);
  await blog.service.posts.save({ path, frontMatter, body, baseHash: hash, force: false });
}

test("after a save, the window gets the saved post's row and no other", async () => {
  blog = await openFiles({ [a]: post("雨", "文"), [b]: post("雪", "文", 8) });
  await blog.publish();
  await save(a, "\n別の文\n");
  const change = blog.eventsOf("posts.changed").at(-1);
  expect(change).toMatchObject({ changed: [{ path: a, excerpt: "別の文", state: "changed" }], order: null });
  expect(change?.changed).toHaveLength(1);
  expect(blog.listed()).toEqual(blog.service.overview.list());
});

test("a publish sends the new states, and a deletion the new order", async () => {
  blog = await openFiles({ [a]: post("雨", "文"), [b]: post("雪", "文", 8) });
  blog.service.overview.listToSend();
  await blog.publish();
  const published = blog.eventsOf("posts.changed").flatMap(({ changed }) => changed);
  expect(published.map(({ path, state }) => [path, state])).toEqual([
    [a, "published"],
    [b, "published"],
  ]);
  await blog.service.posts.trash(a);
  expect(blog.eventsOf("posts.changed").at(-1)).toEqual({ changed: [], order: [b] });
});

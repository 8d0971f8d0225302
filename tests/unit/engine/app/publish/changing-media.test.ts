import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { openBlog, openFiles, post, statePath, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const live = (path: string): string => statePath(blog.folder, "practice-site/server/htdocs", path);

/** Publishes; another program changes the blog each time when the plan is made and nothing is sent yet. */
async function publishWhile(change: (attempt: number) => Promise<void>): Promise<number> {
  let attempts = 0;
  const ask = async (question: Question): Promise<Answer> => {
    if (question.kind === "plan") await change(++attempts);
    return yes(question);
  };
  await blog.service.publishing.run({ review: true, ask, signal: new Cancellation() });
  return attempts;
}

test("a media file that disappears or changes before it is sent does not stop the publish", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文"), "media/a.txt": "一", "media/b.txt": "一" });
  await blog.publish();
  await blog.write("media/a.txt", "二 ".repeat(5));
  await blog.write("media/b.txt", "二 ".repeat(5));
  await blog.write("posts/hibi/b.md", post("雪", "文", 10));
  blog = await blog.reopen();
  const attempts = await publishWhile(async (attempt) => {
    if (attempt === 1) await rm(join(blog.folder, "media/a.txt"));
    if (attempt === 2) await blog.write("media/b.txt", "三 ".repeat(5));
  });
  expect(attempts).toBe(3);
  // The published copy of the removed file stays until a publish asks about it.
  expect(await readFile(live("media/a.txt"), "utf8")).toBe("一");
  expect(await readFile(live("media/b.txt"), "utf8")).toContain("三");
  expect(existsSync(live("20240506-1000.html"))).toBe(true);
});

test("a page that another process makes again before it is sent does not stop the publish", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  await blog.publish();
  await blog.write("posts/hibi/b.md", post("雪", "一", 10));
  blog = await blog.reopen();
  const attempts = await publishWhile(async (attempt) => {
    if (attempt > 1) return;
    await blog.write("posts/hibi/b.md", post("雪", "二つめ", 10));
    const other = await openBlog(blog.folder);
    await other.service.publishing.plan({ signal: new Cancellation() });
    await other.service.close();
  });
  expect(attempts).toBe(2);
  // This process has read the earlier text, and its record says so. The next publish sends the new text.
  const page = (): Promise<string> => readFile(live("20240506-1000.html"), "utf8");
  expect(await page()).toContain("一");
  blog = await blog.reopen();
  await blog.publish();
  expect(await page()).toContain("二つめ");
});

/** Calls `change` once, when the site is built and its problems are not collected yet. */
function afterBuild(change: () => Promise<void>): void {
  const { builder } = blog.service;
  const build = builder.build.bind(builder);
  vi.spyOn(builder, "build").mockImplementationOnce(async (request) => {
    const result = await build(request);
    await change();
    await blog.service.blog.catchUp();
    return result;
  });
}

test("a post that breaks while the site is built does not go out, as the note says", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") }, { watch: true });
  await blog.publish();
  const text = post("雪", "文", 10);
  await blog.write("posts/hibi/b.md", text);
  afterBuild(() => blog.write("posts/hibi/b.md", text.replace("title: ", "title: [")));
  expect(await blog.publish()).toMatchObject({
    leftOut: ["posts/hibi/b.md"],
    notes: [{ code: "posts.held", values: { count: 1, paths: "posts/hibi/b.md" } }],
  });
  expect(existsSync(live("20240506-1000.html"))).toBe(false);
});

test("a live post that is mended while the site is built without it keeps its page", async () => {
  blog = await openFiles(
    { "posts/hibi/a.md": post("雨", "文"), "posts/hibi/b.md": post("雪", "文", 10) },
    { watch: true },
  );
  await blog.publish();
  const text = await readFile(join(blog.folder, "posts/hibi/b.md"), "utf8");
  await blog.write("posts/hibi/b.md", text.replace("title: ", "title: ["));
  afterBuild(() => blog.write("posts/hibi/b.md", text.replace("雪", "みぞれ")));
  await blog.service.publishing.run({
    review: false,
    ask: async (question) => yes(question),
    signal: new Cancellation(),
  });
  expect(await readFile(live("20240506-1000.html"), "utf8")).toContain("みぞれ");
});

import { appendFileSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { blogFolder, openFiles, post, settings, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
let server = "";
beforeEach(async () => {
  server = join(dirname(await blogFolder()), "server");
  await mkdir(server);
});
afterEach(() => blog.close());

const path = "posts/hibi/a.md";

/** Opens a blog that is published into `server`, and accepts all plans. */
async function openWithServer(): Promise<void> {
  const target = `  server:\n    kind: folder\n    directory: ${server}\n    url: http://127.0.0.1:1/\n`;
  blog = await openFiles({ "blog.yaml": settings + target, [path]: post("雨", "前の文") });
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name === "publish.question" && "id" in payload)
        blog.service.publishing.answer(Number(payload.id), { accept: true, answers: [], remember: false });
    },
  });
}

test("a publish that left an edited file alone is recorded, and can be undone", async () => {
  await openWithServer();
  await blog.publish("server");
  const text = await readFile(join(blog.folder, path), "utf8");
  await blog.write(path, text.replace("前の文", "新しい文"));
  await blog.service.blog.catchUp();
  const stop = blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name === "publish.progress" && "stage" in payload && payload.stage === "upload")
        appendFileSync(join(server, "index.html"), "edited by hand");
    },
  });
  await expect(blog.publish("server")).rejects.toMatchObject({
    code: "publish.editedMeanwhile",
    values: { count: 1 },
  });
  stop();
  expect(await readFile(join(server, "index.html"), "utf8")).toMatch(/edited by hand$/);
  expect(await readFile(join(server, "20240506-0900.html"), "utf8")).toContain("新しい文");
  expect(blog.service.overview.pending("server")).toMatchObject({ count: 0, posts: [] });
  expect((await blog.service.publishing.states("server")).map(({ isLive }) => isLive)).toEqual([true, false]);
});

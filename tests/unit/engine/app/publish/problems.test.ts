import { appendFileSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { blogFolder, openFiles, post, settings, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
let server = "";
/** Called while the author is asked about a plan, after the files on the server were looked at. */
let whileAsked = (): void => undefined;
beforeEach(async () => {
  server = join(dirname(await blogFolder()), "server");
  await mkdir(server);
});
afterEach(() => blog.close());

const path = "posts/hibi/a.md";
const page = "20240506-0900.html";

/** Opens a blog that can be published into `server`, and accepts all plans. */
async function openWithServer(): Promise<void> {
  const target = `  server:\n    kind: folder\n    directory: ${server}\n    url: http://127.0.0.1:1/\n`;
  blog = await openFiles({ "blog.yaml": settings + target, [path]: post("雨", "前の文") });
  acceptAll();
}

function acceptAll(): void {
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("id" in payload)) return;
      whileAsked();
      blog.service.publishing.answer(Number(payload.id), { accept: true, answers: [], remember: false });
    },
  });
}

test("a publish that left an edited file alone is recorded, and can be undone", async () => {
  await openWithServer();
  await blog.publish("server");
  const text = await readFile(join(blog.folder, path), "utf8");
  await blog.write(path, text.replace("前の文", "新しい文"));
  blog = await blog.reopen();
  acceptAll();
  whileAsked = () => appendFileSync(join(server, page), "edited by hand");
  const signal = new Cancellation();
  const publishing = blog.service.publishing.run({ target: "server", review: true, signal });
  await expect(publishing).rejects.toMatchObject({ code: "publish.editedMeanwhile", values: { count: 1 } });
  expect(await readFile(join(server, page), "utf8")).toMatch(/edited by hand$/);
  expect(blog.service.overview.pending("server")).toMatchObject({ count: 0, posts: [] });
  expect(
    (await blog.service.publishing.states("server", new Cancellation())).map(({ isLive }) => isLive),
  ).toEqual([true, false]);
});

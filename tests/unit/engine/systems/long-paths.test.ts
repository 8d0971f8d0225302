import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { showablePath } from "#main/files/show-in-folder.ts";
import { openBlog, post, settings, type TestBlog } from "../app/open-service.ts";

vi.mock("electron", () => ({ shell: {} }));

const longName = "日記".repeat(20);
const deepFolder = Array.from({ length: 8 }, () => longName);

/** Opens a watched blog in a deep folder. The blog is published to a folder beside it. */
async function openDeepBlog(): Promise<{ blog: TestBlog; web: string; top: string }> {
  const top = await mkdtemp(join(tmpdir(), "hitofude-long-"));
  const [folder, web] = [join(top, ...deepFolder, "blog"), join(top, ...deepFolder, "web")];
  await mkdir(join(folder, "posts", "hibi"), { recursive: true });
  await mkdir(web);
  const target = `  web:\n    kind: folder\n    directory: ${web}\n    url: http://127.0.0.1:9/\n`;
  await writeFile(join(folder, "blog.yaml"), `${settings}${target}defaultTarget: web\n`);
  await writeFile(join(folder, "posts", "hibi", "a.md"), post("雨", "一"));
  const blog = await openBlog(folder, { watch: true });
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      blog.events.push([name, payload] as never);
      if (name !== "publish.question" || !("question" in payload)) return;
      void yes(payload.question).then((answer) => blog.service.publishing.answer(payload.id, answer));
    },
  });
  return { blog, web, top };
}

test("a blog with paths of more than 260 characters is written, watched and published", async () => {
  const { blog, web, top } = await openDeepBlog();
  expect(blog.folder.length).toBeGreaterThan(260);
  const { posts } = blog.service;

  const { hash, frontMatter } = await posts.open("posts/hibi/a.md");
  await posts.save({ path: "posts/hibi/a.md", frontMatter, body: "\n二\n", baseHash: hash, force: false });
  await posts.rename("posts/hibi/a.md", `posts/hibi/${longName}.md`);
  await blog.publish();
  expect(await readFile(join(web, "20240506-0900.html"), "utf8")).toContain("二");

  await blog.write("posts/hibi/b.md", post("別", "別の行", 10));
  await vi.waitFor(() => posts.open("posts/hibi/b.md"), { timeout: 120_000 });
  await posts.trash("posts/hibi/b.md");
  expect(await readdir(join(blog.folder, "posts", "hibi"))).toEqual([`${longName}.md`]);
  expect(await posts.trashed()).toMatchObject([{ path: "posts/hibi/b.md" }]);

  await blog.service.close();
  await rm(top, { recursive: true });
});

test("Explorer is asked to show the deepest folder whose path it accepts", () => {
  const path = ["C:", ...deepFolder, "a.md"].join("\\");
  expect(showablePath(path, "win32")).toBe(["C:", ...deepFolder.slice(0, 6)].join("\\"));
  expect(showablePath(path, "linux")).toBe(path);
  expect(showablePath("C:\\日記\\a.md", "win32")).toBe("C:\\日記\\a.md");
});

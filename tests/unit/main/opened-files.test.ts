import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { OpenedFiles } from "#main/files/opened-files.ts";

let folder = "";
let post = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-opened-"));
  await mkdir(join(folder, "blog", "posts"), { recursive: true });
  await writeFile(join(folder, "blog", "blog.yaml"), "title: 日記\n");
  post = join(folder, "blog", "posts", "雨.md");
  await writeFile(post, "雨\n");
  await writeFile(join(folder, "loose.md"), "旅\n");
});
afterAll(() => rm(folder, { recursive: true }));

const opener = () => ({ openBlog: vi.fn(), openLooseFile: vi.fn() });

test("a post that macOS opens before the start is shown by the first window, and by no second one", () => {
  const files = new OpenedFiles();
  files.add(post);
  const place = { folder: join(folder, "blog"), post: "posts/雨.md" };
  expect(files.takeFirst()).toEqual({ place, loose: null });
  const program = opener();
  files.start(program);
  expect(program.openBlog).not.toHaveBeenCalled();
});

test("a file that belongs to no blog waits for the first window, too", () => {
  const files = new OpenedFiles();
  files.add(join(folder, "loose.md"));
  expect(files.takeFirst()).toEqual({ place: null, loose: join(folder, "loose.md") });
});

test("several files open after the first, and later ones at once", () => {
  const files = new OpenedFiles();
  for (const path of [post, join(folder, "loose.md"), join(folder, "blog")]) files.add(path);
  files.takeFirst();
  const program = opener();
  files.start(program);
  expect(program.openLooseFile.mock.calls).toEqual([[join(folder, "loose.md")]]);
  expect(program.openBlog.mock.calls).toEqual([[{ folder: join(folder, "blog"), post: null }]]);
  files.add(post);
  expect(program.openBlog).toHaveBeenLastCalledWith({ folder: join(folder, "blog"), post: "posts/雨.md" });
});

test("without a file, the start shows what it would show anyway", () => {
  expect(new OpenedFiles().takeFirst()).toEqual({ place: null, loose: null });
});

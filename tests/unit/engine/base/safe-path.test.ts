import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { resolveInside } from "#engine/base/safe-path.ts";

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-paths-"));
  root = join(folder, "blog");
  await mkdir(join(root, "posts"), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("returns the absolute path of existing and of missing files", async () => {
  await writeFile(join(root, "posts/a.md"), "");
  expect(await resolveInside(root, "posts/a.md")).toBe(join(root, "posts/a.md"));
  expect(await resolveInside(root, "media/2022/05/図.png")).toBe(join(root, "media/2022/05/図.png"));
});

test.each([
  "../secret",
  "posts/../../secret",
  "/etc/passwd",
  "posts//a.md",
  "./a.md",
  "",
  "posts\\..\\..\\secret",
  "C:/secret",
  "posts/a\0.md",
])("refuses %j", async (path) => {
  await expect(resolveInside(root, path)).rejects.toMatchObject({ code: "file.outside", values: { path } });
});

test("refuses links to targets outside, even missing ones, and allows links to targets inside", async () => {
  await writeFile(join(folder, "secret"), "");
  await symlink(join(folder, "secret"), join(root, "posts/link.md"));
  await symlink("../../not-yet", join(root, "posts/dangling.md"));
  await symlink(folder, join(root, "posts/up"));
  await symlink("../posts", join(root, "posts/inside"));
  for (const path of ["posts/link.md", "posts/dangling.md", "posts/up/secret", "posts/up/new.md"]) {
    await expect(resolveInside(root, path)).rejects.toMatchObject({ code: "file.outside" });
  }
  expect(await resolveInside(root, "posts/inside/a.md")).toBe(join(root, "posts/inside/a.md"));
});

test("refuses links that lead in a circle", async () => {
  await symlink("b.md", join(root, "posts/a.md"));
  await symlink("a.md", join(root, "posts/b.md"));
  for (const path of ["posts/a.md", "posts/a.md/inside.md"]) {
    const refused = { code: "file.linked", values: { path } };
    await expect(resolveInside(root, path)).rejects.toMatchObject(refused);
  }
});

test("a folder whose name only begins like the root is outside", async () => {
  await mkdir(join(folder, "blog-2"));
  await symlink(join(folder, "blog-2"), join(root, "posts/sibling"));
  await expect(resolveInside(root, "posts/sibling/a.md")).rejects.toMatchObject({ code: "file.outside" });
});

test("new names are NFC, and existing decomposed names are found", async () => {
  const composed = "が.md".normalize("NFC");
  const decomposed = "が.md".normalize("NFD");
  expect(await resolveInside(root, `posts/${decomposed}`)).toBe(join(root, "posts", composed));
  await writeFile(join(root, "posts", decomposed), "");
  expect(await resolveInside(root, `posts/${composed}`)).toBe(join(root, "posts", decomposed));
});

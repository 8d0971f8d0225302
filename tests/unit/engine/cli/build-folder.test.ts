import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { photograph } from "../site/media/images/photo-blog.ts";
import { runCli } from "./run-cli.ts";

let folder = "";
let blog = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-cli-"));
  blog = join(folder, "blog");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(blog, path)), { recursive: true });
    await writeFile(join(blog, path), content);
  }
}

test("a build counts what it writes, and removes only its own files that the site no longer has", async () => {
  const site = join(folder, "site");
  const counts = z.object({ files: z.number(), written: z.number(), removed: z.number() });
  const build = async (): Promise<z.infer<typeof counts>> => {
    const { stdout, stderr } = await runCli(["build", "--out", site, "--json", blog]);
    expect(stderr).toBe("");
    return counts.parse(JSON.parse(stdout));
  };
  const media = async (): Promise<string[]> =>
    (await readdir(join(site, "media"), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  const settings = (quality: number): string =>
    `title: 日記\nurl: https://example.jp/\nsections: { hibi: { title: 日々 } }\nimages: { widths: [160], quality: ${quality} }\n`;
  await put({
    "blog.yaml": settings(80),
    "posts/hibi/a.md": "---\ntitle: 一\ndate: 2024-05-06 09:00\n---\n\n![夏](../../media/2024/a.jpg)\n",
    "media/2024/a.jpg": photograph,
    "media/old/b.txt": "b",
    "media/old/c.txt": "c",
    "media/d.txt": "d",
  });
  const first = await build();
  expect(first).toMatchObject({ written: first.files, removed: 0 });
  const [copy = ""] = await media();
  expect(await media()).toEqual([copy, "a.jpg", "b.txt", "c.txt", "d.txt"]);
  expect(copy).toMatch(/^a\.160w\..*\.webp$/);

  // Changes the settings of copies, removes files of the blog, and changes and adds files of the built site.
  await put({ "blog.yaml": settings(30) });
  for (const path of ["old/b.txt", "old/c.txt", "d.txt"]) await rm(join(blog, "media", path));
  await writeFile(join(site, "media/d.txt"), "changed");
  await writeFile(join(site, "media/foreign.txt"), "foreign");
  expect(await build()).toMatchObject({ removed: 3 });
  const after = await media();
  expect(after).not.toContain(copy);
  expect(after).toEqual([expect.stringMatching(/^a\.160w\./), "a.jpg", "d.txt", "foreign.txt"]);
  expect(await readdir(join(site, "media"))).not.toContain("old");
  expect(await build()).toMatchObject({ written: 0, removed: 0 });
});

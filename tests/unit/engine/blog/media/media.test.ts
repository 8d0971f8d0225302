import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import { expect, test } from "vitest";
import { addMedia, mediaMarkdown } from "#engine/blog/media/media.ts";
import * as sample from "./images/image-samples.ts";
import { temporaryBlog } from "../temporary-blog.ts";

const postPath = "posts/hitokoto/20220506-0000.md";
const now = Date.UTC(2022, 4, 5, 15);

test("an image gets a name from its post, the month and its content", async () => {
  await using disk = await temporaryBlog();
  const image = { folder: disk.folder, postPath, name: "image.png", bytes: sample.png(), now };
  const stored = await addMedia(image);
  expect(stored).toEqual({
    path: expect.stringMatching(/^media\/2022\/05\/20220506-0000-[0-9a-f]{8}\.png$/),
    width: 16,
    height: 8,
    isNew: true,
  });
  expect(await addMedia(image)).toEqual({ ...stored, isNew: false });
  const other = await addMedia({ ...image, bytes: sample.png(sample.pngChunk("gAMA", "\0\0\xB1\x8F")) });
  expect(other.path).not.toBe(stored.path);
  expect(await readdir(join(disk.folder, "media/2022/05"))).toHaveLength(2);
  const early = await addMedia({ ...image, now: Date.UTC(2022, 3, 30, 15), timeZone: "Asia/Tokyo" });
  expect(early.path).toMatch(/^media\/2022\/05\//);
});

test("an image never replaces another with the same name", async () => {
  await using disk = await temporaryBlog();
  const image = { folder: disk.folder, postPath, name: "image.png", bytes: sample.png(), now };
  const { path } = await addMedia(image);
  await disk.write(path, "another image with the same short hash");
  const second = await addMedia(image);
  expect(second.path).toMatch(/-[0-9a-f]{16}\.png$/);
  expect(await disk.read(path)).toBe("another image with the same short hash");
});

test("the location is removed from the file, and a rotated picture has its displayed size", async () => {
  await using disk = await temporaryBlog();
  const exif = sample.jpegSegment(0xe1, "Exif\0\0", sample.exifBlock(6));
  const bytes = sample.withSegments(sample.baselineJpeg, exif);
  const stored = await addMedia({
    folder: disk.folder,
    postPath: "pages/自己紹介.md",
    name: "a.png",
    bytes,
    now,
  });
  expect(stored).toMatchObject({
    path: expect.stringMatching(/image-[0-9a-f]{8}\.jpg$/),
    width: 8,
    height: 16,
  });
  const file = await readFile(join(disk.folder, stored.path));
  expect(file.includes(sample.secret)).toBe(false);
});

test.each([
  ["gif", sample.gif],
  ["webp", sample.webp],
  ["avif", sample.avif],
  ["svg", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="16" height="8"/>')],
])("stores %s", async (type, bytes) => {
  await using disk = await temporaryBlog();
  const stored = await addMedia({ folder: disk.folder, postPath, name: "x", bytes, now });
  expect(stored).toMatchObject({
    path: expect.stringMatching(new RegExp(`\\.${type}$`)),
    width: 16,
    height: 8,
    isNew: true,
  });
  expect(await readFile(join(disk.folder, stored.path))).toEqual(bytes);
});

test("the folder is that of the month in the blog's zone, whatever the computer's zone", async () => {
  await using disk = await temporaryBlog();
  const image = { folder: disk.folder, postPath, name: "a.png", bytes: sample.png() };
  const { path } = await addMedia({ ...image, now: Date.UTC(2022, 4, 31, 16), timeZone: "Asia/Tokyo" });
  expect(path).toMatch(/^media\/2022\/06\//);
});

test("the Markdown refers to the image relative to the post, with any name and any alternative text", () => {
  expect(mediaMarkdown(postPath, "media/2022/05/a.png", "")).toBe("![](../../media/2022/05/a.png)");
  expect(mediaMarkdown("pages/about.md", "media/a.png", "梅")).toBe("![梅](../media/a.png)");
  const markdown = new MarkdownIt();
  for (const name of ["図 (1) [x] <y>.png", "a)b(c.png", "100%.png", "a\\b.png", "(((.png", "%20.png"]) {
    const alt = "「梅」[x] *y* `z` \\ _w_\n<b> & ![z](q)";
    const [paragraph] = markdown.parse(mediaMarkdown(postPath, `media/${name}`, alt), {});
    const [inline] = markdown.parseInline(mediaMarkdown(postPath, `media/${name}`, alt), {});
    const image = inline?.children?.[0];
    expect(paragraph?.type).toBe("paragraph_open");
    expect(inline?.children).toHaveLength(1);
    expect(decodeURIComponent(image?.attrGet("src") ?? "")).toBe(`../../media/${name}`);
    expect(image?.content.replaceAll(/\\([\\[\]`*_<>])/g, "$1")).toBe(alt.replace("\n", " "));
  }
});

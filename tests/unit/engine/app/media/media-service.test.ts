import { mkdir, readdir, readFile, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { imageTypeOf } from "#engine/blog/media/images/image-type.ts";
import { blue, exif, green, jpeg, png, quarters, red, white } from "../../site/media/images/test-images.ts";
import { openFiles, post, settings, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const colours = [red, green, blue, white];
const picture = png(quarters(40, 30, colours));
const other = png(quarters(20, 10, colours));
const bytes = (path: string): Promise<Buffer> => readFile(join(blog.folder, path));
const text = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");
const media = async (folder = "media"): Promise<string[]> =>
  (await readdir(join(blog.folder, folder))).sort();
const faults = async (): Promise<string[]> => (await blog.service.builder.check()).map(({ code }) => code);

test("every image is listed with its size and its uses, drafts and settings included", async () => {
  blog = await openFiles({
    "blog.yaml": `${settings}author:\n  name: 私\n  image: media/face.png\n`,
    "posts/hibi/a.md": post(
      "雨",
      "![雨](../../media/2024/雨が.png)\n\n<img src='/media/b.png' srcset='/media/c.png 2x'>",
    ),
    "posts/hibi/b.md": `---\ntitle: 下書き\ncover: media/d.png\n---\n\n![](/media/2024/%E9%9B%A8%E3%81%8B%E3%82%99.png)\n`,
    "theme/page.css": "body { background: url(../media/e.png) }",
    "templates/月報.md": "---\ncover: media/f.png\n---\n\n![](../media/g.png)\n",
    "media/2024/雨か\u3099.png": picture,
    ...Object.fromEntries(
      ["b", "c", "d", "e", "f", "g", "face", "unused"].map((name) => [`media/${name}.png`, other]),
    ),
    "media/notes.pdf": "no image",
  });
  const listed = await blog.service.media.list();
  expect(
    Object.fromEntries(listed.map(({ path, uses }) => [path, uses.map(({ path, as }) => `${as} ${path}`)])),
  ).toEqual({
    "media/2024/雨が.png": ["text posts/hibi/a.md", "text posts/hibi/b.md"],
    "media/b.png": ["text posts/hibi/a.md"],
    "media/c.png": ["text posts/hibi/a.md"],
    "media/d.png": ["cover posts/hibi/b.md"],
    "media/e.png": ["file theme/page.css"],
    "media/f.png": ["file templates/月報.md"],
    "media/g.png": ["file templates/月報.md"],
    "media/face.png": ["file blog.yaml"],
    "media/unused.png": [],
  });
  const rain = listed.find(({ path }) => path === "media/2024/雨が.png");
  expect(rain).toMatchObject({ size: picture.length, width: 40, height: 30 });
  expect(rain?.thumbnail).toMatch(/^site:\/\/test\/media\/2024\/%E9%9B%A8%E3%81%8C\.png\?/);
});

test("pictures to choose from and all images come newest first, and a property's path finds its picture in any spelling", async () => {
  blog = await openFiles({
    "media/2024/雨か\u3099.png": picture,
    "media/2023.png": other,
    "media/film.mp4": "no image",
  });
  await utimes(join(blog.folder, "media/2023.png"), 1, 1);
  const paths = (written?: string): string[] => blog.service.media.pictures(written).map(({ path }) => path);
  expect(paths()).toEqual(["media/2024/雨が.png", "media/2023.png"]);
  expect((await blog.service.media.list()).map(({ path }) => path)).toEqual(paths());
  for (const written of [
    "media/2024/雨が.png",
    "/media/2024/雨か\u3099.png",
    "media/2024/%E9%9B%A8%E3%81%8C.png",
  ]) {
    expect(paths(written)).toEqual(["media/2024/雨が.png"]);
  }
  expect(paths("media/none.png")).toEqual([]);
  expect(paths("media/film.mp4")).toEqual([]);
});

test("links of every kind follow a renamed image, and undo restores them", async () => {
  const linking = [
    "![雨](../../media/a.png '題') と ![雨](/media/a.png) と ![別](/media/ab.png)",
    "",
    "`media/x.png` ![定義][d]",
    '<img src="/media/a.png" srcset="/media/ab.png 1x, /media/a.png 2x"><video poster="/media/a.png"></video>',
    "",
    "[d]: </media/a.png>",
    "[unused]: ../../media/a.png",
  ].join("\n");
  const covered =
    "---\ntitle: 表紙\ndate: 2024-05-07\nstatus: ready\ncover: media/a.png # 表紙\n---\n\n表紙。\n";
  blog = await openFiles({
    "posts/hibi/a.md": `\uFEFF${post("雨", linking).replaceAll("\n", "\r\n")}`,
    "posts/hibi/b.md": covered,
    "posts/hibi/c.md": post("後", "まだ使わない定義。\n\n[後]: /media/a.png"),
    "posts/hibi/d.md": post("組", '<img alt="" src="/media/ab.png" srcset="/media/a.png 2x">'),
    "media/a.png": picture,
    "media/ab.png": other,
  });
  const before = await text("posts/hibi/a.md");
  const moved = await blog.service.media.rename("media/a.png", "media/嵐 の日.png");
  expect(moved).toEqual({ path: "media/嵐 の日.png", posts: 4, settings: false, skipped: [] });
  expect(await text("posts/hibi/a.md")).toBe(before.replaceAll("media/a.png", "media/嵐%20の日.png"));
  expect(await text("posts/hibi/b.md")).toBe(covered.replace("media/a.png", "media/嵐 の日.png"));
  expect(await media()).toEqual(["ab.png", "嵐 の日.png"]);
  expect(blog.eventsOf("post.changedOnDisk").map(({ path }) => path)).toEqual([
    "posts/hibi/a.md",
    "posts/hibi/b.md",
    "posts/hibi/c.md",
    "posts/hibi/d.md",
  ]);
  expect(blog.eventsOf("preview.stale")).toHaveLength(1);
  expect(await faults()).not.toContain("image.missing");

  expect(await blog.service.media.rename("media/嵐 の日.png", "media/a.png")).toMatchObject({
    posts: 4,
    skipped: [],
  });
  expect(await text("posts/hibi/a.md")).toBe(before);
  expect(await text("posts/hibi/b.md")).toBe(covered);
});

test("blog.yaml follows a renamed image, and undo restores every byte, whatever quotes the new name needed", async () => {
  const written = `${settings}# media/a.png
themeOptions: {icon: media/a.png}   # 印
header: |
  ![絵](/media/a.png)
`;
  blog = await openFiles({
    "blog.yaml": written,
    "posts/hibi/a.md": post("雨", "本文"),
    "media/a.png": picture,
  });
  const { media } = blog.service;
  const moved = await media.rename("media/a.png", "media/雨, 嵐.png");
  expect(moved).toEqual({ path: "media/雨, 嵐.png", posts: 0, settings: true, skipped: ["blog.yaml"] });
  expect(await text("blog.yaml")).toBe(
    written
      .replace("icon: media/a.png", 'icon: "media/雨, 嵐.png"')
      .replace("(/media/a.png)", "(/media/雨,%20嵐.png)"),
  );
  expect(blog.service.blog.settings.header).toContain("(/media/雨,%20嵐.png)");
  expect(blog.eventsOf("preview.stale")).not.toEqual([]);

  expect(await media.rename("media/雨, 嵐.png", "media/a.png")).toMatchObject({
    settings: true,
    skipped: [],
  });
  expect(await text("blog.yaml")).toBe(written);
  expect(blog.service.blog.settings.header).toContain("(/media/a.png)");
});

test("undo keeps what was written into blog.yaml meanwhile", async () => {
  blog = await openFiles({ "blog.yaml": `${settings}header: "![](media/a.png)"\n`, "media/a.png": picture });
  const { media } = blog.service;
  await media.rename("media/a.png", "media/b.png");
  await blog.write("blog.yaml", `${await text("blog.yaml")}footer: ["![](media/b.png)"]\n`);
  expect(await media.rename("media/b.png", "media/a.png")).toMatchObject({ settings: true });
  expect(await text("blog.yaml")).toBe(
    `${settings}header: "![](media/a.png)"\nfooter: ["![](media/a.png)"]\n`,
  );
});

test("remaining uses of an image's old name are reported", async () => {
  blog = await openFiles({
    "blog.yaml": `${settings}author:\n  name: 私\n  image: https://example.com/media/a.png\n`,
    "posts/hibi/a.md": post("雨", "![](/media/a.png) <https://example.com/media/a.png>"),
    "theme/page.css": "body { background: url(../media/a.png) }",
    "media/a.png": picture,
  });
  expect(await blog.service.media.rename("media/a.png", "media/b.png")).toMatchObject({
    posts: 1,
    settings: false,
    skipped: ["posts/hibi/a.md", "blog.yaml", "theme/page.css"],
  });
  expect(await text("posts/hibi/a.md")).toContain("![](/media/b.png)");
});

test("a name that is taken, has another extension or is in another folder is refused", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "![](/media/a.png)"),
    "media/a.png": picture,
    "media/b.png": other,
  });
  const rename = (to: string) => blog.service.media.rename("media/a.png", to);
  await expect(rename("media/b.png")).rejects.toMatchObject({ code: "image.nameTaken" });
  await expect(rename("media/B.png")).rejects.toMatchObject({ code: "image.nameTaken" });
  for (const to of ["media/../a.png", "posts/a.png", "media/a.svg", "media/a.md", "/media/c.png"]) {
    await expect(rename(to)).rejects.toMatchObject({ code: "file.outside" });
  }
  await expect(blog.service.media.rename("posts/hibi/a.md", "media/c.png")).rejects.toMatchObject({
    code: "file.notFound",
  });
  expect(await text("posts/hibi/a.md")).toContain("![](/media/a.png)");
  expect(await media()).toEqual(["a.png", "b.png"]);
  // On a disk that ignores case, this is the same file
  expect(await rename("media/A.png")).toMatchObject({ posts: 1 });
});

test("a replacement of the same type keeps the name, loses its metadata, and can be undone", async () => {
  const photograph = await jpeg(quarters(60, 40, colours));
  const next = await jpeg(quarters(80, 40, colours), [exif(6)]);
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "![](/media/a.JPEG)"), "media/a.JPEG": photograph });
  const before = await text("posts/hibi/a.md");
  const replaced = await blog.service.media.replace("media/a.JPEG", "IMG_1.JPG", next);
  expect(replaced).toMatchObject({ path: "media/a.JPEG", posts: 0, skipped: [] });
  expect((await bytes("media/a.JPEG")).includes("GPS 35.68N")).toBe(false);
  // The size is that of the upright picture
  expect(await blog.service.media.list()).toMatchObject([{ width: 40, height: 80 }]);
  expect(await bytes(`.hitofude/trash/${replaced.trashedAt}/media/a.JPEG`)).toEqual(photograph);

  await blog.service.media.undoReplace("media/a.JPEG", "media/a.JPEG", replaced.trashedAt);
  expect(await bytes("media/a.JPEG")).toEqual(photograph);
  expect(await text("posts/hibi/a.md")).toBe(before);
});

test("a replacement of another type gets its extension, and links follow in both directions", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "![](../../media/a.png)"),
    "media/a.png": picture,
    "media/A.jpg": await jpeg(quarters(8, 8, colours)),
  });
  const before = await text("posts/hibi/a.md");
  const replaced = await blog.service.media.replace(
    "media/a.png",
    "x.png",
    await jpeg(quarters(60, 40, colours)),
  );
  expect(replaced).toMatchObject({ path: "media/a-2.jpg", posts: 1, skipped: [] });
  expect(await text("posts/hibi/a.md")).toContain("![](../../media/a-2.jpg)");
  expect(imageTypeOf(await bytes("media/a-2.jpg"))).toBe("jpg");
  expect(await media()).toEqual(["A.jpg", "a-2.jpg"]);

  expect(
    await blog.service.media.undoReplace("media/a-2.jpg", "media/a.png", replaced.trashedAt),
  ).toMatchObject({
    path: "media/a.png",
    posts: 1,
  });
  expect(await text("posts/hibi/a.md")).toBe(before);
  expect(await bytes("media/a.png")).toEqual(picture);
  expect(await media()).toEqual(["A.jpg", "a.png"]);
});

test("a file that is not a usable image replaces nothing", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "![](/media/a.png)"), "media/a.png": picture });
  await expect(
    blog.service.media.replace("media/a.png", "a.png", picture.subarray(0, 60)),
  ).rejects.toMatchObject({
    code: "image.damaged",
  });
  expect(await bytes("media/a.png")).toEqual(picture);
  expect(await media()).toEqual(["a.png"]);
});

test("only an unused image can be moved to the trash, and it can be restored", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "![](/media/a.png)"),
    "media/a.png": picture,
    "media/b.png": other,
  });
  await expect(blog.service.media.trash("media/a.png")).rejects.toMatchObject({
    code: "image.inUse",
    values: { by: "posts/hibi/a.md" },
  });
  const { trashedAt } = await blog.service.media.trash("media/b.png");
  expect(await media()).toEqual(["a.png"]);
  // A replaced image is in the trash, too, as an earlier version.
  const replaced = await blog.service.media.replace("media/a.png", "c.png", other);
  const inTrash = { kind: "media", path: "media/b.png", trashedAt, title: "b.png", isEarlier: false };
  const earlier = {
    ...inTrash,
    path: "media/a.png",
    title: "a.png",
    trashedAt: replaced.trashedAt,
    isEarlier: true,
  };
  expect(blog.service.media.trashed()).toEqual([earlier, inTrash]);
  // After the earlier version is restored, the later version is listed instead
  await blog.service.media.undoReplace("media/a.png", "media/a.png", replaced.trashedAt);
  expect(await bytes("media/a.png")).toEqual(picture);
  const [later, ...rest] = blog.service.media.trashed();
  expect([later?.path, later?.isEarlier, rest]).toEqual(["media/a.png", true, [inTrash]]);
  expect(later?.trashedAt).not.toBe(replaced.trashedAt);
  for (const path of ["media/../../b.png", "posts/hibi/a.md"]) {
    await expect(blog.service.media.untrash(path, trashedAt)).rejects.toMatchObject({ code: "file.outside" });
    const undone = blog.service.media.undoReplace("media/a.png", path, trashedAt);
    await expect(undone).rejects.toMatchObject({ code: "file.outside" });
  }
  await blog.service.media.untrash("media/b.png", trashedAt);
  expect(await bytes("media/b.png")).toEqual(other);
  expect(blog.service.media.trashed()).toEqual([later]);
});

test("an image is cropped and rotated under its name, and this can be undone", async () => {
  const photograph = await jpeg(quarters(80, 60, colours), [exif(6)]);
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "![雨](../../media/a%20b.jpeg)"),
    "media/a b.jpeg": photograph,
    "media/mark.gif": "GIF89a",
  });
  const found = blog.service.media.find("posts/hibi/a.md", "../../media/a%20b.jpeg");
  expect(found).toMatchObject({ path: "media/a b.jpeg", width: 60, height: 80 });
  expect(found?.url).toMatch(/^site:\/\/test\/media\/a%20b\.jpeg\?/);
  expect(blog.service.media.find(null, "/media/a b.jpeg")).toEqual(found);
  expect(blog.service.media.find("posts/hibi/a.md", "../../media/b.jpeg")).toBeNull();
  const area = { left: 0.5, top: 0, right: 1, bottom: 0.5 };
  const edited = await blog.service.media.edit("media/a b.jpeg", { rotation: 90, area });
  expect(edited).toMatchObject({ path: "media/a b.jpeg", posts: 0, skipped: [] });
  expect(blog.service.media.find(null, "media/a b.jpeg")).toMatchObject({ width: 40, height: 30 });
  expect(await bytes(`.hitofude/trash/${edited.trashedAt}/media/a b.jpeg`)).toEqual(photograph);
  await blog.service.media.undoReplace("media/a b.jpeg", "media/a b.jpeg", edited.trashedAt);
  expect(await bytes("media/a b.jpeg")).toEqual(photograph);
  await expect(blog.service.media.edit("media/mark.gif", { rotation: 90, area })).rejects.toMatchObject({
    code: "image.notEditable",
    values: { name: "mark.gif" },
  });
  expect(await text("media/mark.gif")).toBe("GIF89a");
});

test("a poster of a video counts as a use, and follows the image to its new name", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("海", "![海](../../media/a.mp4){.half poster=../../media/still.png}"),
    "media/a.mp4": "film",
    "media/still.png": picture,
  });
  expect(await blog.service.media.list()).toMatchObject([{ uses: [{ path: "posts/hibi/a.md" }] }]);
  await blog.service.media.rename("media/still.png", "media/静止 {1}.png");
  expect(await text("posts/hibi/a.md")).toContain("{.half poster=../../media/静止%20%7B1%7D.png}");
  expect(await faults()).toEqual([]);
});

test("an image is renamed although a post has just been deleted or cannot be read", async () => {
  const link = "![](../../media/a.png)";
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", link),
    "posts/hibi/gone.md": post("雪", "雪の話。", 10),
    "posts/hibi/shut.md": post("月", "月の話。", 11),
    "media/a.png": other,
  });
  await rm(join(blog.folder, "posts/hibi/gone.md"));
  const renamed = await blog.service.media.rename("media/a.png", "media/b.png");
  expect(renamed).toMatchObject({ path: "media/b.png", posts: 1, skipped: [] });
  await rm(join(blog.folder, "posts/hibi/shut.md"));
  await mkdir(join(blog.folder, "posts/hibi/shut.md"));
  const again = await blog.service.media.rename("media/b.png", "media/c.png");
  expect(again).toMatchObject({ path: "media/c.png", posts: 1, skipped: ["posts/hibi/shut.md"] });
  expect(await text("posts/hibi/a.md")).toContain("media/c.png");
});

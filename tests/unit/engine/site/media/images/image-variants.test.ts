import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BuildResult } from "#engine/site/output/build-site.ts";
import { SitePreview } from "#engine/site/preview/preview.ts";
import { hold, letGo } from "../../../systems/as-windows.ts";
import { inJapan, makePost, makeSettings } from "../../make-post.ts";
import { blue, green, png, quarters, red, white } from "./test-images.ts";
import { images, PhotoBlog, photograph, photographPath, post, variantsIn } from "./photo-blog.ts";

const cover = photographPath;

let fixture: PhotoBlog;
beforeEach(() => {
  fixture = new PhotoBlog();
});
afterEach(() => fixture.remove());

test("pages, lists and feeds offer the copies, and the copies are files of the site", async () => {
  const result = await fixture.build([post]);
  const variants = variantsIn(result);
  expect(variants).toHaveLength(2);
  for (const { path, location, size, sha256, group } of result.files.filter((file) =>
    variants.includes(file.path),
  )) {
    const bytes = readFileSync(location);
    expect({
      path,
      size: bytes.length,
      sha: createHash("sha256").update(bytes).digest("hex"),
      group,
    }).toEqual({
      path,
      size,
      sha: sha256,
      group: "asset",
    });
  }
  const [small = "", large = ""] = variants.map((path) => encodeURI(path));
  expect(fixture.read("20220506-0000.html")).toContain(
    `<img src="media/2024/%E5%A4%8F%201.jpg" alt="夏" width="640" height="480" srcset="${small} 160w, ${large} 320w" ` +
      'sizes="(max-width: 640px) 100vw, 640px" decoding="async">',
  );
  const base = "https://example.com/diary/";
  expect(fixture.read("feed.json")).toContain(`srcset=\\"${base}${small} 160w, ${base}${large} 320w\\"`);
  expect(fixture.read("index.html")).toContain(`srcset="${small} 160w, ${large} 320w"`);
});

test("only the page of a post links its pictures to their full size, unless the blog switches this off", async () => {
  await fixture.build([post]);
  const link = '<a class="enlarge" href="media/2024/%E5%A4%8F%201.jpg"><img';
  expect(fixture.read("20220506-0000.html")).toContain(link);
  for (const path of ["index.html", "rss.xml", "feed.json"]) {
    expect(fixture.read(path)).toContain("srcset=");
    expect(fixture.read(path)).not.toContain("enlarge");
  }
  fixture.settings = makeSettings({ images, show: { enlarge: false } });
  await fixture.build([post]);
  expect(fixture.read("20220506-0000.html")).not.toContain("enlarge");
});

test("a theme can show the image that represents a post, and its share card has the original with its size", async () => {
  fixture.put("media/drawing.webp", photograph);
  const template =
    "{% for post in list.posts %}[{{ post.cover_url }} {{ post.cover_width }} {{ post.cover_height }} {{ post.cover_srcset }}]{% endfor %}";
  fixture.put("theme/templates/list.liquid", template);
  const covered = makePost("posts/hitokoto/b.md", {
    body: "![夏](/media/2024/夏%201.jpg)",
    date: inJapan("2022-05-05T00:00:00"),
    properties: { cover: "media/drawing.webp" },
  });
  const variants = variantsIn(await fixture.build([post, covered]));
  const copiesOf = (name: string): string =>
    variants
      .filter((path) => path.includes(name))
      .map((path) => `../${encodeURI(path)} ${/\.(\d+)w\./.exec(path)?.[1]}w`)
      .join(", ");
  const address = "media/2024/%E5%A4%8F%201.jpg";
  const archive = fixture.read("archive/index.html");
  expect(archive).toContain(`[../${address} 640 480 ${copiesOf("夏")}]`);
  expect(archive).toContain(`[../media/drawing.webp 640 480 ${copiesOf("drawing")}]`);
  expect(variants).toHaveLength(4);
  for (const page of ["20220506-0000.html", "20220505-0000.html"]) {
    expect(fixture.read(page)).toContain(
      `<meta property="og:image" content="https://example.com/diary/${address}">\n` +
        '<meta property="og:image:width" content="640">\n<meta property="og:image:height" content="480">',
    );
  }
});

test("images of drafts, and images that no post shows, get no copies", async () => {
  fixture.put("media/other.jpg", photograph);
  expect(variantsIn(await fixture.build([makePost(post.path, { ...post, status: "draft" })]))).toEqual([]);
});

test("other widths or another quality make new copies", async () => {
  const before = variantsIn(await fixture.build([post]));
  fixture.settings = makeSettings({ images: { ...images, quality: 40, widths: [200] } });
  const after = variantsIn(await fixture.build([post]));
  expect(after).toHaveLength(1);
  expect(before).not.toContain(after[0]);
  expect(fixture.read("20220506-0000.html")).toContain("200w");
});

test("an author's file with the name of a copy is kept, and its image is shown without copies", async () => {
  const [taken = ""] = variantsIn(await fixture.build([post]));
  fixture.put(taken.toUpperCase().replace("MEDIA", "media"), "mine");
  const result = await fixture.build([post]);
  expect(fixture.read("20220506-0000.html")).not.toContain("srcset");
  expect(result.files.filter(({ path }) => path.toLowerCase() === taken.toLowerCase())).toHaveLength(1);
  expect(result.problems).toEqual(
    expect.not.arrayContaining([expect.objectContaining({ code: "address.collision" })]),
  );
});

test("a broken image is a problem of the post that shows it", async () => {
  fixture.put(photographPath, photograph.subarray(0, 9000));
  const expected = expect.objectContaining({
    code: "image.broken",
    file: post.path,
    line: post.bodyLine + 1,
  });
  expect((await fixture.build([post])).problems).toEqual([expected]);
  fixture.renderer = fixture.freshRenderer();
  expect((await fixture.build([post])).problems).toEqual([expected]);
  fixture.put(photographPath, "nothing like an image");
  expect((await fixture.build([post])).problems).toEqual([expected]);
  fixture.put(photographPath, photograph);
  expect((await fixture.build([post])).problems).toEqual([]);
});

test.each(["the same run", "another run"])(
  "an image that is held during a build is not called damaged, and the next build of %s has its copies",
  async (next) => {
    const failed = hold({ on: ["open"], path: /夏 1\.jpg$/ });
    expect((await fixture.build([post])).problems).toEqual([
      expect.objectContaining({ code: "image.unread", file: post.path, line: post.bodyLine + 1 }),
    ]);
    expect(failed()).toBeGreaterThan(0);
    expect(fixture.read("20220506-0000.html")).not.toContain("width=");
    letGo();
    if (next === "another run") fixture.renderer = fixture.freshRenderer();
    const result = await fixture.build([post]);
    expect(result.problems).toEqual([]);
    expect(variantsIn(result)).toHaveLength(2);
    expect(fixture.read("20220506-0000.html")).toMatch(/width="640" height="480" srcset="/);
    expect(fixture.read("index.html")).toContain("srcset=");
  },
);

describe.each(["the same run", "another run"])(
  "after a build without copies, the next build of %s",
  (next) => {
    const page = "20220506-0000.html";
    const second = makePost(post.path, { body: `![春](/media/spring.png)\n\n${post.body}` });
    const covered = makePost(post.path, { properties: { cover } });
    const logo = { logo: { picture: cover } };
    test.each([
      ["an image", page, /width="640" height="480"/, second, {}],
      ["a cover", page, /og:image:width" content="640"/, covered, {}],
      ["the logo", "404.html", /class="site-logo[^>]* width="/, second, logo],
    ] as const)("has the size of %s that was held", async (_, path, size, shown, settings) => {
      fixture.setBuiltInThemes();
      fixture.put("media/spring.png", png(quarters(16, 8, [red, green, blue, white])));
      const theme = "hitokoto";
      fixture.settings = makeSettings({ theme, ...settings, images: { ...images, variants: false } });
      hold({ on: ["open"], path: /夏 1\.jpg$/ });
      await fixture.build([shown]);
      expect(fixture.read(path)).not.toMatch(size);
      letGo();
      if (next === "another run") fixture.renderer = fixture.freshRenderer();
      expect((await fixture.build([shown])).problems).toEqual([]);
      expect(fixture.read(path)).toMatch(size);
    });
  },
);

test("the text being typed gets copies that were made after its preview", async () => {
  const typed = makePost("posts/hitokoto/new.md", { title: "新しい話", body: post.body, status: "draft" });
  const preview = new SitePreview(fixture.renderer.factory, fixture.input([post]));
  const variants = variantsIn(await fixture.build([post]));
  const html = preview
    .articleOf(typed)
    .blocks.map((block) => block.html)
    .join("");
  for (const path of variants) {
    expect(html).toContain(encodeURI(path));
    expect(await preview.respond(path)).toMatchObject({ status: 200, type: "image/webp" });
  }
  expect(variants).toHaveLength(2);
});

test("the preview does not wait: it shows the original until a build has made copies", async () => {
  const open = { ...post, body: `${post.body}\n\n書き足し` };
  const before = new SitePreview(fixture.renderer.factory, fixture.input([post]));
  expect(before.articleOf(open).blocks[0]?.html).not.toContain("srcset");
  const [path = ""] = variantsIn(await fixture.build([post]));
  const after = new SitePreview(fixture.renderer.factory, fixture.input([post]));
  expect(after.articleOf(open).blocks[0]?.html).toContain(encodeURI(path));
  expect((await after.respond(path))?.type).toBe("image/webp");
  const restarted = new SitePreview(fixture.freshRenderer().factory, fixture.input([post]));
  expect(restarted.articleOf(open).blocks[0]?.html).toContain(encodeURI(path));
});

test("pages made before the copies are made again, also in another run", async () => {
  const build = (makeCopies: boolean): Promise<BuildResult> =>
    fixture.renderer.build({ ...fixture.input([post]), outDir: fixture.outDir, makeCopies });
  expect(variantsIn(await build(false))).toEqual([]);
  const page = (): string => fixture.read("20220506-0000.html");
  expect(page()).not.toContain("srcset");
  fixture.renderer = fixture.freshRenderer();
  expect(variantsIn(await build(true))).toHaveLength(2);
  expect(page()).toContain("srcset");
  fixture.settings = makeSettings({ images: { ...images, widths: [200] } });
  await build(false);
  expect(page()).not.toContain("srcset");
  await build(true);
  expect(page()).toContain("200w");
});

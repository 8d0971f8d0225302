import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeIcons } from "#engine/site/media/images/make-icons.ts";
import { decodeImage, encodePng } from "#engine/site/media/images/codecs.ts";
import { findSettingLinkProblems } from "#engine/site/problems/setting-links.ts";
import { planSite } from "#engine/site/pages/site-plan.ts";
import { logoHtml, showsTitle } from "#engine/site/template-data/blog-pictures.ts";
import { makeSettings } from "../../make-post.ts";
import { PhotoBlog, photograph, post } from "./photo-blog.ts";

let fixture: PhotoBlog;
beforeEach(() => {
  fixture = new PhotoBlog();
});
afterEach(() => fixture.remove());

/** Returns a picture of one colour. */
function plain(width: number, height: number, alpha: number): Buffer {
  const data = new Uint8ClampedArray(width * height * 4).fill(120);
  for (let at = 3; at < data.length; at += 4) data[at] = alpha;
  return encodePng({ data, width, height });
}

/** Returns the widths of the icons of a picture, and the alpha of the first pixel of the smallest one. */
async function iconsOf(bytes: Uint8Array): Promise<unknown> {
  const made = await makeIcons(bytes);
  if (typeof made === "string") return made;
  const first = made[1] && (await decodeImage(made[1].bytes, "png"));
  if (first) expect([first.width, first.height]).toEqual([32, 32]);
  return { widths: made.map(({ width }) => width), alpha: first?.data[3] };
}

test("icons are square, never enlarged, and keep all of a drawing", async () => {
  expect(await iconsOf(plain(600, 600, 255))).toEqual({ widths: [0, 32, 180, 192, 512], alpha: 255 });
  // A photograph is cropped to its middle; a drawing with transparent parts gets transparent borders
  expect(await iconsOf(plain(400, 200, 255))).toEqual({ widths: [0, 32, 180, 192], alpha: 255 });
  expect(await iconsOf(plain(200, 40, 200))).toEqual({ widths: [0, 32, 180, 192], alpha: 0 });
  expect(await iconsOf(plain(20, 20, 255))).toEqual({ widths: [0], alpha: undefined });
  expect(await iconsOf(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toEqual({
    widths: [],
    alpha: undefined,
  });
  expect(await iconsOf(photograph.subarray(0, 300))).toBe("image.broken");
});

test("favicon.ico holds the sizes of tabs, each as a picture that can be read", async () => {
  const made = await makeIcons(plain(600, 600, 255));
  const ico = typeof made === "string" ? Buffer.alloc(0) : Buffer.from(made[0]?.bytes ?? []);
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 3]);
  for (const [index, width] of [16, 32, 48].entries()) {
    const at = 6 + 16 * index;
    const [size, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
    const picture = await decodeImage(ico.subarray(offset, offset + size), "png");
    expect([ico[at], ico[at + 1], picture?.width, picture?.height]).toEqual([width, width, width, width]);
    if (index === 2) expect(offset + size).toBe(ico.length);
  }
});

test("a build makes the icons once, links them in every page, and makes them again for another picture", async () => {
  const head = "{{ site.icon_html | raw }}";
  fixture.put("theme/templates/post.liquid", head);
  fixture.put("media/me.png", plain(600, 600, 255));
  fixture.settings = makeSettings({ icon: "media/me.png", images: { variants: false } });
  const icons = async (): Promise<string[]> => {
    const { files } = await fixture.build([post]);
    const shown = fixture.read("20220506-0000.html");
    const made = files.filter(({ path }) => path.startsWith("assets/icon-"));
    for (const { path, location } of made) {
      expect(shown).toContain(`href="${path}"`);
      expect(readFileSync(location).subarray(1, 4).toString()).toBe("PNG");
    }
    expect(shown).toContain('<link rel="apple-touch-icon" sizes="180x180"');
    expect(shown).toContain('<link rel="icon" type="image/png" sizes="32x32"');
    expect(shown).toContain('<link rel="icon" href="favicon.ico">');
    expect(shown).toContain('<link rel="manifest" href="site.webmanifest">');
    expect(files.map(({ path }) => path)).toContain("favicon.ico");
    const manifest = JSON.parse(fixture.read("site.webmanifest"));
    expect(manifest).toMatchObject({ name: "試験堂 日々の記", start_url: "./", lang: "ja" });
    const named = manifest.icons.map(({ src, sizes }: Record<string, string>) => `${sizes} ${src}`);
    expect(named).toEqual(made.slice(2).map(({ path }) => `${/\d+/.exec(path)}x${/\d+/.exec(path)} ${path}`));
    return made.map(({ path }) => path);
  };
  const first = await icons();
  expect(first).toHaveLength(4);
  expect(await icons()).toEqual(first);
  fixture.renderer = fixture.freshRenderer();
  expect(await icons()).toEqual(first);
  const photo = await decodeImage(photograph, "jpg");
  fixture.put("media/me.png", photo ? encodePng(photo) : "");
  expect((await icons()).filter((path) => first.includes(path))).toEqual([]);
});

test("the logo has its size and a text if it stands for the title; missing pictures are reported", () => {
  fixture.put("media/logo.png", plain(1000, 500, 255));
  fixture.put("media/night.png", plain(10, 10, 255));
  const shown = (logo: Record<string, unknown>) => {
    const settings = makeSettings({ logo, title: "<雨>", brand: "", shareImage: "media/none.png" });
    const site = fixture.renderer.factory.create({ ...fixture.input([post]), settings }, { open: null });
    const plan = planSite(site);
    return {
      html: logoHtml(site, "../"),
      hasTitle: showsTitle(site),
      front: plan.made.get("index.html")?.text() ?? "",
      dead: findSettingLinkProblems(site, plan).map(({ values }) => values.key),
    };
  };
  const alone = shown({ picture: "media/logo.png", dark: "/media/night.png", withTitle: false });
  expect(alone).toMatchObject({ hasTitle: false, dead: ["shareImage"] });
  expect(alone.html).toBe(
    '<picture><source srcset="../media/night.png" media="(prefers-color-scheme: dark)">' +
      '<img class="site-logo" src="../media/logo.png" alt="&lt;雨&gt;" width="400" height="200"></picture>',
  );
  // The title is below a wide logo
  expect(shown({ picture: "media/logo.png" }).html).toContain('class="site-logo site-logo-wide"');
  expect(shown({ picture: "media/logo.png" }).html).toContain('alt="" width');
  expect(shown({ picture: "media/gone.png", withTitle: false })).toMatchObject({
    html: "",
    hasTitle: true,
    dead: ["logo.picture", "shareImage"],
  });
});

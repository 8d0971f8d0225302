import { afterEach, beforeEach, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { drawPicture } from "#engine/site/media/share-pictures/draw-picture.ts";
import type { ShareCard } from "#engine/site/media/share-pictures/card-drawing.ts";
import { shareCards } from "#engine/site/session/share-cards.ts";
import { inJapan, makePost, makeSettings } from "../../make-post.ts";
import { SiteFixture, tinyPng } from "../../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
  fixture.put("media/a.png", tinyPng);
  fixture.settings = makeSettings({ show: { sharePictures: true }, parts: { include: "none" } });
});
afterEach(() => fixture.remove());

const day = (date: number): string => `2022-05-0${date}T00:00:00`;
const post = (date: number, title: string, more: Parameters<typeof makePost>[1] = {}) =>
  makePost(`posts/hitokoto/${date}.md`, { title, date: inJapan(day(date)), ...more });

/** Builds the blog, and returns the paths of all share pictures of the site. */
async function picturesOf(...posts: readonly Post[]): Promise<string[]> {
  const { files } = await fixture.build(posts);
  return files.map(({ path }) => path).filter((path) => path.startsWith("assets/share/"));
}

/** Returns the share picture that a page names, with its size. */
function imageOf(page: string): { path: string; size: string } | null {
  const html = fixture.read(page);
  const [, path] = /property="og:image" content="[^"]*?(assets\/share\/[^"]*)"/.exec(html) ?? [];
  const sizes = [...html.matchAll(/property="og:image:(?:width|height)" content="(\d+)"/g)];
  return path === undefined ? null : { path, size: sizes.map(([, size]) => size).join("x") };
}

test("a post without a picture gets one, which its page names for share cards", async () => {
  const pictures = await picturesOf(
    post(1, "雨の日"),
    post(2, "写真", { body: "![絵](/media/a.png)" }),
    post(3, "下書き", { status: "draft" }),
    post(4, "한국어"),
    makePost("posts/hitokoto/later.md", { date: inJapan("2030-01-01T00:00:00") }),
  );
  const image = imageOf("20220501-0000.html");
  expect(image?.size).toBe("1200x630");
  expect(pictures).toEqual([image?.path]);
  expect(imageOf("20220502-0000.html")).toBeNull();
  expect(imageOf("20220504-0000.html")).toBeNull();
});

test("a title with characters that the fonts lack gets no picture, and a problem names the title", async () => {
  const titles = ["صباح ماطر", "בוקר גשום", "비 오는 날", "Утро", "Πρωί", "เช้า", "सुबह", "🎉", "雨の日"];
  const { files, problems } = await fixture.build(titles.map((title, at) => post(at + 1, title)));
  const pictures = files.map(({ path }) => path).filter((path) => path.startsWith("assets/share/"));
  expect(pictures).toEqual([imageOf("20220509-0000.html")?.path]);
  const found = problems.filter(({ code }) => code === "sharePicture.lacksCharacters");
  expect(found).toEqual([
    expect.objectContaining({ file: "blog.yaml", values: expect.objectContaining({ count: 8 }) }),
  ]);
  expect(String(found[0]?.values.titles)).toMatch(/^.*, …$/);
  expect(String(found[0]?.values.characters).split(" ")).toHaveLength(21);
  fixture.settings = makeSettings({ parts: { include: "none" } });
  const without = await fixture.build(titles.map((title, at) => post(at + 1, title)));
  expect(without.problems.map(({ code }) => code)).not.toContain("sharePicture.lacksCharacters");
});

test("a post without words gets no picture with a title that nobody wrote, and causes no problem", async () => {
  fixture.settings = { ...fixture.settings, language: "ko" };
  const untitled = makePost("posts/hitokoto/20220501-0900.md", {
    title: "",
    date: inJapan("2022-05-01T09:00:00"),
  });
  const { files, problems } = await fixture.build([untitled]);
  expect(files.filter(({ path }) => path.startsWith("assets/share/"))).toEqual([]);
  expect(problems.map(({ code }) => code)).not.toContain("sharePicture.lacksCharacters");
});

test("emoji and symbols are left out of a picture, and so is the name of the blog if it cannot be drawn", () => {
  fixture.settings = makeSettings({
    title: "블로그",
    author: { name: "Ana" },
    show: { sharePictures: true },
  });
  const posts = [
    post(1, "晴れ☀️の日♪ 👩‍👩‍👧 と🇯🇵"),
    post(2, "\u304B\u3099"),
    post(3, "🎉"),
    post(4, "5 € – ₩"),
  ];
  const cards = shareCards(
    { posts, now: fixture.now },
    fixture.renderer.factory.themeContextFor(fixture.settings),
    fixture.renderer.factory.readMedia(fixture.settings),
  );
  expect(Array.from(cards, ([path, { title, blog, author }]) => [path, title, blog, author])).toEqual([
    ["posts/hitokoto/1.md", "晴れの日 と", "", "Ana"],
    ["posts/hitokoto/2.md", "が", "", "Ana"],
  ]);
});

test("nothing is drawn unless the author wants it", async () => {
  fixture.settings = makeSettings();
  const drawn: string[] = [];
  const { files } = await fixture.renderer.build({
    ...fixture.input([post(1, "雨の日")]),
    outDir: fixture.outDir,
    onProgress: ({ path }) => drawn.push(path),
  });
  expect(files.filter(({ path }) => path.startsWith("assets/share/"))).toEqual([]);
  expect(drawn).toEqual([]);
});

test("a new post writes one more file, an edited text none, and a new title replaces the picture", async () => {
  const first = post(1, "雨の日");
  const before = await picturesOf(first);
  const both = await picturesOf(first, post(2, "晴れの日"));
  expect(both).toHaveLength(2);
  expect(both).toEqual(expect.arrayContaining(before));
  expect(await picturesOf(first, post(2, "晴れの日", { body: "別の文。" }))).toEqual(both);
  const renamed = await picturesOf(first, post(2, "曇りの日"));
  expect(renamed).toHaveLength(2);
  expect(renamed.filter((path) => !both.includes(path))).toHaveLength(1);
  expect(renamed).toContain(imageOf("20220502-0000.html")?.path);
});

test("pictures are kept between runs of the program", async () => {
  const before = await picturesOf(post(1, "雨の日"));
  fixture.renderer = fixture.freshRenderer();
  const drawn: string[] = [];
  const { files } = await fixture.renderer.build({
    ...fixture.input([post(1, "雨の日")]),
    outDir: fixture.outDir,
    onProgress: ({ path }) => drawn.push(path),
  });
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(before));
  expect(drawn).toEqual([]);
});

const card: ShareCard = {
  title: "縦に書いた「題名」、ー（２つ）。12月のSwift UI",
  blog: "日々の記",
  author: "山本",
  isVertical: true,
  colours: { paper: "#fff", ink: "#222", faint: "#555", accent: "#1f5a86" },
};

test("pictures are PNGs of 1200 by 630 pixels, and equal for equal cards", async () => {
  const made = await drawPicture(card);
  expect(made?.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect([made?.readUInt32BE(16), made?.readUInt32BE(20)]).toEqual([1200, 630]);
  expect(await drawPicture({ ...card })).toEqual(made);
  expect(await drawPicture({ ...card, isVertical: false })).not.toEqual(made);
  expect(await drawPicture({ ...card, colours: { ...card.colours, accent: "#a00" } })).not.toEqual(made);
});

test("the colours are those of the theme's style sheet on light paper, and the author's accent", () => {
  const styleSheet = `:root{--paper:#fbfaf6;--ink:#26241f;--faint:#676257;--accent:#1f5a86}`;
  const printed = `@media print{:root:root{--paper:#fff;--ink:#000}}@media (prefers-color-scheme:dark){:root{--paper:#111}}`;
  const bytes = Buffer.from(printed + styleSheet);
  const context = (themeOptions: Record<string, string>): Parameters<typeof shareCards>[1] => {
    fixture.settings = makeSettings({ show: { sharePictures: true }, themeOptions });
    const made = fixture.renderer.factory.themeContextFor(fixture.settings);
    const asset = { path: "style.css", sha256: "", bytes };
    return { ...made, theme: { ...made.theme, assets: new Map([["style.css", asset]]) } };
  };
  const coloursOf = (themeOptions: Record<string, string>): unknown =>
    shareCards(
      { posts: [post(1, "雨")], now: fixture.now },
      context(themeOptions),
      fixture.renderer.factory.readMedia(fixture.settings),
    ).get("posts/hitokoto/1.md")?.colours;
  expect(coloursOf({})).toEqual({ paper: "#fbfaf6", ink: "#26241f", faint: "#676257", accent: "#1f5a86" });
  expect(coloursOf({ accent: "#aa3300" })).toMatchObject({ paper: "#fbfaf6", accent: "#aa3300" });
});

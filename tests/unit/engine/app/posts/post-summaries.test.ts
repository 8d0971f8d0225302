import { expect, test } from "vitest";
import { PostSummaries, summariseBlog } from "#engine/app/posts/post-summaries.ts";
import { loadPost, settings } from "../load-post.ts";

const summaries = new PostSummaries();

function excerptOf(body: string): string | undefined {
  return summaries.of([loadPost("posts/hibi/a.md", "title: x", body)], settings, () => ({
    state: "draft",
  }))[0]?.excerpt;
}

function thumbnailOf(body: string, frontMatter = "title: x"): string | null | undefined {
  return summaries.of([loadPost("posts/hibi/a.md", frontMatter, body)], settings, () => ({
    state: "draft",
  }))[0]?.thumbnail;
}

test("posts are ordered newest first, those without a date at the top, pages without one at the end", () => {
  const posts = [
    loadPost("pages/about.md", "title: 紹介"),
    loadPost("posts/hibi/old.md", "date: 2020-01-01"),
    loadPost("posts/hibi/none.md", "title: 書きかけ"),
    loadPost("posts/hibi/new.md", "date: 2024-05-06 09:00"),
    loadPost("posts/hibi/also-new.md", "date: 2024-05-06 09:00"),
  ];
  const rows = summaries.of(posts, settings, () => ({ state: "ready" }));
  expect(rows.map(({ path }) => path)).toEqual([
    "posts/hibi/none.md",
    "posts/hibi/also-new.md",
    "posts/hibi/new.md",
    "posts/hibi/old.md",
    "pages/about.md",
  ]);
  expect(rows[2]).toMatchObject({
    dateText: "2024年5月6日 9:00",
    address: "20240506-0900.html",
    state: "ready",
  });
});

test("the state is computed at each call, with the current settings", () => {
  const posts = [loadPost("posts/hibi/a.md", "date: 2024-05-06 09:00")];
  expect(summaries.of(posts, settings, () => ({ state: "ready" }))[0]?.state).toBe("ready");
  expect(summaries.of(posts, settings, () => ({ state: "published" }))[0]?.state).toBe("published");
  const english = { ...settings, language: "en" };
  expect(summaries.of(posts, english, () => ({ state: "ready" }))[0]?.dateText).toBe("2024-05-06 09:00");
});

test("a setting that no row shows leaves each row the same object, in a window with 10,000 posts", () => {
  const posts = [loadPost("posts/hibi/a.md", "date: 2024-05-06 09:00")];
  const rowWith = (changes: Partial<typeof settings>) =>
    summaries.of(posts, { ...settings, ...changes }, () => ({ state: "ready" }))[0];
  const row = rowWith({});
  expect(rowWith({ footer: ["別の言葉"], sections: structuredClone(settings.sections) })).toBe(row);
  expect(rowWith({ language: "en" })?.dateText).toBe("2024-05-06 09:00");
  const hibi = { title: "日々", path: "hibi", address: "{yyyy}/{MM}-{dd}.html" };
  expect(rowWith({ sections: { ...settings.sections, hibi } })?.address).toBe("hibi/2024/05-06.html");
});

test.each([
  ["# 題\n\n- **太字**と[リンク](a.md)", "題 太字とリンク"],
  ["![絵](a.png)\n｜東京《とうきょう》の{漢字|かんじ}", "東京の漢字"],
  ["<p>囲み</p>\n```js\nlet x;\n```", "囲み let x;"],
  ["| 名前 | 数 |\n|:-----|---:|\n| りんご | 3 |", "名前 数 りんご 3"],
  // A post of nothing but pictures is named by what they show
  ["![赤い舟](media/a(1).png)\n![緑の舟](<media/b c.png>)\n", "赤い舟 緑の舟"],
  ["![](media/a(1).png)", ""],
  ["![赤い舟](media/a(1).png)\n舟です。", "舟です。"],
  [`![赤い舟](media/${"a".repeat(700)}.png)`, "赤い舟"],
])("the excerpt of %j", (body, expected) => {
  expect(excerptOf(body)).toBe(expected);
});

test("an English word is never cut", () => {
  expect(excerptOf(`A ${"word ".repeat(40)}`)).toMatch(/^A (word )+word…$/);
});

test.each([
  ["![絵](../../media/2024/a.png)", "media/2024/a.png"],
  ["![絵](/media/a.png)", "media/a.png"],
  ["![絵](../../media/2024/%E5%A4%8F%201.png)", "media/2024/夏 1.png"],
  ['![絵](<../../media/夏 1.png> "題")', "media/夏 1.png"],
  ["![絵](/media/a(1).png)", "media/a(1).png"],
  ["![絵](/media/100%.png)", "media/100%.png"],
  ["![絵](https://example.com/a.png)", null],
  ["![絵](//example.com/a.png)", null],
  ["文だけ", null],
])("the thumbnail of %j", (body, expected) => {
  expect(thumbnailOf(body)).toBe(expected);
});

test("a cover takes precedence over images in the text", () => {
  expect(thumbnailOf("![絵](/media/a.png)", "cover: media/cover.png")).toBe("media/cover.png");
  expect(thumbnailOf("", "cover: /media/%E5%A4%8F%201.png")).toBe("media/夏 1.png");
});

test("tags, categories and series are listed once, in the language's order", () => {
  const posts = [
    loadPost("posts/hibi/a.md", "tags: [雪, 雨]\ncategory: 天気\nseries: 雲の本"),
    loadPost("posts/hibi/b.md", "tags: [雨, あめ]\nseries: { name: 雲の本, number: 2 }"),
  ];
  const { tags, categories, series } = summariseBlog("/blog", settings, posts, []);
  expect(tags).toHaveLength(3);
  expect(tags[0]).toBe("あめ");
  expect(categories).toEqual(["天気"]);
  expect(series).toEqual(["雲の本"]);
});

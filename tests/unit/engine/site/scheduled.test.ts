import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { makeSettings } from "./make-post.ts";
import { SiteFixture } from "./site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

function read(settings: BlogSettings, path: string, lines: readonly string[], body: string): Post {
  return parsePost({ path, bytes: Buffer.from(`---\n${lines.join("\n")}\n---\n\n${body}\n`), settings });
}

/**
 * Returns a post of the previous year, and a scheduled post with every property that could reveal it.
 * Dates are as written.
 */
function blogWith(settings: BlogSettings, date: string): Post[] {
  const known = read(
    settings,
    "posts/hitokoto/a.md",
    ["title: 前の記事", "date: 2021-01-01 12:00"],
    "本文。",
  );
  const secret = [
    "title: 秘密の題",
    `date: ${date}`,
    "tags: [秘密の札]",
    "category: 秘密の類",
    "section: himitsu",
    "series: 秘密の連載",
    "aliases: [himitsu-old.html]",
    "relations: [{ kind: reply, to: posts/hitokoto/a.md }]",
  ];
  return [known, read(settings, "posts/hitokoto/himitsu.md", secret, "秘密の本文。")];
}

const secrets = /秘密|himitsu/;

// The time depends on the blog's zone; the skipped and the repeated hour are those of 2024
describe.each([
  ["Asia/Tokyo", "2022-05-06 0:00", "2022-05-05T15:00:00Z"],
  ["Asia/Tokyo", "2022-05-06", "2022-05-05T15:00:00Z"],
  ["America/New_York", "2024-03-10 02:30", "2024-03-10T07:30:00Z"],
  ["America/New_York", "2024-11-03 01:30", "2024-11-03T05:30:00Z"],
  ["Europe/London", "2024-03-31 01:30", "2024-03-31T01:30:00Z"],
  ["Europe/London", "2024-10-27 01:30", "2024-10-27T00:30:00Z"],
  ["Europe/London", "2024-07-01 00:00 +0900", "2024-06-30T15:00:00Z"],
])("in %s a post of %s", (timeZone, date, due) => {
  test("is nowhere until it is due, and everywhere afterwards", async () => {
    fixture.settings = makeSettings({ timeZone, redirects: { htaccess: true }, feeds: { tags: "all" } });
    const posts = blogWith(fixture.settings, date);
    fixture.now = Date.parse(due) - 1;
    const before = await fixture.build(posts);
    expect(before.problems).toEqual([]);
    for (const [path, text] of fixture.contents())
      expect([path, secrets.test(path + text)]).toEqual([path, false]);

    fixture.now = Date.parse(due);
    await fixture.build(posts);
    const shown = [...fixture.contents()]
      .filter(([path, text]) => secrets.test(path + text))
      .map(([path]) => path);
    const year = date.slice(0, 4);
    for (const path of [
      ".htaccess",
      "archive/index.html",
      "atom.xml",
      "categories/秘密の類/rss.xml",
      `contents/${year}.html`,
      `contents/${date.slice(0, 7)}.html`,
      "feed.json",
      "feeds.opml",
      "himitsu-old.html",
      "index.html",
      "rss.xml",
      "sections/himitsu/atom.xml",
      "series/index.html",
      "series/秘密の連載/index.html",
      "tags/秘密の札/rss.xml",
      "20210101-1200.html",
    ]) {
      expect(shown).toContain(path);
    }
    expect(fixture.read("sitemap.xml")).toContain(`contents/${year}.html`);

    // When the clock is set back, the post disappears completely
    fixture.now = Date.parse(due) - 1;
    await fixture.build(posts);
    for (const [path, text] of fixture.contents())
      expect([path, secrets.test(path + text)]).toEqual([path, false]);
  });
});

test("years, months and addresses use the blog's zone, or a date's own offset", async () => {
  fixture.settings = makeSettings({ timeZone: "America/New_York", copyright: { holder: "私", from: 2010 } });
  // In New York it is still the previous year
  fixture.now = Date.parse("2024-01-01T04:59:59Z");
  const post = (name: string, date: string): Post =>
    read(fixture.settings, `posts/hitokoto/${name}.md`, [`title: ${name}`, `date: ${date}`], "本文。");
  await fixture.build([
    post("大晦日", "2023-12-31 23:30"),
    post("協定", "2023-12-01T03:00:00Z"),
    post("東京", "2023-07-01 00:00 +0900"),
  ]);
  const paths = [...fixture.contents().keys()];
  expect(paths).toEqual(
    expect.arrayContaining(["20231231-2330.html", "20231201-0300.html", "20230701-0000.html"]),
  );
  expect(paths.filter((path) => path.startsWith("contents/2"))).toEqual([
    "contents/2023-07.html",
    "contents/2023-12.html",
    "contents/2023.html",
  ]);
  expect(fixture.read("index.html")).toContain("2010-2023 私");
  expect(fixture.read("rss.xml").match(/(?<=<pubDate>)[^<]*/g)).toEqual([
    "Sun, 31 Dec 2023 23:30:00 -0500",
    "Fri, 01 Dec 2023 03:00:00 +0000",
    "Sat, 01 Jul 2023 00:00:00 +0900",
  ]);
});

test("a notice until a day is shown to the end of that day in the blog's zone", async () => {
  fixture.settings = makeSettings({
    timeZone: "America/New_York",
    notices: [
      { text: "今日までの知らせ", until: "2024-01-05" },
      { text: "昼までの知らせ", until: "2024-01-05 12:00" },
    ],
  });
  const shown = async (now: string): Promise<boolean[]> => {
    fixture.now = Date.parse(now);
    await fixture.build([]);
    return ["今日まで", "昼まで"].map((text) => fixture.read("index.html").includes(text));
  };
  expect(await shown("2024-01-05T11:59:59-05:00")).toEqual([true, true]);
  expect(await shown("2024-01-05T23:59:59-05:00")).toEqual([true, false]);
  expect(await shown("2024-01-06T00:00:00-05:00")).toEqual([false, false]);
});

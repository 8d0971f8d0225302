import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

const may = (day: number, changes: Partial<Post> = {}): Post =>
  makePost(`posts/hitokoto/${day}.md`, {
    date: inJapan(`2022-05-0${day}T00:00:00`),
    title: `${day}日`,
    ...changes,
  });

/** Returns the targets of a page's links inside the site, with their texts. */
function linksOf(path: string): string[] {
  return [...fixture.read(path).matchAll(/<a [^>]*?href="([^"#:]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(
    ([, href = "", html = ""]) => {
      const target = decodeURIComponent(new URL(href, new URL(encodeURI(path), "https://site/")).pathname);
      return `${target.slice(1)} ${html.replace(/<[^>]*>/g, "").trim()}`;
    },
  );
}

test("a section without a name is called like its folder", async () => {
  fixture.setBuiltInThemes();
  const sections = { hitokoto: { title: "ひとこと" }, walks: { title: "" } };
  fixture.settings = makeSettings({ theme: "fude", parts: { include: "none" }, sections });
  await fixture.build([may(1)]);
  expect(linksOf("index.html")).toContain("sections/walks/ walks");
});

describe.each(["plain", "hitokoto", "fude"])("in the theme %s", (theme) => {
  beforeEach(() => {
    if (theme !== "plain") fixture.setBuiltInThemes();
    fixture.settings = makeSettings({ theme });
  });

  test("a part of a series has its number and neighbours, and the series has all parts in order", async () => {
    const part = (number?: number): Partial<Post> => ({
      series: number === undefined ? { name: "冬の旅" } : { name: "冬の旅", number },
    });
    await fixture.build([
      may(1, part()),
      may(2),
      may(3, part()),
      may(4, part(5)),
      may(5, { series: { name: "茶" } }),
    ]);
    expect(fixture.read("20220503-0000.html")).toMatch(/冬の旅<\/a> \[?2\/5/);
    expect(linksOf("20220503-0000.html")).toEqual(
      expect.arrayContaining([
        "series/冬の旅/ 冬の旅",
        expect.stringMatching(/^20220501-0000\.html .*1.*1日$/),
        expect.stringMatching(/^20220504-0000\.html .*5.*4日$/),
      ]),
    );
    expect(fixture.read("20220502-0000.html")).not.toContain("series");
    const parts = fixture
      .read("series/冬の旅/index.html")
      .match(/(?<=<li value=")\d+">(?:<span[^>]*>\d+<\/span> )?<a href="[^"]*">\d日/g);
    expect(parts?.map((part) => part.replace(/".*>/, " "))).toEqual(["1 1日", "2 3日", "5 4日"]);
    expect(linksOf("series/index.html")).toEqual(
      expect.arrayContaining(["series/冬の旅/ 冬の旅", "series/茶/ 茶"]),
    );
  });

  test("the contents link years, months, all titles and feeds", async () => {
    const older = makePost("posts/hitokoto/0.md", { date: inJapan("2022-04-30T00:00:00"), title: "四月" });
    await fixture.build([older, may(1), may(2)]);
    expect(linksOf("contents/2022.html")).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^contents\/2022-05\.html (?:2022年)?5月$/),
        expect.stringMatching(/^contents\/2022-04\.html (?:2022年)?4月$/),
      ]),
    );
    const month = linksOf("contents/2022-05.html");
    expect(month).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^contents\/2022-04\.html .*2022年4月/),
        expect.stringMatching(/^contents\/ /),
        expect.stringMatching(/^feeds\.opml /),
      ]),
    );
    const heading = /<h1[\s\S]*?<\/h1>/.exec(fixture.read("contents/2022-05.html"))?.[0];
    expect(heading).toContain("2022年5月の目次");
    const titles = month.filter((link) => /日$|四月$/.test(link));
    expect(titles.filter((link) => !link.includes("四月"))).toEqual(
      expect.arrayContaining(["20220502-0000.html 2日", "20220501-0000.html 1日"]),
    );
    expect(linksOf("contents/2022-04.html")).toContainEqual(
      expect.stringMatching(/^contents\/2022-05\.html .*2022年5月/),
    );
  });
});

test("page titles follow the patterns, and profiles are linked as the author's", async () => {
  fixture.settings = makeSettings({
    titles: { post: "{title}｜{section}", list: "{title}（{blog}）" },
    author: { name: "筆", url: "https://example.com/me", profiles: ["https://social.example/@fude"] },
  });
  const about = makePost("pages/about.md", { kind: "page", section: "", date: null, title: "紹介" });
  await fixture.build([may(1), about]);
  const titleOf = (path: string): string | undefined => /<title>(.*)<\/title>/.exec(fixture.read(path))?.[1];
  expect(
    [
      "20220501-0000.html",
      "about.html",
      "contents/index.html",
      "sections/hitokoto/index.html",
      "index.html",
    ].map(titleOf),
  ).toEqual([
    "1日｜ひとこと",
    "紹介 - 試験堂 日々の記",
    "目次（日々の記）",
    "ひとこと（日々の記）",
    "試験堂 日々の記",
  ]);
  expect(fixture.read("20220501-0000.html")).not.toContain('rel="me"');
  expect(fixture.read("index.html").match(/(?<=<link rel="me" href=")[^"]*/g)).toEqual([
    "https://example.com/me",
    "https://social.example/@fude",
  ]);
});

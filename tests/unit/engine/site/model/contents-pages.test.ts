import { expect, test } from "vitest";
import { contentsPages } from "#engine/site/model/contents-pages.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

/** Returns the pages for this many posts in each month, such as `2022-05`. */
function pagesFor(counts: Readonly<Record<string, number>>): string[] {
  const posts = Object.entries(counts).flatMap(([month, count]) =>
    Array.from({ length: count }, (_, at) => {
      const time = Date.parse(`${month}-01T00:00:00+09:00`) + at * 60_000;
      return makePost(`posts/${month}-${at}.md`, { date: { time, offsetMinutes: 540, hasTime: true } });
    }),
  );
  const now = Date.parse("2030-01-01");
  const { years } = createSiteModel(posts, { settings: makeSettings(), now, preview: null });
  return contentsPages(years).map(({ kind, path, months, brief, older, newer }) => {
    const name = (period: typeof older): string =>
      period ? ("month" in period && period.month) || period.year : "-";
    const shown = months.map(({ month, entries }) => `${month}=${entries.length}`).join(" ");
    const rest = brief.map(({ month, entries }) => ` ${month}(${entries.length})`).join("");
    return `${kind} ${path}: ${shown}${rest} ${name(older)}<>${name(newer)}`;
  });
}

test("there is a page for the newest years, each year and each month, newest first, with links to neighbours", () => {
  expect(pagesFor({ "2021-12": 2, "2022-01": 1, "2022-03": 3, "2024-02": 1 })).toEqual([
    "newest contents/index.html: 02=1 03=3 01=1 12=2 -<>-",
    "year contents/2024.html: 02=1 2022<>-",
    "year contents/2022.html: 03=3 01=1 2021<>2024",
    "year contents/2021.html: 12=2 -<>2022",
    "month contents/2024-02.html: 02=1 03<>-",
    "month contents/2022-03.html: 03=3 01<>02",
    "month contents/2022-01.html: 01=1 12<>03",
    "month contents/2021-12.html: 12=2 -<>01",
  ]);
  expect(pagesFor({})).toEqual(["newest contents/index.html:  -<>-"]);
});

test("there is a page of all titles if the first one does not have all", () => {
  expect(pagesFor({ "2022-01": 400, "2023-01": 100 }).slice(0, 2)).toEqual([
    "newest contents/index.html: 01=100 01=400 -<>-",
    "year contents/2023.html: 01=100 2022<>-",
  ]);
  expect(pagesFor({ "2021-01": 1, "2022-01": 400, "2023-01": 101 }).slice(0, 3)).toEqual([
    "newest contents/index.html: 01=101 01(400) 01(1) -<>-",
    "all contents/all.html: 01=101 01=400 01=1 -<>-",
    "year contents/2023.html: 01=101 2022<>-",
  ]);
  expect(pagesFor({ "2020-01": 1, "2020-12": 1, "2021-01": 1000, "2022-01": 1001 }).slice(0, 2)).toEqual([
    "newest contents/index.html: 01=1001 01(1000) 12(1) 01(1) -<>-",
    "all contents/all.html: 01=1001 01(1000) 12(1) 01(1) -<>-",
  ]);
  expect(pagesFor({ "2023-01": 900 }).slice(0, 2)).toEqual([
    "newest contents/index.html: 01=900 -<>-",
    "year contents/2023.html:  01(900) -<>-",
  ]);
});

test("a year with more titles than a page may have shows its months with their counts", () => {
  expect(pagesFor({ "2021-01": 2000, "2022-01": 1500, "2022-02": 500 })).toEqual([
    "newest contents/index.html: 02=500 01=1500 01(2000) -<>-",
    "all contents/all.html: 02=500 01=1500 01(2000) -<>-",
    "year contents/2022.html:  02(500) 01(1500) 2021<>-",
    "year contents/2021.html:  01(2000) -<>2022",
    "month contents/2022-02.html: 02=500 01<>-",
    "month contents/2022-01.html: 01=1500 01<>02",
    "month contents/2021-01.html: 01=2000 -<>01",
  ]);
  expect(pagesFor({ "2021-01": 1, "2022-01": 1500, "2022-02": 501 })).toEqual([
    "newest contents/index.html:  02(501) 01(1500) 01(1) -<>-",
    "year contents/2022.html:  02(501) 01(1500) 2021<>-",
    "year contents/2021.html: 01=1 -<>2022",
    "month contents/2022-02.html: 02=501 01<>-",
    "month contents/2022-01.html: 01=1500 01<>02",
    "month contents/2021-01.html: 01=1 -<>01",
  ]);
});

test.each(["fude", "hitokoto", "kami", "koyomi"])(
  "a long year in %s: one title, and the months with links",
  async (theme) => {
    const fixture = new SiteFixture();
    try {
      fixture.settings = makeSettings({ theme, search: false, feeds: { items: 1 } });
      fixture.setBuiltInThemes();
      const posts = Array.from({ length: 2001 }, (_, at) =>
        makePost(`posts/hitokoto/${at}.md`, {
          title: `題${at}`,
          date: inJapan(at === 0 ? "2022-01-05T00:00:00" : "2022-05-06T00:00:00"),
          properties: { permalink: `no-${at}.html` },
        }),
      );
      expect((await fixture.build(posts)).problems).toEqual([]);
      const main = /<main[\s\S]*<\/main>/.exec(fixture.read("contents/2022.html"))?.[0] ?? "";
      expect(main).not.toContain("題");
      expect(main).not.toMatch(/<h2[^>]*><a[^>]*>2022年<\/a>/);
      expect(main).toMatch(/<h1[^>]*>.*2022年の目次<\/h1>/);
      expect(main).toMatch(/<a href="\.\.\/contents\/2022-05\.html">5月<\/a><\/li>/);
      expect(fixture.read("contents/2022-05.html")).toContain("題2000");
      const [first, long] = ["contents/index.html", "contents/2022.html"].map((path) => fixture.read(path));
      expect(first).not.toContain("題1999");
      expect(Math.max(first?.length ?? 0, long?.length ?? 0)).toBeLessThan(20_000);
    } finally {
      fixture.remove();
    }
  },
);

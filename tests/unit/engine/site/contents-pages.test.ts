import { expect, test } from "vitest";
import { contentsPages } from "#engine/site/contents-pages.ts";
import { createSiteModel } from "#engine/site/site-model.ts";
import { makePost, makeSettings } from "./make-post.ts";

/** The pages for so many posts in each month, written `2022-05`. */
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

test("a page for the newest years, each year and each month, newest first, with those around them", () => {
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

test("a page of all titles, where the first one does not hold them", () => {
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
    "year contents/2023.html: 01=900 -<>-",
  ]);
});

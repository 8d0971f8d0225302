import { afterEach, beforeEach, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
  fixture.setBuiltInThemes();
});
afterEach(() => fixture.remove());

function post(day: string, title: string, changes: Partial<Post> = {}): Post {
  return makePost(`posts/hitokoto/${title}.md`, { title, date: inJapan(`${day}T10:00:00`), ...changes });
}

const posts = [
  post("2020-05-06", "甲"),
  post("2021-05-06", "乙"),
  post("2022-05-06", "丙"),
  post("2022-02-28", "丁"),
];

async function build(list: readonly Post[], changes: object = {}): Promise<Map<string, string>> {
  fixture.settings = makeSettings({ theme: "koyomi", parts: { include: "ssi" }, ...changes });
  await fixture.build(list);
  return fixture.contents();
}

/** Returns the cells of a month as readers see them, with brackets around the days that are links. */
function cells(page: string, month: string): string[][] {
  const [, table = ""] = new RegExp(`id="m${month}">(.*?)</table>`, "s").exec(page) ?? [];
  return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) =>
      cell.replace(/<a [^>]*>(.*?)<\/a>/, "[$1]").replace(/<[^>]*>/g, ""),
    ),
  );
}

/** Returns the links of a page's main part as `address text`. */
function links(page = ""): string[] {
  const main = page.slice(page.indexOf("<main"), page.indexOf("</main>"));
  return [...main.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(
    ([, url, text]) => `${url} ${text}`,
  );
}

test("the calendar of a year has every day in its week, and links the days with posts", async () => {
  const files = await build(posts);
  const page = files.get("calendar/2022.html") ?? "";
  expect(cells(page, "02")).toEqual([
    ["日", "月", "火", "水", "木", "金", "土"],
    ["", "", "1", "2", "3", "4", "5"],
    ["6", "7", "8", "9", "10", "11", "12"],
    ["13", "14", "15", "16", "17", "18", "19"],
    ["20", "21", "22", "23", "24", "25", "26"],
    ["27", "[28]", "", "", "", "", ""],
  ]);
  expect(links(page)).toContain("../calendar/05-06.html#y2022 6");
  expect(links(page)).toContain("../calendar/2021.html 2021年 →");
  expect(links(files.get("calendar/index.html"))).toContain("../calendar/2022.html#m02 2月");
  expect(files.get("sitemap.xml")).toContain("/calendar/05-06.html");
});

test("weeks begin on Monday where they do", async () => {
  const page = (await build(posts, { language: "de" })).get("calendar/2022.html") ?? "";
  expect(cells(page, "02").slice(0, 2)).toEqual([
    ["M", "D", "M", "D", "F", "S", "S"],
    ["", "1", "2", "3", "4", "5", "6"],
  ]);
});

test("the page of a day has the posts of all years, and posts name those of earlier years", async () => {
  const files = await build(posts);
  expect(links(files.get("calendar/05-06.html"))).toEqual([
    "../calendar/2022.html 2022年",
    "../20220506-1000.html 丙",
    "../calendar/2021.html 2021年",
    "../20210506-1000.html 乙",
    "../calendar/2020.html 2020年",
    "../20200506-1000.html 甲",
    "../calendar/ カレンダー",
    "../contents/ 目次へ",
  ]);
  const thisDay = (path: string): string[] => {
    const [, part = ""] =
      /<section class="related this-day".*?>(.*?)<\/section>/s.exec(files.get(path) ?? "") ?? [];
    return links(`<main${part}</main>`).map((link) => link.slice(link.indexOf(" ") + 1));
  };
  expect(thisDay("20220506-1000.html")).toEqual(["この日（5月6日）の記事", "2021年"]);
  expect(thisDay("20200506-1000.html")).toEqual(["この日（5月6日）の記事"]);
  expect(thisDay("20220228-1000.html")).toEqual([]);
});

test("a new post changes the page of its year and the page of its day, and no earlier post of that day", async () => {
  const before = await build(posts);
  const after = await build([...posts, post("2022-05-07", "戊"), post("2023-05-06", "己")]);
  const changed = [...after.keys()].filter((path) => before.get(path) !== after.get(path));
  expect(changed.filter((path) => path.startsWith("calendar/")).sort()).toEqual([
    "calendar/05-06.html",
    "calendar/05-07.html",
    "calendar/2022.html",
    "calendar/2023.html",
    "calendar/index.html",
  ]);
  // 丙 has a next post now
  expect(changed.filter((path) => /^\d{8}-/.test(path)).sort()).toEqual([
    "20220506-1000.html",
    "20220507-1000.html",
    "20230506-1000.html",
  ]);
});

test("another title of a post changes the page of its day, but no post of that day in another year", async () => {
  const before = await build(posts);
  const after = await build([post("2020-05-06", "甲", { title: "別" }), ...posts.slice(1)]);
  const changed = [...after.keys()].filter((path) => before.get(path) !== after.get(path));
  expect(changed).toContain("calendar/05-06.html");
  expect(changed).not.toContain("calendar/2020.html");
  expect(changed).not.toContain("20220506-1000.html");
});

test("without the calendar, no page mentions it", async () => {
  const files = await build(posts, { show: { calendar: false } });
  expect([...files.keys()].filter((path) => path.startsWith("calendar/"))).toEqual([]);
  const pages = [...files].filter(([path]) => path.endsWith(".html"));
  expect(pages.filter(([, text]) => /カレンダー|calendar/.test(text)).map(([path]) => path)).toEqual([]);
});

test("the front page and the contents of a month show the month", async () => {
  const files = await build(posts);
  expect(cells(files.get("index.html") ?? "", "05")[1]).toEqual(["1", "2", "3", "4", "5", "[6]", "7"]);
  expect(cells(files.get("contents/2022-02.html") ?? "", "02")[5]?.slice(0, 2)).toEqual(["27", "[28]"]);
});

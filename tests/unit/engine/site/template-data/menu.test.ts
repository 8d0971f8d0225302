import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";
import { findSettingLinkProblems } from "#engine/site/problems/setting-links.ts";
import { planSite } from "#engine/site/pages/site-plan.ts";
import { makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

const menu = [
  { url: "pages/about.md" },
  {
    label: "一覧",
    items: [
      { url: "section:futakoto" },
      { url: "tag:雨 の日" },
      { url: "site:contents" },
      { url: "site:latest" },
      { url: "site:calendar" },
    ],
  },
  { label: "料理", url: "category:%E6%96%99%E7%90%86", items: [{ label: "外", url: "https://a.example/" }] },
  { url: "posts/hitokoto/none.md" },
  { label: "空", items: [{ url: "tag:晴れ" }] },
  { label: "駄目", url: "javascript:alert(1)" },
  { url: "site:feed" },
];
const posts = [
  makePost("posts/hitokoto/1.md", { tags: ["雨 の日"], properties: { category: "料理" } }),
  makePost("pages/about.md", { kind: "page", section: "", title: "この場所", date: null }),
];
const themes = join(import.meta.dirname, "../../../../../resources/themes");

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

/** Returns the page of the post with a theme, and all problems of the links in the settings. */
function shown(
  theme: string,
  own: readonly unknown[],
  all = posts,
): { html: string; front: string; dead: unknown[] } {
  const { blogFolder } = fixture;
  const renderer = createSiteRenderer({
    blogFolder,
    cacheFolder: join(blogFolder, ".hitofude", "cache"),
    blogId: "blog-1",
    themesFolder: themes,
  });
  const settings = makeSettings({
    theme,
    menu: own,
    parts: { include: "none" },
    header: "[雨](tag:雨%20の日)",
  });
  const site = renderer.factory.create({ ...fixture.input(all), settings }, { open: null });
  const plan = planSite(site);
  const html = plan.made.get("talk/index.html")?.text() ?? "";
  const front = plan.made.get("index.html")?.text() ?? "";
  return { html, front, dead: findSettingLinkProblems(site, plan).map(({ values }) => values.key) };
}

test.each(["fude", "hitokoto", "kami", "koyomi"])(
  "%s draws the author's menu on two levels, with links that work",
  (theme) => {
    const { html, front, dead } = shown(theme, menu);
    for (const link of [
      '<a href="../about.html">この場所</a>',
      '<a href="../talk/">ふたこと</a>',
      '<a href="../tags/%E9%9B%A8-%E3%81%AE%E6%97%A5/">雨 の日</a>',
      '<a href="../contents/">目次</a>',
      '<a href="../calendar/">カレンダー</a>',
      '<a href="../categories/%E6%96%99%E7%90%86/">料理</a>',
      '<a href="https://a.example/">外</a>',
      '<a href="../sections/hitokoto/latest.html">最新の記事</a>',
      '<a href="../rss.xml">RSS配信中</a>',
    ]) {
      expect(html).toContain(link);
    }
    expect(html).toContain("一覧");
    for (const left of ["none.md", "空", "駄目", "javascript:", "晴れ"]) expect(html).not.toContain(left);
    // The theme's own entries are replaced, and links of texts are resolved in the same way
    expect(html).not.toContain(">ひとこと</a>");
    expect(front).toContain('<a href="tags/%E9%9B%A8-%E3%81%AE%E6%97%A5/">雨</a>');
    expect(dead).toEqual(["menu.3.url", "menu.4.items.0.url"]);
  },
);

test.each(["fude", "hitokoto", "kami", "koyomi"])("without a menu of the author, %s makes one", (theme) => {
  const { front, dead } = shown(theme, []);
  expect(front).toContain('<a href="about.html">この場所</a>');
  expect(front).toContain(">ふたこと</a>");
  expect(dead).toEqual([]);
});

test.each(["fude", "hitokoto", "kami", "koyomi"])(
  "%s draws the pages in their order, on two levels",
  (theme) => {
    const page = (name: string, place: object) =>
      makePost(`pages/${name}.md`, { kind: "page", section: "", title: name, date: null, properties: place });
    const pages = [
      page("late", { order: 30 }),
      page("first", { order: 10 }),
      page("below", { parent: "pages/first.md" }),
      page("out", { menu: false }),
      page("plain", {}),
    ];
    const { front } = shown(theme, [], [...posts, ...pages]);
    const [navigation = ""] = /<nav class="(?:site-nav|places)"[\s\S]*?<\/nav>/.exec(front) ?? [];
    const titles = [...navigation.matchAll(/<a href="[^"]*">([^<]*)<\/a>/g)].map(([, title]) => title);
    const own = ["first", "below", "late", "この場所", "plain"];
    expect(titles.filter((title) => own.includes(title ?? "") || title === "out")).toEqual(own);
    const nested = /first<\/(?:summary|a)>[\s\S]*?<ul>[\s\S]*?<a href="[^"]*below[^"]*">below<\/a>/;
    expect(navigation).toMatch(nested);
  },
);

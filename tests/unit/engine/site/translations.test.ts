import { afterEach, beforeEach, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { inJapan, makePost, makeSettings } from "./make-post.ts";
import { SiteFixture } from "./site-fixture.ts";

const themes = ["fude", "hitokoto", "kami", "koyomi"];

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

function use(theme: string): void {
  fixture.settings = makeSettings({
    theme,
    url: "https://example.com/",
    parts: { include: "none" },
    front: { recentUpdates: 0 },
  });
  fixture.setBuiltInThemes();
}

function version(day: number, language: string | null, to?: string): Post {
  return makePost(`posts/hitokoto/${day}.md`, {
    title: `版${day}`,
    date: inJapan(`2022-05-0${day}T00:00:00`),
    language,
    relations: to === undefined ? [] : [{ kind: "translation", to }],
  });
}

const original = version(1, null);
const english = version(2, "en", "posts/hitokoto/1.md");
const french = version(3, "fr", "posts/hitokoto/1.md");
const pageOf = (day: number): string => fixture.read(`2022050${day}-0000.html`);
const urlOf = (day: number): string => `https://example.com/2022050${day}-0000.html`;

function alternatesIn(text: string): string[] {
  return [...text.matchAll(/rel="alternate" hreflang="([^"]*)" href="([^"]*)"/g)].map(
    ([, language, url]) => `${language} ${url}`,
  );
}

const expected = [`ja ${urlOf(1)}`, `en ${urlOf(2)}`, `fr ${urlOf(3)}`, `x-default ${urlOf(1)}`];

test.each(themes)("in %s, all versions of a text link to each other in the page", async (theme) => {
  use(theme);
  await fixture.build([original, english, french]);
  const links = (day: number): string[] =>
    [...(/<nav class="translations".*?<\/nav>/s.exec(pageOf(day))?.[0] ?? "").matchAll(/<a .*?<\/a>/g)].map(
      ([link]) => link,
    );
  expect(links(1)).toEqual([
    '<a href="20220502-0000.html" hreflang="en" lang="en" rel="alternate" title="版2">English</a>',
    '<a href="20220503-0000.html" hreflang="fr" lang="fr" rel="alternate" title="版3">Français</a>',
  ]);
  expect(links(3).join("")).toContain(">日本語</a>");
  expect(links(3).join("")).toContain(">English</a>");
  for (const day of [1, 2, 3]) expect(alternatesIn(pageOf(day))).toEqual(expected);
});

test.each(themes)("in %s, links say in which language the title of the other post is", async (theme) => {
  use(theme);
  const of = { series: { name: "連作" }, tags: ["雨"] };
  const second = makePost("posts/hitokoto/2.md", {
    ...english,
    ...of,
    relations: [{ kind: "reply", to: "posts/hitokoto/1.md" }],
  });
  await fixture.build([makePost("posts/hitokoto/1.md", { ...original, ...of }), second, version(4, null)]);
  // Next post, next part of the series, and the mark of the reply
  const titles = pageOf(1).match(/<[^>]*>(?:: )?版2</g) ?? [];
  expect(titles.length).toBeGreaterThanOrEqual(3);
  for (const title of titles) expect(title).toContain('lang="en" dir="auto"');
  for (const title of pageOf(2).match(/<[^>]*>(?:: )?版[14]</g) ?? []) expect(title).not.toContain("lang=");
});

test("the site map names all versions of each version, and the original as the default", async () => {
  use("fude");
  await fixture.build([original, english, french, version(4, "de")]);
  const map = fixture.read("sitemap.xml");
  expect(map).toContain('xmlns:xhtml="http://www.w3.org/1999/xhtml"');
  expect(alternatesIn(map)).toEqual([...expected, ...expected, ...expected]);
  expect(alternatesIn(pageOf(4))).toEqual([]);
  await fixture.build([original]);
  expect(fixture.read("sitemap.xml")).not.toContain("xhtml");
});

test("a new translation changes only the pages of the other versions, besides what each new post changes", async () => {
  use("koyomi");
  const others = [5, 6, 7, 8].map((day) => version(day, null));
  await fixture.build([original, english, ...others]);
  const before = fixture.contents();
  await fixture.build([original, english, french, ...others]);
  const posts = [...fixture.contents()].filter(
    ([path, text]) => /^2022050\d-/.test(path) && before.get(path) !== text,
  );
  // Posts 2 and 5 are the neighbours of the new post.
  expect(posts.map(([path]) => path)).toEqual(["1", "2", "3", "5"].map((day) => `2022050${day}-0000.html`));
});

test("versions in one language, drafts and posts that search engines must not show are left out", async () => {
  use("fude");
  const hidden = { ...french, ...makePost(french.path, { ...french, properties: { noindex: true } }) };
  await fixture.build([original, english, hidden, version(4, "en", "posts/hitokoto/1.md")]);
  expect(alternatesIn(pageOf(1))).toEqual([expected[0], expected[1], expected[3]]);
  expect(alternatesIn(pageOf(3))).toEqual([]);
  expect(pageOf(4)).toContain(">日本語</a>");
  await fixture.build([original, { ...english, ...makePost(english.path, { ...english, status: "draft" }) }]);
  expect(pageOf(1)).not.toContain("hreflang");
});

test("a second version in the same language is a problem that names both posts", async () => {
  use("fude");
  const again = version(4, "en", "posts/hitokoto/1.md");
  const inJapanese = version(5, "ja", "posts/hitokoto/1.md");
  const problemsOf = async (...posts: readonly Post[]): Promise<unknown[]> =>
    (await fixture.build(posts)).problems.flatMap(({ code, file, values }) =>
      code === "translation.sameLanguage" ? [[file, values]] : [],
    );
  expect(await problemsOf(original, english, french)).toEqual([]);
  expect(await problemsOf(original, english, french, again, inJapanese)).toEqual([
    [again.path, { path: again.path, other: english.path, language: "en" }],
    [inJapanese.path, { path: inJapanese.path, other: original.path, language: "ja" }],
  ]);
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

const settings = makeSettings();

/** Returns the post of a day in May with further lines in its front matter. */
function may(day: number, ...lines: string[]): Post {
  const date = `2022-05-${String(day).padStart(2, "0")}`;
  const text = ["---", `title: ${day}日`, `date: ${date} 00:00:00`, ...lines, "---", `五月の${day}日。`, ""];
  const path = `posts/hitokoto/${String(day).padStart(2, "0")}.md`;
  return parsePost({ path, bytes: Buffer.from(text.join("\n")), settings });
}

const pageOf = (day: number): string => `202205${String(day).padStart(2, "0")}-0000.html`;
const month = (marks: Readonly<Record<number, string>>, days = 25): Post[] =>
  Array.from({ length: days }, (_, index) => may(index + 1, ...[marks[index + 1] ?? []].flat()));

/** Returns the posts that a page links to, in order, each once. */
function postsOn(path: string): number[] {
  const links = [...fixture.read(path).matchAll(/href="[^"]*?202205(\d\d)-0000\.html/g)];
  return [...new Set(links.map(([, day]) => Number(day)))];
}

const down = (from: number, to: number): number[] =>
  Array.from({ length: from - to + 1 }, (_, index) => from - index);

describe.each(["hitokoto", "fude"])("in the theme %s", (theme) => {
  beforeEach(() => {
    fixture.setBuiltInThemes();
    fixture.settings = makeSettings({ theme, front: { posts: 5, recentUpdates: 0 } });
  });

  test("pinned posts are first on the front page and in their section, marked, and nowhere else", async () => {
    await fixture.build(month({ 2: "pinned: true", 24: "pinned: true" }, 31));
    expect(postsOn("index.html")).toEqual([24, 2, 31, 30, 29, 28, 27]);
    const [section = ""] = [...fixture.contents().keys()].filter((path) =>
      /^(?:sections\/)?hitokoto\/index\.html$/.test(path),
    );
    expect(postsOn(section).slice(0, 9)).toEqual([24, 2, ...down(31, 25)]);
    expect(fixture.read(section).match(/class="pinned"/g)).toHaveLength(2);
    expect(postsOn("archive/index.html").slice(0, 9)).toEqual(down(31, 23));
  });

  test("an unlisted post has its page, and no other page of the site mentions it", async () => {
    const relation = "relations: [{ kind: reply, to: posts/hitokoto/03.md }]";
    const marks = { 3: "unlisted: true", 4: relation, 5: "tags: [茶]" };
    await fixture.build([...month(marks, 5), may(6, "unlisted: true", "tags: [秘密]", "series: 旅")]);
    expect(fixture.read(pageOf(3))).toContain("五月の3日");
    expect(fixture.read(pageOf(3))).toContain('<meta name="robots" content="noindex">');
    expect(fixture.read(pageOf(3))).not.toContain("preview-state");
    for (const [path, text] of fixture.contents()) {
      if (path === pageOf(3) || path === pageOf(6)) continue;
      expect(text, path).not.toMatch(/20220503|20220506|3日|6日|秘密/);
    }
    expect([...fixture.contents().keys()].filter((path) => /秘密|旅/.test(path))).toEqual([]);
  });

  test("a post with noindex has the robots tag, is not in the site map, and is listed as usual", async () => {
    await fixture.build(month({ 2: "noindex: true" }, 3));
    expect(fixture.read(pageOf(2))).toContain('<meta name="robots" content="noindex">');
    expect(fixture.read(pageOf(2))).toContain('rel="canonical"');
    expect(fixture.read(pageOf(1))).not.toContain("noindex");
    expect(fixture.read("sitemap.xml")).not.toContain("20220502");
    expect(postsOn("index.html")).toEqual([3, 2, 1]);
    expect(fixture.read("rss.xml")).toContain("20220502");
  });
});

test("only the value true counts, and other values cause no problem", () => {
  for (const value of ["1", "yes", '"true"', "false", "[true]", "{ a: 1 }", "top"]) {
    const lines = ["pinned", "unlisted", "noindex"].map((key) => `${key}: ${value}`);
    const post = may(1, ...lines, "weight: 3", "sticky: 100", "top: true");
    expect(post.problems).toEqual([]);
    expect(post.properties).not.toMatchObject({ pinned: expect.anything() });
    const { posts, pinned } = createSiteModel([post], { settings, now: Date.now(), preview: null });
    expect({ posts: posts.length, pinned: pinned.length }).toEqual({ posts: 1, pinned: 0 });
  }
});

test.each(["fude", "koyomi", "hitokoto"])(
  "<!--more--> ends a text on the front page of %s",
  async (theme) => {
    fixture.setBuiltInThemes();
    fixture.settings = makeSettings({ theme });
    const text =
      "---\ntitle: 長い話\ndate: 2022-05-06 00:00:00\n---\n\nはじめの[^1]**言葉**。\n\n<!--more-->\n\nおわり。\n\n[^1]: 注";
    const path = "posts/hitokoto/long.md";
    await fixture.build([parsePost({ path, bytes: Buffer.from(text), settings }), may(1)]);
    const front = fixture.read("index.html");
    expect(front).toContain("<strong>言葉</strong>");
    expect(front).not.toContain("おわり。");
    expect(front).toContain('href="20220506-0000.html#fn');
    expect(front.match(/<p class="more"[^>]*><a href="20220506-0000\.html">続きを読む</g)).toHaveLength(1);
    expect(front).toContain("五月の1日。");
    expect(fixture.read("20220506-0000.html")).toContain("おわり。");
  },
);

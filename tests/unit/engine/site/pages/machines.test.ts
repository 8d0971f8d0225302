import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BuildResult } from "#engine/site/output/build-result.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { builtInThemes, SiteFixture } from "../site-fixture.ts";
import { wholePage } from "../whole-page.ts";

const themes = readdirSync(builtInThemes).filter((name) => name !== "shared");

const posts = [
  makePost("posts/hitokoto/a.md", { title: "一", aliases: ["old.html"], tags: ["茶"] }),
  makePost("posts/hitokoto/b.md", { title: "二 & 三", date: inJapan("2022-05-07T00:00:00") }),
  makePost("pages/about.md", { kind: "page", title: "この場所", section: "" }),
];
const postPage = "20220507-0000.html";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
  fixture.setBuiltInThemes();
});
afterEach(() => fixture.remove());

async function build(settings: Readonly<Record<string, unknown>>): Promise<BuildResult> {
  fixture.settings = makeSettings({ url: "https://example.net/", ...settings });
  return fixture.build(posts);
}

const pagesWithout = (text: string): string[] =>
  [...fixture.contents()]
    .filter(([path, page]) => /\.html$/.test(path) && !page.includes(text))
    .map(([path]) => path);

describe.each(themes)("in the theme %s", (theme) => {
  test("with `noindex`, every page asks search engines not to list it, and there is no site map", async () => {
    await build({ theme });
    expect(pagesWithout('<meta name="robots"')).toContain("index.html");
    expect(fixture.contents().has("sitemap.xml")).toBe(true);
    await build({ theme, robots: { noindex: true } });
    expect(pagesWithout('<meta name="robots" content="noindex">')).toEqual([]);
    expect(fixture.contents().has("sitemap.xml")).toBe(false);
    expect(fixture.read("robots.txt")).toBe("User-agent: *\nDisallow:\n");
  });

  test("pages name the author's Fediverse account, as Mastodon reads it", async () => {
    await build({ theme });
    expect([...fixture.contents().values()].join("")).not.toContain("fediverse:creator");
    await build({ theme, author: { name: "筆子", fediverse: "me@mastodon.example" } });
    const line = '<meta name="fediverse:creator" content="@me@mastodon.example">';
    for (const path of [postPage, "about.html", "index.html"]) expect(fixture.read(path)).toContain(line);
  });

  test("a post is shared on Mastodon by a page of the site that asks for the reader's server", async () => {
    await build({ theme });
    expect(fixture.contents().has("share/mastodon.html")).toBe(false);
    await build({ theme, share: [{ service: "mastodon" }] });
    const [, link = ""] = /href="(share\/mastodon\.html#[^"]+)"/.exec(wholePage(fixture, postPage)) ?? [];
    expect(new URLSearchParams(link.split("#")[1]).get("text")).toBe(
      `二 & 三 https://example.net/${postPage}`,
    );
    const page = fixture.read("share/mastodon.html");
    expect(page).toContain("<h1");
    expect(page).toContain('<meta name="robots" content="noindex">');
    expect(page).toMatch(/<form [^>]*data-share[\s\S]*<script src="mastodon.js" defer>/);
    const scripts = [...page.matchAll(/<script[^>]* src="([^"]*)"/g)].map(([, src = ""]) => src);
    expect(scripts.filter((src) => /^(?:https?:)?\/\//.test(src))).toEqual([]);
    expect(fixture.read("share/mastodon.js")).toContain("/share?text=");
  });

  test("below each post, but not below pages, readers find a link for an answer by mail", async () => {
    const author = { name: "筆子", email: "me@example.jp" };
    await build({ theme, author });
    expect(fixture.read(postPage)).not.toContain("メールで感想を送る");
    await build({ theme, author, show: { replyByMail: true } });
    const [, url = ""] = /<a href="((?:&#\d+;)+)">メールで感想を送る<\/a>/.exec(fixture.read(postPage)) ?? [];
    const decoded = url.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
    expect(decoded).toBe(`mailto:me@example.jp?subject=${encodeURIComponent("二 & 三")}`);
    expect(fixture.read(postPage)).not.toContain("me@example.jp");
    expect(fixture.read("about.html")).not.toContain("メールで感想を送る");
  });
});

test("other crawlers change no page, and are asked only where crawlers look", async () => {
  await build({ theme: "fude" });
  const robots = { disallow: ["GPTBot"] };
  const { written, problems } = await build({ theme: "fude", robots });
  expect([written, problems]).toEqual([1, []]);
  expect(fixture.read("robots.txt")).toContain("User-agent: GPTBot\nDisallow: /\n");
  const inFolder = await build({ theme: "fude", robots, url: "https://example.net/diary/" });
  expect(inFolder.problems).toEqual([
    {
      code: "robots.unread",
      severity: "warning",
      file: "blog.yaml",
      values: {
        key: "robots.disallow",
        url: "https://example.net/diary/robots.txt",
        read: "https://example.net/robots.txt",
      },
    },
  ]);
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

describe.each(["fude", "hitokoto", "kami", "koyomi"])("in the theme %s", (theme) => {
  let fixture: SiteFixture;

  beforeEach(() => {
    fixture = new SiteFixture();
    fixture.setBuiltInThemes();
  });
  afterEach(() => fixture.remove());

  async function build(show: object, author: object = {}): Promise<Map<string, string>> {
    fixture.settings = makeSettings({
      theme,
      show,
      parts: { include: "none" },
      author: { name: "筆子", ...author },
      url: "https://example.net/",
    });
    await fixture.build(posts);
    return fixture.contents();
  }

  test("the indexes of tags and categories name all, with their numbers of posts", async () => {
    const files = await build({});
    const tags = files.get("tags/index.html") ?? "";
    expect(links(tags)).toEqual(["庭 1", "茶 3"]);
    expect(tags).toContain("<h1");
    expect(tags).toContain("タグの一覧");
    expect(files.get("categories/index.html")).toContain("道具");
    expect(files.get("sitemap.xml")).toContain("https://example.net/tags/");
    expect(files.get("contents/index.html")).toContain('href="../tags/"');
    const without = await build({ termIndexes: false });
    expect([...without.keys()].filter((path) => /^(tags|categories)\/index/.test(path))).toEqual([]);
    expect([...without.values()].join("")).not.toContain("タグの一覧");
  });

  test("the author box is below posts if there is something to say, and has what the settings say", async () => {
    const bio = {
      bio: "茶が**好き**です。",
      picture: "https://example.net/me.jpg",
      url: "https://example.org/",
    };
    const page = (await build({}, bio)).get("20220503-0000.html") ?? "";
    expect(page).toContain('<img class="author-photo u-photo" src="https://example.net/me.jpg" alt=""');
    expect(page).toContain("茶が<strong>好き</strong>です。");
    expect(page).toContain('<a class="p-name u-url" href="https://example.org/">筆子</a>');
    expect((await build({})).get("20220503-0000.html")).not.toContain("author-box");
    expect((await build({ authorBox: false }, bio)).get("20220503-0000.html")).not.toContain("author-box");
  });

  test("related posts are earlier ones with a common tag", async () => {
    const files = await build({});
    expect(relatedIn(files.get("20220504-0000.html"))).toEqual(["一"]);
    expect(relatedIn(files.get("20220501-0000.html"))).toEqual([]);
    expect(relatedIn((await build({ related: false })).get("20220504-0000.html"))).toEqual([]);
  });

  test("the front page has its posts whole or as excerpts of the wanted length", async () => {
    // The last sentence of each text is after every theme's limit for texts on the front page.
    const long = [1, 2, 3, 4, 5].map((day) =>
      post(day, `長い${day}`, [], { body: `${"雨が降る。".repeat(3000)}\n\n終わり${day}。\n` }),
    );
    const front = async (settings: object): Promise<string> => {
      fixture.settings = makeSettings({ theme, url: "https://example.net/", ...settings });
      await fixture.build(long);
      return fixture.contents().get("index.html") ?? "";
    };
    const ends = (html: string): string[] => Array.from(html.matchAll(/終わり(\d)/g), ([, day = ""]) => day);
    expect(ends(await front({}))).toEqual([]);
    const whole = ends(await front({ front: { texts: "full" } }));
    expect(whole).toEqual(theme === "kami" ? [] : ["5", "4", "3", "2", "1"]);
    const excerpts = await front({ front: { texts: "excerpt" }, markdown: { excerptLength: 20 } });
    expect(excerpts).not.toContain("雨が降る。".repeat(5));
    expect(excerpts).toContain(`>${"雨が降る。".repeat(4)}…<`);
  });

  test("no heading has an id of the theme", async () => {
    const page = (await build({})).get("20220504-0000.html") ?? "";
    const ids = Array.from(page.matchAll(/ id="([^"]*)"/g), ([, id]) => id);
    expect(ids).toEqual(expect.arrayContaining(["years", "main"]));
    expect(ids.length).toBeGreaterThan(8);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

const words = ["Main", "Years", "Revisions", "Related posts", "Recent updates", "This day"];

const posts: readonly Post[] = [
  post(1, "一", ["茶"]),
  post(2, "二", ["庭"]),
  post(3, "三", ["茶"]),
  post(4, "四", ["茶"], {
    body: words.map((word) => `## ${word}\n`).join("\n"),
    revisions: [{ date: "2022-05-05", note: "直した" }],
  }),
];

function post(day: number, title: string, tags: string[], more: Partial<Post> = {}): Post {
  const properties = day === 2 ? { category: "道具" } : {};
  return makePost(`posts/hitokoto/2022050${day}-0000.md`, {
    title,
    tags,
    properties,
    date: inJapan(`2022-05-0${day}T00:00:00`),
    ...more,
  });
}

/** Returns the names of an index of terms with their numbers, as readers see them. */
function links(page: string): string[] {
  const [, list = ""] = /<ul class="terms">(.*?)<\/ul>/s.exec(page) ?? [];
  return [...list.matchAll(/<li>(.*?)<\/li>/g)].map(([, item = ""]) => item.replace(/<[^>]*>|[()]/g, ""));
}

function relatedIn(page = ""): string[] {
  const [, list = ""] = /<section class="related".*?<ul[^>]*>(.*?)<\/ul>/s.exec(page) ?? [];
  return [...list.matchAll(/<a [^>]*>(.*?)<\/a>/g)].map(([, title = ""]) => title);
}

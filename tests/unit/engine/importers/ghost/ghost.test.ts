import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { movedFolder, pixel } from "../moved-folder.ts";

const post = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  id: "p1",
  title: "雨 & 傘",
  slug: "ame",
  html: "<p>雨です。</p>",
  plaintext: "雨です。",
  lexical: '{"root":{"children":[]}}',
  feature_image: null,
  type: "post",
  status: "published",
  visibility: "public",
  created_at: "2024-01-30T00:00:00.000Z",
  published_at: "2024-01-31T15:30:00.000Z",
  custom_excerpt: null,
  email: "hanako@example.jp",
  ...fields,
});

function exported(posts: readonly unknown[]): string {
  const data = {
    posts,
    tags: [
      { id: "t1", name: "庭", visibility: "public" },
      { id: "t2", name: "#内部", visibility: "internal" },
      { id: "t3", name: "花", visibility: "public" },
    ],
    posts_tags: [
      { post_id: "p1", tag_id: "t1", sort_order: 1 },
      { post_id: "p1", tag_id: "t2", sort_order: 2 },
      { post_id: "p1", tag_id: "t3", sort_order: 0 },
    ],
    users: [{ id: "u1", name: "花子", email: "hanako@example.jp" }],
    posts_authors: [{ post_id: "p1", author_id: "u1" }],
    posts_meta: [{ post_id: "p1", feature_image_alt: "傘の写真", feature_image_caption: "<em>傘</em>です" }],
    settings: [{ key: "timezone", value: "Asia/Tokyo" }],
  };
  return JSON.stringify({ db: [{ meta: { exported_on: 1, version: "5.80.0" }, data }] });
}

test("posts, pages, drafts and members' posts, with tags, pictures, links and old addresses", async () => {
  const json = exported([
    post({
      feature_image: "__GHOST_URL__/content/images/2024/01/kasa.png",
      html: '<p>雨です。<a href="__GHOST_URL__/about/">庭について</a></p><figure class="kg-card kg-image-card"><img src="__GHOST_URL__/content/images/2024/01/niwa.png" class="kg-image" alt="庭"></figure>',
    }),
    post({ id: "p2", title: "庭について", slug: "about", type: "page" }),
    post({ id: "p3", title: "下書き", slug: "memo", status: "draft", published_at: null }),
    post({ id: "p4", title: "会員だけ", slug: "members", visibility: "members" }),
    post({
      id: "p5",
      title: "紹介",
      slug: "card",
      html: '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://example.com/a"><div class="kg-bookmark-content"><div class="kg-bookmark-title">よいページ</div><div class="kg-bookmark-description">説明</div></div><div class="kg-bookmark-thumbnail"><img src="https://example.com/t.png"></div></a></figure>',
    }),
  ]);
  await using moved = await movedFolder({
    "blog.ghost.2024.json": json,
    "content/images/2024/01/kasa.png": pixel,
    "content/images/2024/01/niwa.png": Buffer.concat([pixel, Buffer.from(" ")]),
  });
  const { posts, report } = moved;
  expect(moved.format).toBe("ghost");
  expect(report).toMatchObject({
    timeZone: "Asia/Tokyo",
    counts: { add: 5 },
    analysis: {
      kinds: { post: 4, page: 1 },
      states: { published: 3, draft: 1, private: 1 },
      tags: { 庭: 1, 花: 1 },
      images: { included: 2 },
    },
  });
  const first = posts.get("雨 & 傘") ?? "";
  expect(first).toMatch(/^---\ntitle: 雨 & 傘\ndate: 2024-02-01 00:30:00\nstatus: ready\n/);
  expect(first).toContain("tags: [花, 庭]\nslug: ame\n");
  expect(first).toContain("aliases: [/ame/]\n");
  expect(first).toMatch(/!\[傘の写真\]\(\.\.\/\.\.\/media\/2024\/02\/[\w-]+\.png "傘です"\)/);
  expect(first).toContain("[庭について](../../pages/about.md)");
  // Without their metadata, the two pictures are the same.
  expect(await readdir(join(moved.blog, "media/2024/02"))).toHaveLength(1);
  expect(posts.get("下書き")).toContain("status: draft");
  expect(posts.get("会員だけ")).toContain("status: draft");
  expect(posts.get("紹介")).toContain("[よいページ](https://example.com/a)");
  expect([...posts.values()].join()).not.toContain("hanako@example.jp");
  expect(await moved.again()).toMatchObject({ unchanged: 5, add: 0, update: 0 });
});

test("an export of Ghost 1 in a zip, with times in milliseconds and pages by a flag", async () => {
  const data = {
    posts: [
      {
        id: 7,
        title: "昔の記事",
        slug: "old",
        html: null,
        markdown: "*昔*の記事",
        page: 0,
        status: "published",
        published_at: Date.UTC(2016, 0, 1),
      },
      {
        id: 8,
        title: "昔のページ",
        slug: "page",
        html: "<p>頁</p>",
        page: 1,
        status: "published",
        published_at: 1451606400000,
      },
    ],
    settings: [
      { key: "activeTimezone", value: "Europe/Berlin" },
      { key: "permalinks", value: "/:year/:month/:slug/" },
    ],
  };
  const json = JSON.stringify({ meta: { exported_on: 1, version: "1.0" }, data });
  await using moved = await movedFolder(
    { "ghost.zip": zipSync({ "ghost/old.json": Buffer.from(json) }) },
    { chosen: ["ghost.zip"] },
  );
  expect(moved.posts.get("昔の記事")).toContain("date: 2016-01-01 01:00:00+01:00\nstatus: ready\n");
  expect(moved.posts.get("昔の記事")).toMatch(/aliases: \[\/2016\/01\/old\/\][\s\S]*\n\*昔\*の記事\n$/);
  expect(moved.report.posts[1]).toMatchObject({ path: "pages/page.md", oldPath: "/page/" });
});

test("a truncated file: the posts before the damage are read, and the line is reported", async () => {
  const json = JSON.stringify(JSON.parse(exported([post({}), post({ id: "p2", title: "切れた" })])), null, 1);
  const cut = json.slice(0, json.indexOf("切れた"));
  await using moved = await movedFolder({ "a.json": cut });
  expect([...moved.posts.keys()]).toEqual(["雨 & 傘"]);
  expect(moved.report.files[0]?.damage).toEqual({
    line: cut.split("\n").length,
    reason: "the file ends too early",
  });
  await expect(movedFolder({ "a.json": json.slice(0, json.indexOf("雨")) })).rejects.toMatchObject({
    code: "import.damaged",
  });
});

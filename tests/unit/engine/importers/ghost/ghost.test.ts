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
    post({
      id: "p3",
      title: "下書き",
      slug: "memo",
      status: "draft",
      published_at: null,
      html: '<p><img src="__GHOST_URL__/content/images/lost.png"></p>',
    }),
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
  expect(report.posts.map(({ missing }) => missing)).toContainEqual([
    { address: "/content/images/lost.png", file: null, line: null },
  ]);
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

const bodyOf = (text = ""): string => text.slice(text.indexOf("\n---\n") + 5);
const textNode = (text: string, format = 0): unknown => ({ type: "extended-text", text, format, version: 1 });
const paragraph = (...children: readonly unknown[]): unknown => ({ type: "paragraph", children });
const lexical = (...children: readonly unknown[]): string => JSON.stringify({ root: { children } });
const item = (...children: readonly unknown[]): unknown => ({ type: "listitem", children });

test("posts whose text is only in the format of the newer editor", async () => {
  const text = lexical(
    { type: "extended-heading", tag: "h2", children: [textNode("雨の日")] },
    paragraph(
      textNode("これは"),
      textNode("大事", 1),
      textNode("で、a < b です。"),
      { type: "linebreak" },
      { type: "link", url: "__GHOST_URL__/about/", children: [textNode("庭について")] },
    ),
    {
      type: "list",
      listType: "number",
      children: [
        item(textNode("一")),
        item({ type: "list", listType: "bullet", children: [item(textNode("中"))] }),
      ],
    },
    { type: "extended-quote", children: [textNode("引用です")] },
    { type: "codeblock", language: "js", code: "if (a < b) c();" },
    { type: "horizontalrule" },
    { type: "image", src: "__GHOST_URL__/content/images/a.png", alt: "傘", caption: "<em>傘</em>です" },
    { type: "gallery", images: [{ src: "https://i.example/1.png" }, { src: "https://i.example/2.png" }] },
    { type: "bookmark", url: "https://example.com/a", metadata: { title: "よいページ" } },
    { type: "embed", url: "https://example.com/v", html: "<iframe src='https://example.com/v'></iframe>" },
    { type: "html", html: "<p>手書きの<b>HTML</b></p>" },
    { type: "markdown", markdown: "手書きの*印*" },
    { type: "callout", calloutEmoji: "💡", calloutText: "<p>お知らせ</p>" },
    { type: "toggle", heading: "開くと", content: "<p>中身</p>" },
    { type: "button", buttonText: "申し込む", buttonUrl: "https://example.com/go" },
    { type: "header", header: "大見出し", subheader: "副題", buttonEnabled: false, buttonText: "押さない" },
    {
      type: "product",
      productTitle: "本",
      productDescription: "<p>よい本</p>",
      productRatingEnabled: true,
      productStarRating: 4,
    },
    { type: "video", src: "https://v.example/a.mp4", caption: "動画" },
    { type: "audio", src: "https://v.example/a.mp3", title: "音" },
    { type: "file", src: "https://v.example/a.pdf", fileTitle: "資料", fileName: "a.pdf" },
    { type: "poll", question: "好きな色は？", options: ["赤", "青"], layout: "wide" },
  );
  const posts = [
    post({ html: null, plaintext: null, lexical: text }),
    post({ id: "p2", title: "庭について", slug: "about", type: "page", html: null, lexical: lexical() }),
  ];
  await using moved = await movedFolder({ "a.json": exported(posts), "content/images/a.png": pixel });
  const written = bodyOf(moved.posts.get("雨 & 傘"));
  for (const part of [
    "## 雨の日",
    "これは**大事**で、a < b です。",
    "[庭について](../../pages/about.md)",
    /1\. +一\n +- +中/,
    "> 引用です",
    "```js\nif (a < b) c();\n```",
    /!\[傘\]\(\.\.\/\.\.\/media\/2024\/02\/[\w-]+\.png "傘です"\)/,
    "![](https://i.example/1.png)",
    "![](https://i.example/2.png)",
    "[よいページ](https://example.com/a)",
    '<iframe src="https://example.com/v">',
    "手書きの**HTML**",
    "手書きの*印*",
    "> 💡 お知らせ",
    "#### 開くと\n\n中身",
    "[申し込む](https://example.com/go)",
    "## 大見出し\n\n副題",
    "#### 本\n\n★★★★☆\n\nよい本",
    "https://v.example/a.mp4",
    "https://v.example/a.mp3",
    "[資料](https://v.example/a.pdf)",
    "好きな色は？\n\n赤\n\n青",
  ])
    expect(written).toMatch(part);
  expect(written).not.toMatch(/押さない|wide|poll/);
  expect(moved.report.posts[0]?.unknownParts).toEqual(["poll"]);
  expect(moved.report.posts[0]?.notes).toEqual(expect.arrayContaining(["unknownPart", "otherFile"]));
  expect(moved.posts.get("雨 & 傘")).toContain("status: ready");
});

test("posts whose text is only in the format of the older editor", async () => {
  const mobiledoc = JSON.stringify({
    version: "0.3.1",
    atoms: [
      ["soft-return", "", {}],
      ["mention", "@花子", {}],
    ],
    cards: [
      ["image", { src: "https://i.example/1.png", alt: "傘" }],
      ["card-markdown", { markdown: "*印*の文" }],
      ["code", { code: "a < b" }],
      ["quiz", { question: "好きな色は？" }],
    ],
    markups: [["strong"], ["a", ["href", "https://example.com/"]]],
    sections: [
      [1, "h2", [[0, [], 0, "雨の日"]]],
      [
        1,
        "p",
        [
          [0, [], 0, "これは"],
          [0, [1, 0], 1, "大事"],
          [0, [], 1, "な頁"],
          [1, [], 0, 0],
          [0, [], 0, "次の行"],
          [1, [], 0, 1],
        ],
      ],
      [3, "ul", [[[0, [], 0, "一"]], [[0, [], 0, "二"]]]],
      [10, 0],
      [10, 1],
      [10, 2],
      [10, 3],
      [1, "p", []],
    ],
  });
  const older = JSON.stringify({
    version: "0.2.0",
    sections: [
      [["em"]],
      [
        [
          1,
          "p",
          [
            [[], 0, "昔の"],
            [[0], 1, "形"],
          ],
        ],
        [10, "html", { html: "<p>札</p>" }],
      ],
    ],
  });
  const markdown = JSON.stringify({
    version: "0.3.1",
    cards: [["markdown", { markdown: "# 題\n\n| 表 | b |\n|--|--|\n| 1 | 2 |" }]],
    sections: [
      [10, 0],
      [1, "p", []],
    ],
  });
  const without = { html: "", plaintext: null, lexical: null };
  await using moved = await movedFolder({
    "a.json": exported([
      post({ ...without, mobiledoc }),
      post({ ...without, id: "p2", title: "昔", slug: "b", mobiledoc: older }),
      post({ ...without, id: "p3", title: "印", slug: "c", mobiledoc: markdown }),
    ]),
  });
  const body = (title: string): string => bodyOf(moved.posts.get(title));
  for (const part of [
    "## 雨の日",
    /これは\[\*\*大事\*\*な頁\]\(https:\/\/example\.com\/\) *\n次の行@花子/,
    /- +一\n- +二/,
    "![傘](https://i.example/1.png)",
    "*印*の文",
    "```\na < b\n```",
    "好きな色は？",
  ])
    expect(body("雨 & 傘")).toMatch(part);
  expect(moved.report.posts[0]?.unknownParts).toEqual(["mention", "quiz"]);
  expect(body("昔").trim()).toBe("昔の*形*\n\n札");
  expect(body("印")).toContain("| 表 | b |\n|--|--|");
});

test("parts for members or mails make a draft, and a text that cannot be read is named", async () => {
  const gated =
    '<p>前</p><!--kg-gated-block:begin nonMember:false memberSegment:"status:-free" --><p>有料</p><!--kg-gated-block:end-->';
  const forAll = gated.replace("nonMember:false", "nonMember:true");
  const web = { nonMember: false, memberSegment: "status:-free" };
  const cases = {
    gated: { html: gated },
    forAll: { html: forAll },
    card: { html: null, lexical: lexical({ type: "html", html: "<p>有料</p>", visibility: { web } }) },
    mail: {
      html: null,
      lexical: lexical({ type: "email", html: "<p>メール</p>" }, paragraph(textNode("後"))),
    },
    damaged: { html: null, lexical: '{"root":', plaintext: null },
    empty: { html: null, lexical: lexical(paragraph()), plaintext: null },
  };
  const posts = Object.entries(cases).map(([title, fields]) =>
    post({ id: title, title, slug: title, ...fields }),
  );
  await using moved = await movedFolder({ "a.json": exported(posts) });
  const found = moved.report.posts.map(({ title, state, notes }) => [title, state, notes]);
  expect(found).toEqual([
    ["gated", "private", ["hiddenPart"]],
    ["forAll", "published", []],
    ["card", "private", ["hiddenPart"]],
    ["mail", "private", ["hiddenPart"]],
    ["damaged", "published", ["unknownFormat"]],
    ["empty", "published", []],
  ]);
  expect(moved.posts.get("mail")).toMatch(/status: draft[\s\S]*メール\n\n後/);
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

import { expect, test } from "vitest";
import { movedFolder, pixel } from "../moved-folder.ts";
import { publiiDatabase as database } from "./publii-database.ts";

test("a site of Publii: three editors, states, tags, pictures and inner links", async () => {
  const blocks = [
    { type: "publii-header", content: "見出し", config: { headingLevel: 3 } },
    { type: "publii-paragraph", content: "段落の<strong>文</strong>", config: {} },
    {
      type: "publii-image",
      content: { image: "#DOMAIN_NAME#niwa.png", alt: "庭", caption: "庭です" },
      config: {},
    },
    { type: "publii-code", content: "a < b", config: { language: "js" } },
    { type: "publii-list", content: "<li>一</li><li>二</li>", config: { listType: "ol" } },
    { type: "publii-quote", content: { text: "引用", author: "" }, config: {} },
    { type: "publii-html", content: "<p>直接の HTML</p>", config: {} },
    { type: "publii-poll", content: { question: "好きな色は？", answers: ["赤"] }, config: {} },
  ];
  await using moved = await movedFolder({
    "niwa/input/db.sqlite": await database([
      { title: "雨", text: '<p>雨です。<a href="#INTERNAL_LINK#/post/2">花</a></p>', image: "kasa.png" },
      {
        title: "花",
        text: JSON.stringify(blocks),
        editor: "blockeditor",
        status: "published,excluded_homepage",
      },
      { title: "木", text: "# 木", editor: "markdown", image: "ki.png" },
      { title: "下書き", text: "<p>まだ</p>", status: "draft" },
      { title: "隠した", text: "<p>隠した</p>", status: "published,hidden" },
      { title: "捨てた", text: "<p>捨てた</p>", status: "trashed" },
      { title: "紹介", text: "<p>紹介</p>", status: "published,is-page" },
    ]),
    "niwa/input/media/posts/1/kasa.png": pixel,
    "niwa/input/media/posts/2/niwa.png": pixel,
    "niwa/input/media/posts/3/ki.png": pixel,
    "niwa/input/media/posts/1/niwa.png": Buffer.from("not the picture of post 2"),
    "niwa/input/config/site.config.json": JSON.stringify({
      domain: "https://niwa.example",
      advanced: { urls: { cleanUrls: true } },
    }),
  });
  const { posts, report } = moved;
  expect(moved.format).toBe("publii");
  expect(report).toMatchObject({
    counts: { add: 6 },
    ignored: { trashed: 1 },
    analysis: { states: { published: 4, draft: 1, private: 1 }, kinds: { page: 1 } },
  });
  const first = posts.get("雨") ?? "";
  expect(first).toContain("date: 2022-05-06 09:00:00\nstatus: ready\n");
  expect(first).toContain('tags: [庭, "花, 木"]');
  expect(first).toContain("permalink: p1/");
  expect(first).toMatch(/!\[傘\]\(\.\.\/\.\.\/media\/2022\/05\/[\w-]+\.png "傘です 写真 <花子>"\)/);
  expect(first).toContain("[花](20220507-0900.md)");
  const second = posts.get("花") ?? "";
  expect(second).toMatch(/### 見出し\n\n段落の\*\*文\*\*\n[\s\S]*!\[庭\]\(\.\.\/\.\.\/media[\s\S]*庭です/);
  expect(second).toMatch(
    /```js\na < b\n```\n\n1\. {1,2}一\n2\. {1,2}二\n\n> 引用\n\n直接の HTML\n\n好きな色は？\n\n赤\n$/,
  );
  expect(second).toContain("unlisted: true");
  expect(report.posts.find(({ title }) => title === "花")?.unknownParts).toEqual(["publii-poll"]);
  expect(posts.get("木")).toMatch(
    /\n!\[傘\]\(\.\.\/\.\.\/media\/2022\/05\/[\w-]+\.png "傘です 写真 <花子>"\)\n\n# 木\n$/,
  );
  expect(posts.get("下書き")).toContain("status: draft");
  expect(posts.get("隠した")).toContain("status: draft");
  expect(report.posts.at(-1)?.path).toMatch(/^pages\//);
  expect([...posts.values()].join()).not.toContain("@example.jp");
  expect(await moved.again()).toMatchObject({ unchanged: 6 });
});

test("a damaged database is refused with a message", async () => {
  const bytes = await database([{ title: "雨", text: "<p>雨</p>" }]);
  await expect(movedFolder({ "input/db.sqlite": bytes.subarray(0, 5000) })).rejects.toMatchObject({
    code: "import.damaged",
    values: { name: "input/db.sqlite" },
  });
});

test("captions of a gallery, and the link of an image, stay", async () => {
  const blocks = [
    {
      type: "publii-gallery",
      content: { images: [{ src: "#DOMAIN_NAME#gallery/hana.png", alt: "花", caption: "花の写真" }] },
      config: {},
    },
    {
      type: "publii-image",
      content: { image: "#DOMAIN_NAME#niwa.png", alt: "庭", caption: "" },
      config: { link: { url: "https://example.jp/?a=1&b=2" } },
    },
  ];
  await using moved = await movedFolder({
    "input/db.sqlite": await database([{ title: "花", text: JSON.stringify(blocks), editor: "blockeditor" }]),
    "input/media/posts/1/gallery/hana.png": pixel,
    "input/media/posts/1/niwa.png": pixel,
  });
  const post = moved.posts.get("花") ?? "";
  expect(post).toMatch(/!\[花\]\(\.\.\/\.\.\/media\/[^ )]+ "花の写真"\)/);
  expect(post).toMatch(/\[!\[庭\]\(\.\.\/[^)]+\)\]\(https:\/\/example\.jp\/\?a=1&b=2\)/);
});

test("marks of excerpts, sizes of images, and addresses with prefixes and of subpages", async () => {
  const parts = (text: string): string[] =>
    text
      .replace(/^---[\s\S]*?---\n/, "")
      .trim()
      .split(/\n+/);
  await using moved = await movedFolder({
    "input/db.sqlite": await database([
      { title: "雨", text: '<p>前</p><hr id="read-more"><p>後</p><hr><p>末</p>' },
      {
        title: "花",
        text: "前\n\n---READMORE---\n\n![庭](#DOMAIN_NAME#niwa.png =300x200)\n\n`![x](y.png =1x2)` [雨](#INTERNAL_LINK#/post/1)",
        editor: "markdown",
      },
      { title: "親", text: "<p>親</p>", status: "published,is-page" },
      {
        title: "子",
        text: '<p>子</p><p><a href="#INTERNAL_LINK#/page/3">親</a></p>',
        status: "published,is-page",
      },
    ]),
    "input/media/posts/2/niwa.png": pixel,
    "input/config/site.config.json": JSON.stringify({
      domain: "https://niwa.example",
      advanced: { urls: { cleanUrls: true, postsPrefix: "blog" } },
    }),
    "input/config/pages.config.json": JSON.stringify([{ id: 3, subpages: [{ id: 4, subpages: [] }] }]),
  });
  const { posts } = moved;
  expect(parts(posts.get("雨") ?? "")).toEqual(["前", "<!--more-->", "後", "---", "末"]);
  expect(parts(posts.get("花") ?? "")).toEqual([
    "前",
    "<!--more-->",
    expect.stringMatching(/^!\[庭\]\(\.\.\/\.\.\/media\/2022\/05\/[\w-]+\.png\)$/),
    "`![x](y.png =1x2)` [雨](20220506-0900.md)",
  ]);
  expect(posts.get("雨")).toContain("permalink: blog/p1/");
  expect(posts.get("親")).toContain("permalink: p3/");
  expect(posts.get("子")).toContain("permalink: p3/p4/");
  expect(posts.get("子")).toContain("[親](p3.md)");
});

test("changes, featured posts, and a page as the front page", async () => {
  const time = Date.UTC(2022, 4, 6);
  await using moved = await movedFolder({
    "input/db.sqlite": await database([
      { title: "雨", text: "<p>雨</p>", time, changed: time + 90_061_000, status: "published,featured" },
      { title: "花", text: '<p><a href="#INTERNAL_LINK#/page/3">表紙</a></p>', time, changed: time + 2000 },
      { title: "表紙", text: "<p>ようこそ</p>", status: "published,is-page,featured" },
    ]),
    "input/config/site.config.json": JSON.stringify({
      domain: "https://niwa.example",
      advanced: { usePageAsFrontpage: true, pageAsFrontpage: 3, urls: { cleanUrls: true } },
    }),
  });
  const { posts, report } = moved;
  expect(posts.get("雨")).toMatch(
    /^date: 2022-05-06 09:00:00\nupdated: 2022-05-07 10:01:01\nstatus: ready\n/m,
  );
  expect(posts.get("雨")).toContain("pinned: true\n");
  expect(posts.get("花")).not.toMatch(/^(?:updated|pinned):/m);
  expect(posts.get("花")).toContain("[表紙](/)");
  expect(posts.get("表紙")).toContain("status: draft\n");
  expect(posts.get("表紙")).not.toMatch(/^(?:pinned|permalink|aliases):/m);
  expect(report.posts.find(({ title }) => title === "表紙")?.notes).toEqual(["frontPage"]);
});

import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { type FileTree, movedFolder } from "../moved-folder.ts";

const files: FileTree = {
  "posts.csv": `post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url
101.ame,2024-03-01T15:30:00.000Z,true,2024-03-01T15:30:00.000Z,,newsletter,everyone,"雨, そして""傘""","一行目
二行目",
102.paid,2024-03-02T00:00:00.000Z,true,,,newsletter,only_paid,有料,,
103.memo,,false,,,newsletter,everyone,下書き,,
104.koe,2024-03-03T00:00:00.000Z,true,,,podcast,everyone,声,,https://api.substack.com/koe.mp3
105.about,2024-03-04T00:00:00.000Z,true,,,page,everyone,紹介,,
106.talk,2024-03-05T00:00:00.000Z,true,,,thread,everyone,雑談,,
`,
  "posts/101.ame.html": `<p>雨です。<a href="https://hanako.substack.com/p/koe">声</a></p>
<div class="captioned-image-container"><figure><a class="image-link image2" target="_blank" href="https://substackcdn.com/image/fetch/f_auto,q_auto:good/https%3A%2F%2Fbucketeer.s3.amazonaws.com%2Fpublic%2Fniwa.png"><div class="image2-inset"><picture><source type="image/webp" srcset="https://substackcdn.com/w"><img src="https://substackcdn.com/image/fetch/w_1456/https%3A%2F%2Fbucketeer.s3.amazonaws.com%2Fpublic%2Fniwa.png" data-attrs="{}" class="sizing-normal" alt="庭"></picture><div></div></div></a><figcaption class="image-caption">庭です</figcaption></figure></div>
<p class="button-wrapper" data-component-name="ButtonCreateButton"><a class="button primary" href="https://hanako.substack.com/subscribe?"><span>Subscribe now</span></a></p>
<div class="subscription-widget-wrap-editor"><div class="subscription-widget"><p>Thanks for reading!</p><form><input type="email" value="taro@example.jp"></form></div></div>`,
  "posts/102.paid.html": "<p>有料の文</p>",
  "posts/104.koe.html": "<p>声です</p>",
  "posts/105.about.html": "<p>紹介です</p>",
  "posts/101.opens.csv": "post_id,email\n101,taro@example.jp\n",
  "email_list.hanako.csv": "email,active_subscription\ntaro@example.jp,true\n",
};

test("a post whose file is missing is named, and is a draft", async () => {
  await using moved = await movedFolder({
    "posts.csv": files["posts.csv"] ?? "",
    "posts/105.about.html": "<p>紹介です</p>",
  });
  expect(moved.report.posts.map(({ title, state, notes }) => [title, state, ...notes])).toEqual([
    ['雨, そして"傘"', "unknown", "noText"],
    ["有料", "private", "noText"],
    ["下書き", "draft", "noText", "dateUnreadable"],
    ["声", "unknown", "embed"],
    ["紹介", "published"],
  ]);
});

test("a zip of Substack: states, pages, subtitles, pictures in full size; widgets and readers stay out", async () => {
  const zip = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
  );
  await using moved = await movedFolder({ "export.zip": zip }, { chosen: ["export.zip"] });
  const { posts, report } = moved;
  expect(moved.format).toBe("substack");
  expect(report).toMatchObject({
    counts: { add: 5 },
    ignored: { thread: 1 },
    analysis: {
      states: { published: 3, private: 1, draft: 1 },
      kinds: { page: 1, post: 4 },
      images: { hosts: { "bucketeer.s3.amazonaws.com": 1 } },
    },
  });
  const first = posts.get('雨, そして"傘"') ?? "";
  expect(first).toContain("date: 2024-03-02 00:30:00\nstatus: ready\naliases: [/p/ame]\n");
  expect(first).toContain("summary: 一行目 二行目\nslug: ame\n");
  expect(first).toContain('![庭](https://bucketeer.s3.amazonaws.com/public/niwa.png "庭です")');
  expect(first).not.toMatch(/Subscribe|Thanks/);
  expect(posts.get("声")).toContain('<audio controls="" src="https://api.substack.com/koe.mp3"></audio>');
  expect(posts.get("下書き")).toMatch(/^---\ntitle: 下書き\nstatus: draft\n/);
  expect(posts.get("有料")).toContain("status: draft");
  expect(report.posts.find(({ title }) => title === "紹介")?.path).toBe("pages/about.md");
  expect([...posts.values()].join()).not.toContain("taro@example.jp");
  expect(await moved.again()).toMatchObject({ unchanged: 5 });
});

test("links to own posts lead to the posts, whatever the name of the publication", async () => {
  await using moved = await movedFolder(files);
  expect(moved.posts.get('雨, そして"傘"')).toContain("[声](20240303-0900.md)");
});

test("buttons of the author, and objects that the export stores as data, keep their words", async () => {
  const data = (fields: object): string => JSON.stringify(fields).replaceAll('"', "&quot;");
  const row = "107.mono,2024-03-06T00:00:00.000Z,true,,,newsletter,everyone,もの,,\n";
  const html = `<p class="button-wrapper"><a class="button primary" href="https://tickets.example/1"><span>切符を買う</span></a></p>
<p class="button-wrapper"><a class="button primary" href="%%share_url%%"><span>Share</span></a></p>
<div class="captioned-button-wrap"><div class="preamble"><p>Thanks!</p></div><p class="button-wrapper"><a class="button" href="https://hanako.substack.com/p/mono?utm_source=substack&amp;action=share"><span>Share</span></a></p></div>
<div class="digest-post-embed" data-attrs="${data({ title: "声の話", canonical_url: "https://hanako.substack.com/p/koe" })}"></div>
<div class="image-gallery-embed" data-attrs="${data({ gallery: { images: [{ src: "https://bucketeer.s3.amazonaws.com/public/hana.png" }], caption: "花の列", alt: "花" } })}"></div>
<div class="latex-rendered" data-attrs="${data({ persistentExpression: "x < y^2" })}"></div>
<div class="tweet" data-attrs="${data({ url: "https://twitter.com/x/status/1", full_text: "短い文" })}"></div>
<div class="other" data-attrs="${data({ url: "javascript:alert(1)" })}"></div>
<div class="preformatted-block"><label class="hide-text">Text within this block</label><pre class="text">詩の行</pre></div>`;
  await using moved = await movedFolder({
    ...files,
    "posts.csv": `${String(files["posts.csv"])}${row}`,
    "posts/107.mono.html": html,
  });
  const post = moved.posts.get("もの") ?? "";
  expect(post).toContain("[切符を買う](https://tickets.example/1)");
  expect(post).toContain("[声の話](20240303-0900.md)");
  expect(post).toContain("![花](https://bucketeer.s3.amazonaws.com/public/hana.png)\n\n花の列\n");
  expect(post).toContain("```latex\nx < y^2\n```");
  expect(post).toMatch(/> 短い文\n\n.*https:\/\/twitter\.com\/x\/status\/1/);
  expect(post).toContain("詩の行");
  expect(post).not.toMatch(/Share|Thanks|javascript|Text within/);
});

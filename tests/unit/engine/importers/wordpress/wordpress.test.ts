import { BareAmpersands } from "#engine/importers/input/bare-ampersands.ts";
import { expect, test } from "vitest";
import type { ImportEntry, ImportSource } from "#engine/importers/importer.ts";
import { importerFor } from "#engine/importers/registry.ts";
import { wordPress } from "#engine/importers/wordpress/wordpress.ts";
import { factsOfHtml } from "#engine/markdown/from-html/import/html-facts.ts";
import { fileOf, gather } from "../export-files.ts";
import { movedFolder } from "../moved-folder.ts";
import { itemText, type WrittenItem, wxrText } from "./wxr-files.ts";

async function open(...texts: (string | Uint8Array)[]): Promise<ImportSource & { all: ImportEntry[] }> {
  // Small pieces, so that elements and characters are cut
  const files = texts.map((text, at) => fileOf(text, `${at}.xml`, 7));
  const source = await wordPress.open(files, { blogTimeZone: "Asia/Tokyo" });
  return { ...source, all: await gather(source.entries()) };
}

async function readOne(item: WrittenItem, other = ""): Promise<ImportEntry> {
  const { all } = await open(wxrText(itemText(item) + other));
  if (!all[0]) throw new Error("no entry");
  return all[0];
}

const attachment = itemText({
  fields: { title: "梅の花", "wp:post_id": "5", "wp:post_type": "attachment", "wp:status": "inherit" },
  more: "<wp:attachment_url>https://blog.example/wp-content/uploads/ume.jpg</wp:attachment_url>",
});

test.each(["1.0", "1.1", "1.2"])("an export of version %s is recognised and read", async (version) => {
  const text = wxrText(itemText({ content: "<p>雨です。</p>" }), { version });
  expect((await importerFor([fileOf(text, "a.xml")])).id).toBe("wordpress");
  const { all, files, hosts, service } = await open(text);
  expect({ hosts, service }).toEqual({ hosts: ["blog.example"], service: null });
  expect(files[0]).toMatchObject({ entries: 1, sample: "雨 雨です。" });
  expect(all).toMatchObject([
    {
      kind: "post",
      title: "雨",
      state: "published",
      slug: "ame",
      oldPath: "/2020/05/06/ame/",
      author: "花子",
      date: { time: Date.UTC(2020, 4, 6, 0, 30), offsetMinutes: 540, hasTime: true },
      body: { format: "html", text: "<p>雨です。</p>" },
    },
  ]);
});

test.each([
  ["draft", "draft"],
  ["pending", "draft"],
  ["future", "scheduled"],
  ["private", "private"],
  ["something", "unknown"],
])("the status %s is %s, which is never published", async (status, state) => {
  expect((await readOne({ fields: { "wp:status": status } })).state).toBe(state);
});

test.each([
  ["<!-- wp:premium-content/container --><!-- wp:premium-content/subscriber-view --><p>有料</p>", ""],
  ["<p>前</p><!-- wp:jetpack/paywall /--><p>後</p>", ""],
  ["<p>前</p>[members_only]後[/members_only]", ""],
  ["<p>前</p>[restrict userlevel='editor']後[/restrict]", ""],
  ["<p>本文</p>", "paid_subscribers"],
])("%j with the access %j has a part for members, so that it is not published", async (content, access) => {
  const more = `<wp:postmeta><wp:meta_key>_jetpack_newsletter_access</wp:meta_key><wp:meta_value>${access}</wp:meta_value></wp:postmeta>`;
  expect(await readOne({ content, more })).toMatchObject({
    state: "private",
    notes: expect.arrayContaining(["hiddenPart"]),
  });
});

test.each([
  ["<p>[private_note] [a](b) [paid-in](c)</p>", ""],
  ["<p>本文</p>", "everybody"],
])("%j with the access %j is published", async (content, access) => {
  const more = `<wp:is_sticky>1</wp:is_sticky><wp:postmeta><wp:meta_key>_jetpack_newsletter_access</wp:meta_key><wp:meta_value>${access}</wp:meta_value></wp:postmeta>`;
  expect(await readOne({ content, more })).toMatchObject({ state: "published", isPinned: true });
});

test("a type of its own becomes drafts if it had pages; fields and taxonomies that are not read are named", async () => {
  const own = (id: string, type: string, link: string, content: string, status = "publish"): string =>
    itemText({
      fields: { "wp:post_id": id, "wp:post_type": type, link, title: type, "wp:status": status },
      content,
      more: '<category domain="course" nicename="a">甘いもの</category><wp:postmeta><wp:meta_key>minutes</wp:meta_key><wp:meta_value>30</wp:meta_value></wp:postmeta><wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>',
    });
  const { all, ignored } = await open(
    wxrText(
      own("1", "recipe", "https://blog.example/recipe/an/", "<p>小豆を煮ます。</p>") +
        own("2", "recipe", "https://blog.example/recipe/b/", "<p>まだ</p>", "private") +
        own("3", "shop_order", "https://blog.example/?post_type=shop_order&p=3", "住所") +
        own("4", "feedback", "https://blog.example/?p=4", "メールの本文") +
        own("5", "banner", "https://blog.example/banner/x/", ""),
    ),
  );
  expect(all).toMatchObject([
    {
      title: "recipe",
      state: "unknown",
      notes: ["customType"],
      oldPath: "/recipe/an/",
      extra: { course: "甘いもの", minutes: "30" },
    },
  ]);
  expect(ignored).toEqual({ recipe: 1, shop_order: 1, feedback: 1, banner: 1 });
});

test("a post with a password is private; deleted posts, menus and old versions are counted and left out", async () => {
  expect((await readOne({ fields: { "wp:post_password": "x" } })).state).toBe("private");
  const others = ["nav_menu_item", "revision", "wp_template"].map((kind) =>
    itemText({ fields: { "wp:post_type": kind } }),
  );
  const deleted = itemText({ fields: { "wp:status": "trash" } });
  const { all, ignored } = await open(wxrText(itemText({}) + others.join("") + deleted + attachment));
  expect(all).toHaveLength(1);
  expect(ignored).toEqual({ nav_menu_item: 1, revision: 1, wp_template: 1, trash: 1, attachment: 1 });
});

test("categories and tags, comments by kind, pages, and names cut inside a character", async () => {
  const more = `<category domain="category" nicename="hibi"><![CDATA[日々]]></category>
<category domain="category" nicename="niwa"><![CDATA[庭 &amp; 畑]]></category>
<category domain="post_tag" nicename="ume"><![CDATA[梅]]></category>
<category domain="post_format" nicename="aside"><![CDATA[アサイド]]></category>
<wp:comment><wp:comment_approved>1</wp:comment_approved><wp:comment_type></wp:comment_type></wp:comment>
<wp:comment><wp:comment_approved>1</wp:comment_approved><wp:comment_type>pingback</wp:comment_type></wp:comment>
<wp:comment><wp:comment_approved>spam</wp:comment_approved><wp:comment_type></wp:comment_type></wp:comment>`;
  const name = encodeURIComponent("雨の日の庭").slice(0, -3).toLowerCase();
  expect(
    await readOne({
      fields: { "wp:post_type": "page", "wp:post_name": name, "wp:post_date_gmt": "0000-00-00 00:00:00" },
      more,
    }),
  ).toMatchObject({
    kind: "page",
    category: "日々",
    tags: ["庭 & 畑", "梅"],
    comments: 1,
    trackbacks: 1,
    slug: "雨の日の",
    date: { time: Date.UTC(2020, 4, 6, 0, 30), offsetMinutes: 540 },
  });
});

test("block comments go, old texts get paragraphs, and known shortcodes are translated", async () => {
  const blocks = '<!-- wp:paragraph {"a":1} -->\n<p>一</p>\n<!-- /wp:paragraph -->\n\n<!--more-->\n<p>二</p>';
  expect((await readOne({ content: blocks })).body.text).toBe("<p>一</p>\n\n<!--more-->\n<p>二</p>");
  expect((await readOne({ content: "一行目\n二行目\n\n次の段落" })).body.text).toBe(
    "<p>一行目<br />\n二行目</p>\n\n<p>次の段落</p>",
  );
  const uploads = "https://blog.example/wp-content/uploads/";
  const shortcodes = `[caption id="a" align="alignright" width="300"]<a href="${uploads}b.jpg"><img src="${uploads}b-300x200.jpg"></a> 梅の花[/caption]

[gallery ids="5,99"]

[embed]https://example.com/a?b=1&c=2[/embed] [contact-form-7 id="3"]

[youtube https://www.youtube.com/watch?v=dQw4w9WgXcQ&w=640] [youtube=http://youtu.be/abcdefghijk] [vimeo 123 w=9]
[soundcloud url="https://soundcloud.com/a/b" params="x=1"]`;
  const { body, notes } = await readOne({ content: shortcodes }, attachment);
  expect(body.text).toContain(
    `<figure class="alignright"><a href="${uploads}b.jpg"><img src="${uploads}b-300x200.jpg"></a><figcaption>梅の花</figcaption></figure>`,
  );
  expect(body.text).toContain('<img src="https://blog.example/wp-content/uploads/ume.jpg" alt="梅の花">');
  expect(body.text).toContain('<a href="https://example.com/a?b=1&amp;c=2">');
  expect(body.text).toContain('[contact-form-7 id="3"]');
  for (const player of [
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;w=640",
    "http://youtu.be/abcdefghijk",
    "https://vimeo.com/123",
    "https://soundcloud.com/a/b",
  ])
    expect(body.text).toContain(`<p><a href="${player}">${player}</a></p>`);
  expect(notes).toContain("shortcode");
  const bracketed = await readOne({ content: "<p>注[1]と<code>[x y=1]</code></p>" });
  expect(bracketed.notes).not.toContain("shortcode");
});

test("a gallery without numbers shows the images of its post, in order and with captions", async () => {
  const image = (id: string, order: number, caption: string, parent = "12"): string =>
    itemText({
      fields: {
        title: `写真${id}`,
        "wp:post_id": id,
        "wp:post_type": "attachment",
        "wp:status": "inherit",
        "wp:post_parent": parent,
        "wp:menu_order": String(order),
        "excerpt:encoded": caption,
      },
      more: `<wp:attachment_url>https://blog.example/${id}.jpg</wp:attachment_url>
<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>説明${id}</wp:meta_value></wp:postmeta>`,
    });
  const others = image("21", 2, "") + image("22", 1, "<em>梅</em>の花") + image("23", 0, "", "13");
  const { body } = await readOne({ content: "前\n\n[gallery columns='2']\n\n後" }, others);
  expect(body.text).toContain(
    '<figure><img src="https://blog.example/22.jpg" alt="説明22"><figcaption><em>梅</em>の花</figcaption></figure>\n<p><img src="https://blog.example/21.jpg" alt="説明21"></p>',
  );
  expect(body.text).not.toContain("23.jpg");
});

test("a post contains the published patterns that it uses, even if they contain themselves", async () => {
  const pattern = (id: string, status: string, content: string): string =>
    itemText({ fields: { "wp:post_id": id, "wp:post_type": "wp_block", "wp:status": status }, content });
  const use = (id: string): string => `<!-- wp:block {"ref":${id}} /-->`;
  const text = wxrText(
    itemText({ content: `${use("31")}\n<!-- wp:paragraph --><p>本文</p>${use("32")}${use("99")}` }) +
      pattern("31", "publish", `<!-- wp:paragraph --><p>署名</p>${use("31")}${use("31")}`) +
      pattern("32", "draft", "<!-- wp:paragraph --><p>未公開</p>"),
  );
  const { all, ignored } = await open(text);
  expect(all).toHaveLength(1);
  expect(all[0]?.body.text).toMatch(/^<p>署名<\/p>[\s\S]*<p>本文<\/p>$/);
  expect(all[0]?.body.text).not.toContain("未公開");
  expect(ignored).toEqual({ wp_block: 1 });
});

test("footnotes beside the text, and text with the end of a CDATA section, stay whole", async () => {
  const json = JSON.stringify([{ id: "n1", content: "注の文 ]]> 終わり" }]).replaceAll(
    "]]>",
    "]]]]><![CDATA[>",
  );
  const more = `<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[${json}]]></wp:meta_value></wp:postmeta>`;
  const { body } = await readOne({
    content: '<p>本文 ]]> の<sup data-fn="n1"><a href="#n1" id="n1-link">1</a></sup></p>',
    more,
  });
  expect(body.text).toContain("本文 ]]> の");
  expect(body.text).toContain('<li id="n1">注の文 ]]> 終わり <a href="#n1-link">↩</a></li>');
});

test("relative addresses lead to the old site, and numbers of posts to the posts", async () => {
  const [first = "", second = "", draft = ""] = [
    itemText({
      fields: { "wp:post_id": "7", link: "https://blog.example/2020/05/06/ame/" },
      content:
        '<p><img src="/wp-content/uploads/ume.jpg?w=1&amp;h=2"> <img src="img/a.jpg"> <img src="//cdn.example/b.jpg"> <img src=\'it&#39;s.jpg\'> <a href="../07/">次</a> <a href="#a">印</a> <a href="https://blog.example/?p=8">八</a></p>',
    }),
    itemText({
      fields: { title: "八", "wp:post_id": "8", link: "https://blog.example/?p=8" },
      content: "<p>八</p>",
    }),
    itemText({
      fields: { title: "九", "wp:post_id": "9", link: "https://blog.example/?p=9", "wp:status": "draft" },
    }),
  ];
  await using moved = await movedFolder({ "export.xml": wxrText(first + second + draft) });
  const post = moved.posts.get("雨") ?? "";
  expect(post).toContain("![](https://blog.example/wp-content/uploads/ume.jpg?w=1&h=2)");
  expect(post).toContain("![](https://blog.example/2020/05/06/ame/img/a.jpg) ![](//cdn.example/b.jpg)");
  expect(post).toContain("![](https://blog.example/2020/05/06/ame/it's.jpg)");
  expect(post).toMatch(
    /\[次\]\(https:\/\/blog\.example\/2020\/05\/06\/07\/\) \[印\]\(#a\) \[八\]\(20200506-0930b\.md\)/,
  );
  expect(moved.report.posts.map(({ oldPath }) => oldPath)).toEqual(["/2020/05/06/ame/", "/?p=8", null]);
  expect(moved.posts.get("八")).toContain("aliases: [/?p=8]");
});

test("note.com writes this format, too; addresses there cannot lead on", async () => {
  const item = itemText({ fields: { link: "https://note.com/hanako/n/n123" } });
  const { service, all } = await open(wxrText(item, { site: "https://note.com/hanako" }));
  expect(service).toBe("note");
  expect(all[0]?.oldPath).toBeNull();
});

test("control characters are removed; a truncated file is read as far as it goes, and its line is named", async () => {
  const { all } = await open(wxrText(itemText({ content: "<p>一\u0008二\u0001</p>" })));
  expect(all[0]?.body.text).toBe("<p>一二</p>");
  const two = wxrText(itemText({ content: "<p>一</p>" }) + itemText({ content: "<p>二</p>" }));
  const cut = await open(two.slice(0, two.indexOf("</p>", two.indexOf("二"))));
  expect(cut.all.map(({ body }) => body.text)).toEqual(["<p>一</p>", "<p>二"]);
  expect(cut.all[1]).toMatchObject({ title: "雨", state: "unknown", notes: ["cut"] });
  const line = two.slice(0, two.indexOf("二</p>")).split("\n").length;
  expect(cut.files[0]?.damage?.line).toBe(line);
  const bare = await open(wxrText(`${itemText({})}<item><title>a & b</title></item>${itemText({})}`));
  expect(bare.all).toHaveLength(2);
  expect(bare.ignored).toEqual({ "?": 1 });
});

test.each([
  ["a wrong end tag of a field", "</title>", "</titel>"],
  ["a wrong end tag of the text", "</content:encoded>", "</content>"],
  ["end tags in the wrong order", "</wp:b></wp:a>", "</wp:a></wp:b>"],
  ["a missing end tag of a field", "</wp:post_name>", ""],
  ["a missing end tag of the item", "</item>", ""],
  ["an open CDATA section", "二</p>]]>", "二</p>"],
  ["HTML in the text, not well-formed", "<![CDATA[<p>二</p>]]>", "<p>二<br>三</i> <b>&lt;四&gt;</p>"],
])("an item with %s keeps its text and its fields, and no other item is lost", async (_, right, wrong) => {
  const item = (id: string, title: string, content: string): string =>
    itemText({
      fields: { title, "wp:post_id": id },
      content,
      more: "<wp:c><![CDATA[]]></wp:c><wp:a><wp:b>y</wp:b></wp:a>",
    });
  const broken = item("2", "題2", "<p>二</p>").replace(right, wrong);
  const text = wxrText(item("1", "題1", "<p>一</p>") + broken + item("3", "題3", "<p>三</p>"));
  const { all, files, ignored } = await open(text);
  expect(all.map(({ title, slug, state }) => [title, slug, state])).toEqual([
    ["題1", "ame", "published"],
    ["題2", "ame", "published"],
    ["題3", "ame", "published"],
  ]);
  expect(all.map(({ body }) => factsOfHtml(body.text).text)).toEqual([
    "一",
    wrong.includes("<br>") ? "二三<四>" : "二",
    "三",
  ]);
  const first = text.slice(0, text.indexOf("題2")).split("\n").length;
  expect(files[0]?.damage?.line).toBeGreaterThanOrEqual(first);
  expect(ignored).toEqual({});
});

test("a DOCTYPE, which can define entities that grow endlessly, is refused with its line", async () => {
  const bomb = `<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n`;
  const text = bomb + wxrText(itemText({ content: "&b;" })).replace(/^<\?xml[^\n]*\n/, "");
  await expect(open(text)).rejects.toMatchObject({
    code: "import.doctype",
    values: { name: "0.xml", line: 2 },
  });
});

test("an export without a single post is refused only if it is damaged from the start", async () => {
  await expect(open("<rss><channel>")).rejects.toMatchObject({ code: "import.damaged" });
  const { all, files } = await open(wxrText(""));
  expect([all, files[0]?.entries]).toEqual([[], 0]);
});

test("a bare ampersand or a wrong end tag hides no later post", async () => {
  const text = wxrText(
    itemText({ fields: { title: "一" } }) +
      itemText({ fields: { "wp:post_id": "13" }, content: "a & b &amp;c &x" }).replace(
        /<link>.*<\/link>/,
        "<link>https://blog.example/?p=13&q=1</link>",
      ) +
      "</wrong>" +
      itemText({ fields: { title: "三", "wp:post_id": "14" } }),
  );
  // Pieces of every size up to 40 characters, which cut entities and CDATA sections
  for (let size = 1; size <= 40; size += 1) {
    const cleaner = new BareAmpersands();
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      cleaner.write(text.slice(at * size, (at + 1) * size)),
    );
    expect(pieces.join("") + cleaner.write("", true)).toBe(text.replace("13&q", "13&amp;q"));
  }
  const source = await wordPress.open([fileOf(text, "a.xml")], { blogTimeZone: "Asia/Tokyo" });
  const entries = await gather(source.entries());
  expect(entries.map(({ title }) => title)).toEqual(["一", "雨", "三"]);
  expect(entries[1]?.body.text).toContain("a & b &amp;c &x");
});

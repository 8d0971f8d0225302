import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { neutralEntry } from "#engine/importers/conversion/neutral-entry.ts";
import { readComment } from "#engine/importers/movable-type/read-comment.ts";
import { CommentsFile } from "#engine/importers/writing/comments-file.ts";
import { temporaryBlog } from "../../blog/temporary-blog.ts";
import { runHere } from "../../cli/run-here.ts";
import { hold, letGo } from "../../systems/as-windows.ts";
import { entryText } from "../export-files.ts";
import { movedFolder } from "../moved-folder.ts";

test("Movable Type: keys of services at the beginning are no words; mail and network addresses are not kept", () => {
  expect(
    readComment(
      'AUTHOR: 花 <b>子</b>\nEMAIL: hana@example.jp\nIP: 192.0.2.1\nURL: <a href="https://hana.example/">HP</a>\nDATE: 05/06/2012 10:00:00\nSECRET: 1\nPASS: x\nきれい<br />ですね。\n\nNOTE: これは本文\n',
    ),
  ).toEqual({
    author: "花 子",
    date: "05/06/2012 10:00:00",
    url: "https://hana.example/",
    text: "きれい\nですね。\n\nNOTE: これは本文",
    isPrivate: true,
  });
  const marks = ["", "SECRET: 0\n", "SECRET: 1\n", "PASS: x\n"];
  expect(marks.map((mark) => readComment(`${mark}文\n`).isPrivate)).toEqual([false, false, true, true]);
});

test("comments are kept in one file, which is not published, and again without effect", async () => {
  const comment = "AUTHOR: 太郎\nEMAIL: taro@example.jp\nDATE: 05/06/2012 10:00:00\n「こんにちは」\n";
  const ping =
    "TITLE: 返信\nURL: https://other.example/1\nIP: 192.0.2.1\nBLOG NAME: よそ\nDATE: 05/07/2012 10:00:00\n抜粋\n";
  await using moved = await movedFolder({
    "hanako.txt":
      entryText({
        meta: { TITLE: "雨" },
        body: "<p>文</p>",
        pieces: [
          ["COMMENT", comment],
          ["PING", ping],
        ],
      }) + entryText({ meta: { TITLE: "花", DATE: "05/08/2012 09:30:00" }, body: "<p>文</p>" }),
  });
  expect(moved.report).toMatchObject({
    commentsFile: "comments/hanako.md",
    analysis: { comments: 1, trackbacks: 1, keptComments: 2 },
  });
  const text = await moved.read("comments/hanako.md");
  expect(text).toBe(
    "# hanako.txt\n\n## 雨 (posts/hitokoto/20120506-0930.md)\n\n**太郎**, 05/06/2012 10:00:00\n\n> 「こんにちは」\n\n**よそ**, 05/07/2012 10:00:00, https://other.example/1\n\n> 抜粋\n",
  );
  const site = `${moved.blog}-site`;
  expect(await runHere(["build", "--out", site, moved.blog])).toMatchObject({ code: 0 });
  const published = await readdir(site, { recursive: true, withFileTypes: true });
  const files = published.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")),
  );
  await rm(site, { recursive: true });
  expect(texts.join("")).toContain("<p>文</p>");
  expect(texts.join("")).not.toMatch(/こんにちは|taro@example/);
  await moved.again();
  expect(await readdir(join(moved.blog, "comments"))).toEqual(["hanako.md"]);
});

test("Movable Type: a part with NO ENTRY has no post of its own; its comments belong to the post of its date", async () => {
  const part = (date: string, words: string, meta = ""): string =>
    `DATE: ${date}\nNO ENTRY: 1\n${meta}-----\nCOMMENT:\nAUTHOR: 太郎\nEMAIL: taro@example.jp\n${words}\n-----\n--------\n`;
  await using moved = await movedFolder({
    "posts.txt":
      part("05/06/2012 09:30:00", "先に来た") +
      entryText({ meta: { TITLE: "雨", "NO ENTRY": "0" }, body: "<p>文</p>" }) +
      entryText({ meta: { TITLE: "花", DATE: "05/08/2012 09:30:00" }, body: "<p>文</p>" }) +
      entryText({ meta: { TITLE: "月", DATE: "05/08/2012 09:30:00" }, body: "<p>文</p>" }),
    "comments.txt":
      part("05/08/2012 09:30:00 AM", "題で決まる", "TITLE: 月\n") + part("01/01/2001 00:00:00", "記事がない"),
  });
  expect(moved.report).toMatchObject({
    counts: { add: 3 },
    commentsFile: "comments/comments.md",
    analysis: { entries: 3, comments: 3, keptComments: 3, extra: {} },
  });
  expect(moved.report.files.map(({ entries }) => entries)).toEqual([0, 3]);
  expect(
    (await moved.read("comments/comments.md")).split(/\n+/).filter((line) => /^## |^> /.test(line)),
  ).toEqual([
    "## 月 (posts/hitokoto/20120508-0930b.md)",
    "> 題で決まる",
    "## 01/01/2001 00:00:00",
    "> 記事がない",
    "## 05/06/2012 09:30:00 (posts/hitokoto/20120506-0930.md)",
    "> 先に来た",
  ]);
  // A later file with comments only: the posts are already in the blog.
  const later = await moved.next(["comments.txt"]);
  expect(later.report).toMatchObject({ counts: { add: 0 }, commentsFile: "comments/comments-2.md" });
  expect(await moved.read("comments/comments-2.md")).toContain("## 月 (posts/hitokoto/20120508-0930b.md)");
  await moved.again();
  expect(await readdir(join(moved.blog, "comments"))).toEqual(["comments-2.md", "comments.md"]);
});

test("the same comments are written once, and other comments of a file with this name get a file of their own", async () => {
  await using blog = await temporaryBlog();
  const write = (author: string): Promise<string | null> => {
    const file = new CommentsFile("2012/export.txt");
    const commentTexts = [{ author, date: "", url: "", text: "文", isPrivate: false }];
    file.add({ ...entry, commentTexts }, "");
    return file.write(blog.folder);
  };
  const entry = neutralEntry({
    key: "1",
    title: "雨",
    date: null,
    state: "draft",
    body: { format: "markdown", text: "" },
  });
  expect(await write("花子")).toBe("comments/export.md");
  expect(await write("太郎")).toBe("comments/export-2.md");
  expect(await write("花子")).toBe("comments/export.md");
  expect(await readdir(join(blog.folder, "comments"))).toHaveLength(2);
  const first = await blog.read("comments/export.md");
  hold({ on: ["open"], path: /comments\/export\.md$/ });
  await expect(write("次郎")).rejects.toMatchObject({
    code: "file.inUse",
    values: { path: "comments/export.md" },
  });
  letGo();
  expect(await blog.read("comments/export.md")).toBe(first);
});

test("WordPress: comments that were not accepted are private, spam is left out; the featured image is the cover", async () => {
  const comment = (author: string, approved: string): string =>
    `<wp:comment><wp:comment_author>${author}</wp:comment_author><wp:comment_author_email>a@example.org</wp:comment_author_email><wp:comment_author_IP>192.0.2.1</wp:comment_author_IP><wp:comment_date>2020-01-02 03:04:05</wp:comment_date><wp:comment_content><![CDATA[<p>Hello</p>\nthere]]></wp:comment_content><wp:comment_approved>${approved}</wp:comment_approved></wp:comment>`;
  await using moved = await movedFolder({
    "export.xml": `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>Rain</title><link>https://old.example/rain/</link><content:encoded><![CDATA[<p>Text</p>]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_date>2020-01-01 00:00:00</wp:post_date><wp:post_date_gmt>2020-01-01 00:00:00</wp:post_date_gmt><wp:post_name>%e9%9b%a8%e3%81</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>${comment("Ann", "1")}${comment("Bob", "0")}${comment("Eve", "spam")}</item><item><title>sky</title><wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status><wp:attachment_url>https://old.example/sky.png</wp:attachment_url></item></channel></rss>`,
  });
  const post = moved.posts.get("Rain") ?? "";
  expect(post).toContain("cover: https://old.example/sky.png\n");
  expect(post).toContain("slug: 雨\n");
  const text = await moved.read("comments/export.md");
  expect(text).toContain("**Ann**, 2020-01-02 03:04:05\n\n> Hello\n> there\n");
  expect(text).toContain("**Bob**, 2020-01-02 03:04:05, (private)\n");
  expect(text).not.toMatch(/Eve|example\.org|192\.0/);
});

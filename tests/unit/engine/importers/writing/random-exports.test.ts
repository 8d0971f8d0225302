import { bodyOf } from "#engine/blog/posts/post-body.ts";
import Encoding from "encoding-japanese";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { factsOfHtml } from "#engine/markdown/from-html/import/html-facts.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { entryText } from "../export-files.ts";
import { importBlog } from "./import-run.ts";

const words = fc.constantFrom(
  "雨",
  "です。",
  "a < b",
  "&amp;",
  "*強調*",
  "_x_",
  "# 見出し",
  "1. 一",
  "> 引用",
  "$x$ $y$",
  "{.a}",
  "|",
  "~~",
  "[x](y)",
  "![",
  "`",
  "\\",
  "「」",
  ":::",
  "漢字《かんじ》",
  "http://example.com/",
  "<b>太い</b>",
  "<a href='x'>リンク</a>",
  "<img src='a.jpg'>",
  "<br>",
  "<ruby>雨<rt>あめ</rt></ruby>",
  "<font color=red>赤</font>",
);
const line = fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(" "));
const block = fc.oneof(
  line.map((text) => `<p>${text}</p>`),
  line.map((text) => `<div>${text}</div>`),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((items) => `<ul><li>${items.join("</li><li>")}</li></ul>`),
  line.map((text) => `<blockquote>${text}</blockquote>`),
  fc.constantFrom(
    "-----",
    "--------",
    "TITLE: 本文の行",
    "<pre>一\n\n二</pre>",
    "<table><tr><td>1</td><td>2</td></tr></table>",
    "<table><tr><td colspan=2>1</td></tr></table>",
    "<iframe src='https://example.com/'></iframe>",
    "<h2 id='x'>題</h2>",
    "<b>閉じない",
    "</div>",
  ),
);
const body = fc.array(block, { maxLength: 6 }).map((blocks) => blocks.join("\n"));
/** A separator followed by a line like the beginning of an entry cannot be distinguished from a real one. */
const isPlain = (text: string): boolean => !/^--------\n+TITLE:/m.test(`${text}\n`);
const entry = fc.record({
  body: body.filter(isPlain),
  extended: body.filter(isPlain),
  minute: fc.nat(3),
  isPublic: fc.boolean(),
});

test("no entry of a random export is lost, and readers see the same text, images and links", async () => {
  const markdown = createMarkdown({ language: "ja", breaks: true });
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { minLength: 1, maxLength: 6 }),
      fc.constantFrom("UTF8", "SJIS", "EUCJP"),
      fc.constantFrom("\n", "\r\n", "\r"),
      async (entries, encoding, lineEnd) => {
        await using blog = await importBlog();
        const texts = entries.map(({ body: text, extended, minute, isPublic }, index) =>
          entryText({
            meta: {
              TITLE: `題${index}`,
              DATE: `05/06/2012 09:0${minute}:00`,
              STATUS: isPublic ? "Publish" : "Draft",
            },
            body: text,
            extended,
          }),
        );
        const code = Encoding.stringToCode(texts.join("").replaceAll("\n", lineEnd));
        const bytes = Buffer.from(Encoding.convert(code, { from: "UNICODE", to: encoding }));
        const report = await blog.run([bytes]);
        expect(report.counts.add).toBe(entries.length);
        const folder = await openBlogFolder(blog.folder, { watch: false });
        for (const [index, { body: text, extended, isPublic }] of entries.entries()) {
          const post = folder.posts.get(report.posts[index]?.path ?? "");
          expect([post?.title, post?.status]).toEqual([`題${index}`, isPublic ? "ready" : "draft"]);
          const wanted = factsOfHtml(`${text.trim()}\n${extended.trim()}`);
          expect(factsOfHtml(markdown.render(bodyOf(post ?? { body: "" })).html)).toEqual(wanted);
        }
        await folder.close();
        expect((await blog.run([bytes])).counts).toMatchObject({
          add: 0,
          update: 0,
          unchanged: entries.length,
        });
      },
    ),
    { numRuns: 60 },
  );
});

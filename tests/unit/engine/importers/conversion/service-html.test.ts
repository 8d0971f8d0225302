import { expect, test } from "vitest";
import { cleanServiceHtml } from "#engine/importers/conversion/service-html.ts";
import { entryText, fileOf, openExport } from "../export-files.ts";

test.each([
  ['<a class="keyword" href="http://d.hatena.ne.jp/keyword/%B1%AB">雨</a>の日', "雨の日", ["keywordLink"]],
  ['<ul class="table-of-contents"><li>一<ul><li>二</li></ul></li></ul><p>文</p>', "<p>文</p>", ["contents"]],
  [
    '<a href="https://example.sakura.ne.jp/image/a.jpg"><img alt="海" src="https://example.sakura.ne.jp/image/a-thumbnail2.jpg" width="150" height="100"></a>',
    '<img alt="海" src="https://example.sakura.ne.jp/image/a.jpg">',
    ["thumbnail"],
  ],
  [
    '<a href="http://livedoor.blogimg.jp/hanako/imgs/a/b/ab.jpg" title="海"><img src="https://livedoor.blogimg.jp/hanako/imgs/a/b/ab-s.jpg" width="160" height="120" alt="海"></a>',
    '<img src="https://livedoor.blogimg.jp/hanako/imgs/a/b/ab.jpg" alt="海">',
    ["thumbnail"],
  ],
  [
    '<a href="https://example.com/c.jpg"><img src="https://example.com/ab-s.jpg"></a>',
    '<a href="https://example.com/c.jpg"><img src="https://example.com/ab-s.jpg"></a>',
    [],
  ],
  [
    '<a href="http://blog-imgs-12.fc2.com/h/a/n/hanako/umi.jpg" target="_blank"><img src="https://blog-imgs-12.fc2.com/h/a/n/hanako/umis.jpg" alt="海" border="0" width="160" height="120" /></a>',
    '<img src="https://blog-imgs-12.fc2.com/h/a/n/hanako/umi.jpg" alt="海" border="0" />',
    ["thumbnail"],
  ],
  ['晴れ<img class="emoji" src="https://example.com/1.png" alt="☀">', "晴れ☀", ["emoji"]],
  [
    '<img src="a.jpg" alt="f:id:hanako:20120506093000j:plain" title="f:id:hanako:20120506093000j:plain">',
    '<img src="a.jpg">',
    [],
  ],
  [
    '<iframe src="https://hatenablog-parts.com/embed?url=https%3A%2F%2Fexample.com%2F%3Fa%3D1%26b" title="例" class="embed-card"></iframe><cite class="hatena-citation"><a href="https://example.com/">example.com</a></cite>',
    '<p><a href="https://example.com/?a=1&amp;b">例</a></p>',
    [],
  ],
  [
    '<iframe src="//hatenablog-parts.com/embed?url=http%3A%2F%2Fexample.com%2F1" title="簡単" class="embed-card"><a href="http://example.com/1">簡単</a></iframe><cite class="hatena-citation"><a href="http://example.com/1">example.com</a></cite>',
    '<p><a href="http://example.com/1">簡単</a></p>',
    [],
  ],
  ["<div>一</div>", "<div>一</div>", []],
])("%s", (html, clean, notes) => {
  expect(cleanServiceHtml(html)).toEqual({ html: clean, notes });
});

test("services are recognised by the HTML that they write", async () => {
  const serviceOf = async (meta: Record<string, string>, body: string): Promise<string | null> =>
    (await openExport([fileOf(entryText({ meta, body }))])).service;
  expect(await serviceOf({ BASENAME: "2015/1" }, '<img src="https://cdn-ak.f.st-hatena.com/a.jpg">')).toBe(
    "hatena",
  );
  expect(await serviceOf({}, '<img src="https://blog-imgs-1.fc2.com/a.jpg">')).toBe("fc2");
  expect(await serviceOf({}, '<img src="https://livedoor.blogimg.jp/x/imgs/a.jpg">')).toBe("livedoor");
  expect(await serviceOf({}, '<img src="https://example.sakura.ne.jp/image/a.jpg">')).toBe("sakura");
  expect(await serviceOf({}, '<img src="https://blogimg.goo.ne.jp/user_image/a.jpg">')).toBe("goo");
  expect(await serviceOf({}, '<img src="https://stat.ameba.jp/user_images/a.jpg">')).toBe("ameba");
  expect(await serviceOf({}, '<img src="http://niwa.cocolog-nifty.com/blog/a.jpg">')).toBe("cocolog");
  expect(await serviceOf({}, "<p>雨</p>")).toBeNull();
});

test("labels of はてなブログ are tags, and its entries have an old address", async () => {
  const meta = {
    BASENAME: "2015/12/03/雨",
    CATEGORY: ["日記", "雨"],
    IMAGE: "https://cdn-ak.f.st-hatena.com/i.jpg",
  };
  const { all } = await openExport([fileOf(entryText({ meta, body: "<p>雨</p>" }))]);
  expect(all).toMatchObject([
    { category: null, tags: ["日記", "雨"], oldPath: "/entry/2015/12/03/雨", cover: meta.IMAGE },
  ]);
});

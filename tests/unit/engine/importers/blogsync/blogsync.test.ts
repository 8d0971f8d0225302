import { expect, test } from "vitest";
import { movedFolder } from "../moved-folder.ts";

const post = (title: string, path: string, body: string, more = ""): string =>
  `---\nTitle: ${title}\nCategory:\n- 庭\nDate: 2020-05-06T09:30:00+09:00\nURL: https://hanako.hatenablog.com/entry/${path}\nEditURL: https://blog.hatena.ne.jp/hanako/hanako.hatenablog.com/atom/entry/${path.length}${title.length}\n${more}---\n${body}\n`;

test("a folder of blogsync: Markdown, はてな記法, addresses, drafts and own links", async () => {
  const syntax = `*[庭]見出し
一行目の((脚注です))文。
[https://example.com/:title=リンク] [f:id:hanako:20151107202826p:plain]
-一
--二
-三
+番号
:用語:説明
|*題|*値|
|一|二|
>>
引用
<<
>|js|
a < b
||<
====
続き`;
  await using moved = await movedFolder({
    "hanako.hatenablog.com/entry/2020/05/06/ame.md": post(
      "雨",
      "2020/05/06/ame",
      "##見出し\n\n[花](https://hanako.hatenablog.com/entry/hana)\n\n[f:id:hanako:20151107202826p:plain]\n\n[https://example.com/:embed:cite]",
    ),
    "hanako.hatenablog.com/entry/hana.md": post("はてな記法の記事", "hana", syntax),
    "hanako.hatenablog.com/entry/memo.md": post("下書き", "memo", "まだ", "Draft: true\n"),
    "hanako.hatenablog.com/notes.md": "# 覚え書き\n",
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("blogsync");
  expect(report).toMatchObject({
    service: "hatena",
    counts: { add: 3 },
    analysis: { states: { published: 2, draft: 1 }, images: { hosts: { "cdn-ak.f.st-hatena.com": 1 } } },
  });
  const first = posts.get("雨") ?? "";
  expect(first).toContain("aliases: [/entry/2020/05/06/ame]\ntags: [庭]\nslug: ame\n");
  expect(first).toMatch(
    /\n## 見出し\n\n\[花\]\(20200506-0930b?\.md\)\n\n!\[\]\(https:\/\/cdn-ak\.f\.st-hatena\.com\/images\/fotolife\/h\/hanako\/20151107\/20151107202826\.png\)\n\n<https:\/\/example\.com\/>/,
  );
  const second = posts.get("はてな記法の記事") ?? "";
  expect(second).toMatch(/### 見出し\n\n一行目の/);
  expect(second).toContain("[リンク](https://example.com/)");
  expect(second).toMatch(/- {1,3}一\n +- {1,3}二\n- {1,3}三\n\n1\. {1,2}番号\n/);
  expect(second).toMatch(/\| 題 +\| 値 +\|\n\|[ :-]+\|[ :-]+\|\n\| 一 +\| 二 +\|/);
  expect(second).toMatch(/> 引用\n\n```js\na < b\n```\n\n<!--more-->\n\n続き/);
  expect(second).toContain("脚注です");
  expect(report.posts.flatMap(({ notes }) => notes)).not.toContain("differs");
  expect(posts.get("下書き")).toContain("status: draft");
  expect(posts.get("下書き")).not.toContain("aliases");
  expect(await moved.again()).toMatchObject({ unchanged: 3 });
});

test("notations in Markdown become Markdown, and code stays as it is", async () => {
  const code = "```sh\n#!/bin/sh\n[:contents] ((注))\n```\n\n`[:contents]` f((x))";
  await using moved = await movedFolder({
    "entry/a.md": post("雨", "a", `[:contents]\n\n##見出し\n\n水((氷ではない))です。\n\n${code}`),
    "entry/b.md": post("花", "b", "前の[記事](/entry/x)です。((注です))"),
  });
  expect(moved.posts.get("花")).toContain("\n前の[記事](/entry/x)です。^[注です]\n");
  expect(moved.posts.get("雨")).toContain(`\n[toc]\n\n## 見出し\n\n水^[氷ではない]です。\n\n${code}\n`);
});

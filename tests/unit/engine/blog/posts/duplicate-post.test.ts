import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { duplicatePost } from "#engine/blog/posts/duplicate-post.ts";
import { inJapan } from "../../site/make-post.ts";

const now = inJapan("2024-06-01T12:00:00").time;
const post = { path: "posts/diary/a.md", kind: "post" as const, section: "diary" };
const copy = (frontMatter: string, title = "写し") =>
  duplicatePost(post, { frontMatter, body: "本文\n" }, { title, timeZone: "Asia/Tokyo", now });

test("a copy is a draft with the current date, without properties of one post alone, and otherwise identical", () => {
  const frontMatter = `---
# 題
title: もと
date: 2022-05-06 00:00:00
updated: 2022-05-07
status: ready
permalink: 20220506-0000.html
url: /hugo/
aliases: [old.html]
redirect_from: /older
tags: [ 茶 , 旅 ]   # 二つ
guid: urn:x
pinned: true
noindex: true
mine: "1"
relations:
  - { kind: reply, to: posts/diary/b.md }
revisions:
  - { date: 2022-05-08, note: 直した }
---
`;
  expect(copy(frontMatter)).toEqual({
    kind: "post",
    section: "diary",
    title: "写し",
    frontMatter: `---
# 題
title: 写し
date: 2024-06-01 12:00:00
status: draft
tags: [ 茶 , 旅 ]   # 二つ
noindex: true
mine: "1"
---
`,
    body: "本文\n",
  });
});

test("names of other generators, TOML and missing front matter are handled", () => {
  expect(
    copy("+++\ntitle = 'もと'\ndraft = false\nslug = 'a'\nlastmod = 2022-05-07\n+++\n").frontMatter,
  ).toBe("+++\ntitle = '写し'\ndraft = true\ndate = 2024-06-01 12:00:00\n+++\n");
  expect(copy("", "").frontMatter).toBe("---\ndate: 2024-06-01 12:00:00\nstatus: draft\n---\n");
});

test("a post whose front matter cannot be parsed is not copied", () => {
  expect(() => copy("---\ntitle: [\n---\n")).toThrow(AppError);
});

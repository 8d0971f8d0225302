import { tinyPng } from "#tests/unit/engine/site/site-fixture.ts";
import { type BlogFiles, markdownFile } from "./blog-files.ts";
import { hostilePosts } from "./hostile-posts.ts";

/**
 * Returns a blog of everything that has broken generators, feed readers and pages in practice.
 * A program writes it, because some file systems do not allow its file names.
 * Some editors do not allow its characters.
 */
export function hostileBlog(): BlogFiles {
  return {
    "blog.yaml": settings,
    "media/2024/写真 & 図.png": tinyPng,
    "media/2024/voice.mp3": "not really a sound",
    "media/2024/film.mp4": "not really a film",
    ...Object.fromEntries(
      hostilePosts().map(({ path, front, body }) => [path, markdownFile(front, body ?? plainBody)]),
    ),
  };
}

const plainBody = "いつもの文です。題や日付や札のほうに、くせがあります。";

const settings = `title: "日々の <記> & \\"覚え\\""
brand: "]]> 堂"
description: "& < > \\" ' ]]> {{ 何でも }} を書くところ"
author:
  name: 'A & B <書き手>'
  url: https://example.com/人/?a=1&b=2
language: ja
timeZone: Asia/Tokyo
url: https://example.com/日記/
header: |
  札は[一覧](posts/diary/tags-1.md)から。\`{{ site.title }}\` は、そのまま。
notices:
  - text: 消えない & お知らせ <em>大事</em>
  - text: "[題のある話](posts/diary/markup-in-title.md)を書きました。"
    at: 2024-06-01 09:00
links:
  - label: よそ & ほか
    url: https://example.org/?x=1&y=2
footer:
  - "]]> と & と 👨‍👩‍👧‍👦"
share:
  - service: x
    label: Tweet
  - service: hatena
copyright:
  holder: A & B
  from: 2010
sections:
  diary:
    title: 日記 & 雑記
    address: "{yyyy}{MM}{dd}-{HH}{mm}.html"
  slugs:
    title: "<名前>"
    address: "{slug}.html"
    path: 話
front:
  posts: 40
feeds:
  items: 100
`;

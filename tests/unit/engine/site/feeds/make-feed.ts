import type { Feed, FeedItem } from "#engine/site/feeds/feed.ts";

/** Returns an item of 2022-05-06 in Japan. */
export function makeItem(changes: Partial<FeedItem> = {}): FeedItem {
  const published = {
    time: Date.parse("2022-05-06T00:00:00+09:00"),
    rfc822: "Fri, 06 May 2022 00:00:00 +0900",
    iso: "2022-05-06T00:00:00+09:00",
  };
  return {
    id: "urn:uuid:00000000-0000-5000-8000-000000000001",
    url: "https://example.com/diary/20220506-0000.html",
    title: "一つ目",
    published,
    updated: published,
    tags: ["話題"],
    summary: "はじめの言葉",
    html: "<p>はじめの言葉</p>\n",
    ...changes,
  };
}

/** Returns a feed with these items. */
export function makeFeed(...items: FeedItem[]): Feed {
  return {
    title: "試験堂 日々の記",
    description: "試しの日記",
    language: "ja",
    pageUrl: "https://example.com/diary/",
    author: { name: "書き手", email: "writer@example.com", url: "https://example.com/" },
    items,
  };
}

/** Texts that have broken feeds in practice, with the part of them that must be kept. */
export const hostileTexts: readonly (readonly [name: string, text: string, left: string])[] = [
  ["end of CDATA", "a ]]> b", "a ]]> b"],
  ["backspace", "a\u0008b", "ab"],
  ["every C0 control", "a\u0000\u0001\u000b\u000c\u000e\u001fb", "ab"],
  ["C1 controls", "a\u0080\u009fb", "ab"],
  ["non-characters", "a\ufffe\uffffb", "ab"],
  ["lone surrogates", "a\ud83d b\ude00 c", "a b c"],
  ["emoji", "👨‍👩‍👧‍👦 🖋", "👨‍👩‍👧‍👦 🖋"],
  ["line separators", "a\u2028b\u2029c", "a\u2028b\u2029c"],
  ["markup", "<b>&amp; \"x\" 'y'</b>", "<b>&amp; \"x\" 'y'</b>"],
  ["comment and instruction", "<!-- a --><?xml version?>", "<!-- a --><?xml version?>"],
  ["undefined entity", "&nbsp;&undefined;", "&nbsp;&undefined;"],
  ["rare kanji", "𠮷野家で𩸽", "𠮷野家で𩸽"],
];

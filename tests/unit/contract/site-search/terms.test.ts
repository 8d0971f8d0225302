import { expect, test } from "vitest";
import { fold } from "#contract/site-search/fold.ts";
import { termsIn, termsToAskFor } from "#contract/site-search/terms.ts";

function termsOf(text: string): Set<number> {
  return new Set(termsIn(text));
}

/** Whether a search for the query would check the text. Null if the query is too short to search for. */
function isFound(query: string, text: string): boolean | null {
  const asked = termsToAskFor(fold(query));
  const known = termsOf(text);
  return asked.length === 0 ? null : asked.every((term) => known.has(term));
}

const text =
  "鎮火のあと、誤検知の警報がまた鳴った。コンピュータのNext.js 15とTypeScriptを、café de Tokyoで。𠮷野家";

test.each([
  "鎮火",
  "誤検知",
  "検知",
  "知",
  "コンピュータ",
  "ｺﾝﾋﾟｭｰﾀ",
  "こんぴゅーた",
  "ピュ",
  "typescript",
  "ＴＹＰＥ",
  "typ",
  "typescrip",
  "next.js",
  "js",
  "15",
  "CAFÉ",
  "cafe",
  "de",
  "tokyoで",
  "𠮷野家",
  "警報がまた鳴った",
])("%s is found", (query) => {
  expect(isFound(query, text)).toBe(true);
});

test.each(["火災", "検査", "台", "javascript", "script", "ne", "コンピュート", "警報がまだ"])(
  "%s is not found",
  (query) => {
    expect(isFound(query, text)).toBe(false);
  },
);

test.each(["の", "ー", "…", ""])("%j is too short to search for", (query) => {
  expect(isFound(query, text)).toBeNull();
});

test("a text is found by every part of it", () => {
  const words = "今朝ビーツを煮る。湯気のむこう";
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 2; end <= words.length; end++) {
      expect([words.slice(start, end), isFound(words.slice(start, end), words)]).not.toContain(false);
    }
  }
});

test("a line end separates the text around it", () => {
  expect(isFound("日記", "日\n記")).toBe(false);
});

test.each([
  ["ete", "L’été à Noël"],
  ["l'été", "L’été à Noël"],
  ["noel", "L’été à Noël"],
  ["احمد", "كتبَ أَحْمَد رسالة"],
  ["رساله", "كتبَ أَحْمَد رسالة"],
  ["שלום", "שָׁלוֹם לכולם"],
  ["비 오는", "오래된 찻집의 비 오는 아침"],
  ["찻집", "오래된 찻집의 비 오는 아침"],
])("%s is found in %s", (query, text) => {
  expect(isFound(query, text)).toBe(true);
});

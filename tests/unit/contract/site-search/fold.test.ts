import { expect, test } from "vitest";
import { fold, foldText } from "#contract/site-search/fold.ts";

test.each([
  ["full width letters and digits", "ＡＢＣ１２３", "abc123"],
  ["half width katakana with voicing marks", "ｶﾞｷﾞﾊﾟﾝ", "がぎぱん"],
  ["katakana", "コンピューター", "こんぴゅーたー"],
  ["kana apart from their marks (NFD)", "か\u3099は\u309A", "がぱ"],
  ["case, also where it is no single letter", "ÉCOLE Straße İ", "ecole strasse i"],
  [
    "accents of Latin and Greek",
    "Noël à l'été, Ångström, Łódź, œuvre, Ελλάδα",
    "noel a l'ete, angstrom, lodz, oeuvre, ελλαδα",
  ],
  ["accents apart from their letters (NFD)", "e\u0301te\u0301", "ete"],
  ["apostrophes", "l’été ‘l’ʼ", "l'ete 'l''"],
  ["wave dashes of Windows and macOS", "月～金、月〜金", "月~金、月~金"],
  ["hyphens, dashes and minus signs", "－ ‐ ‑ – — ― − ─", "- - - - - - - -"],
  ["vowel signs and forms of Arabic", "مُحَمَّد أحمد إلى آدم كـتاب مدرسة", "محمد احمد الي ادم كتاب مدرسه"],
  ["letters of Persian", "کتاب یک", "كتاب يك"],
  ["vowel signs and the apostrophe of Hebrew", "שָׁלוֹם צ׳ק", "שלום צ'ק"],
  ["nothing of Hangul, and no letters of Cyrillic but one", "한국어 й Ёлка", "한국어 й елка"],
  ["no voicing marks", "がぱ", "がぱ"],
  ["circled and squared characters", "①㍻㌔", "1平成きろ"],
  ["ligatures", "ﬁne", "fine"],
  [
    "variation selectors, zero-width characters and soft hyphens",
    "葛\u{E0100}飾\u200B区\uFE0F a\u00ADb",
    "葛飾区 ab",
  ],
  ["ideographic spaces", "日記　帳", "日記 帳"],
  ["characters beyond the first plane", "𠮷野家", "𠮷野家"],
])("%s", (_, text, folded) => {
  expect(fold(text)).toBe(folded);
});

test("folding twice changes nothing", () => {
  for (const text of ["ﾌﾞﾛｸﾞ", "㌢㍍", "ΑΣ", "ﬃ", "ヴ", "ー〜～", "\u{1F468}\u200D\u{1F469}"]) {
    expect(fold(fold(text))).toBe(fold(text));
  }
});

test("each unit has the index of its original character", () => {
  const { units, offsets } = foldText("ｶﾞ㌔x");
  const places = Array.from(units, (unit, at) => [String.fromCharCode(unit), offsets[at]]);
  expect(places).toEqual([
    ["が", 0],
    ["き", 2],
    ["ろ", 2],
    ["x", 3],
  ]);
});

test("texts that become longer are folded completely", () => {
  expect(fold("㍿".repeat(30_000))).toBe("株式会社".repeat(30_000));
  expect(fold("ﷺ".repeat(3_000)).length).toBe("ﷺ".normalize("NFKC").length * 3_000);
});

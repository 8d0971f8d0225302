import { expect, test } from "vitest";
import { alignWords, shownOffset, sourceOffset } from "#renderer/preview-page/words/align-words.ts";
import { visibleWords } from "#renderer/preview-page/words/visible-words.ts";

/** Returns, for each character of the page, the character of the Markdown that it comes from. */
function partners(markdown: string, shown: string): string {
  const { offsets } = alignWords(markdown, shown);
  return [...shown].map((_, index) => markdown[offsets[index] ?? -1] ?? "").join("");
}

/**
 * Returns the Markdown with a bar at the caret that is put before the `nth` occurrence of words on the page.
 */
function caretBefore(markdown: string, shown: string, words: string, nth = 1): string {
  let at = -1;
  for (let count = 0; count < nth; count++) at = shown.indexOf(words, at + 1);
  const offset = sourceOffset(alignWords(markdown, shown), at);
  return `${markdown.slice(0, offset)}|${markdown.slice(offset)}`;
}

test("plain Japanese is aligned character by character", () => {
  const text = "雨の日に聞く静けさのことを、短く書いておきます。";
  expect([...alignWords(text, text).offsets]).toEqual(Array.from({ length: text.length + 1 }, (_, i) => i));
});

test("delimiters around words are skipped", () => {
  const markdown = "これは**「大事」**な話で、*斜体*と~~取り消し~~もあります。";
  expect(caretBefore(markdown, "これは「大事」な話で、斜体と取り消しもあります。", "「大")).toContain(
    "**|「大事」",
  );
  expect(caretBefore(markdown, "これは「大事」な話で、斜体と取り消しもあります。", "な話")).toContain(
    "**|な話",
  );
  expect(caretBefore(markdown, "これは「大事」な話で、斜体と取り消しもあります。", "り消し")).toContain(
    "取|り消し",
  );
});

test("each occurrence of a repeated word is aligned with itself", () => {
  const shown = "猫が猫を見て、猫は鳴いた。";
  expect(caretBefore("猫が**猫**を見て、[猫](neko.html)は鳴いた。", shown, "猫", 1)).toMatch(/^\|猫が/);
  expect(caretBefore("猫が**猫**を見て、[猫](neko.html)は鳴いた。", shown, "猫", 2)).toContain("**|猫**");
  expect(caretBefore("猫が**猫**を見て、[猫](neko.html)は鳴いた。", shown, "猫", 3)).toContain("[|猫](");
});

test("a hidden address is not aligned with words, even if it has the same letters", () => {
  expect(caretBefore("[京](e.html)e", "京e", "e")).toBe("[京](e.html)|e");
  const markdown = "[京](https://example.com/e/f/g) e f g";
  expect(caretBefore(markdown, "京 e f g", "e")).toBe("[京](https://example.com/e/f/g) |e f g");
  expect(caretBefore(markdown, "京 e f g", "g")).toBe("[京](https://example.com/e/f/g) e f |g");
});

test("an address that is shown is aligned", () => {
  expect(caretBefore("見よ https://example.com/a です", "見よ https://example.com/a です", "com")).toContain(
    ".|com",
  );
  expect(
    caretBefore("見よ <https://example.com/a> です", "見よ https://example.com/a です", "です"),
  ).toContain("> |です");
});

test("of ruby, the base text is aligned, and its reading belongs to it", () => {
  expect(caretBefore("春の{海|うみ}と｜終日《ひねもす》の波", "春の海と終日の波", "と終")).toContain(
    "うみ}|と",
  );
  expect(caretBefore("春の{海|うみ}と｜終日《ひねもす》の波", "春の海と終日の波", "日の")).toContain(
    "終|日《",
  );
  expect(caretBefore("{東京|とう|きょう}の{東|ひがし}", "東京の東", "東", 2)).toContain("{|東|ひがし");
});

test("escaped characters and entities are one character each", () => {
  expect(partners("a \\* b \\_c\\_ d", "a * b _c_ d")).toBe("a * b _c_ d");
  expect(caretBefore("A&amp;B&nbsp;と&copy;の後", "A&B\u00a0と©の後", "の後")).toContain("&copy;|の後");
  expect(caretBefore("A&amp;B&nbsp;と&copy;の後", "A&B\u00a0と©の後", "B")).toContain("&amp;|B");
});

test("characters of code are aligned, its backquotes are skipped", () => {
  const markdown = "命令は `a * b * c` と ``x`y`` です。";
  expect(caretBefore(markdown, "命令は a * b * c と x`y です。", "b *")).toContain("`a * |b");
  expect(caretBefore(markdown, "命令は a * b * c と x`y です。", "です")).toContain("`` |です");
});

test("lines that the page joins are still distinguished", () => {
  const markdown = "一行目です。\n二行目です。\n> 三";
  expect(caretBefore(markdown, "一行目です。二行目です。", "二")).toContain("\n|二行目");
  expect(caretBefore("- 項目\n  続き", "項目\n続き", "続き")).toBe("- 項目\n  |続き");
});

test("marks of headings, lists, tasks, quotations and cells are skipped", () => {
  expect(caretBefore("## 見出し {#id}", "見出し", "出")).toBe("## 見|出し {#id}");
  expect(caretBefore("- [x] 済んだ", "済んだ", "済")).toBe("- [x] |済んだ");
  expect(caretBefore("> > 引用", "引用", "引")).toBe("> > |引用");
  expect(caretBefore("| a | a | **a** |", "aaa", "a", 3)).toBe("| a | a | **|a** |");
});

test("after unrecognised markup, the alignment continues at the next words that both texts have", () => {
  const markdown =
    '式は $x^{2}+y$ で、注[^1]も[参照][ref]も![絵](a.png)も<span class="か">囲み</span>もある。';
  const shown = "式は x2+y で、注も参照もも囲みもある。";
  for (const words of ["で、", "参照", "囲み", "ある"]) {
    expect(caretBefore(markdown, shown, words)).toContain(`|${words}`);
  }
});

test("texts without common words end, and offsets stay within the Markdown", () => {
  const { offsets } = alignWords("あいうえお".repeat(500), "abcde".repeat(700));
  expect(Math.max(...offsets)).toBeLessThanOrEqual(2500);
});

test("converting an offset there and back returns the same offset, also beside a hidden address", () => {
  const markdown = "前の**文**と[言葉](https://example.com/とても/長い/アドレス)の後ろ";
  const alignment = alignWords(markdown, "前の文と言葉の後ろ");
  for (let at = 0; at <= 9; at += 0.25) {
    expect(shownOffset(alignment, sourceOffset(alignment, at))).toBeCloseTo(at);
  }
  const behind = shownOffset(alignment, markdown.indexOf("アドレス"));
  expect(behind).toBeGreaterThan(5);
  expect(behind).toBeLessThan(6);
});

test("a paragraph of 30,000 characters is aligned between two key presses", () => {
  const markdown = "これは**長い**[段落](https://example.com/)です。".repeat(1000);
  const shown = "これは長い段落です。".repeat(1000);
  expect(sourceOffset(alignWords(markdown, shown), shown.lastIndexOf("段落"))).toBe(
    markdown.lastIndexOf("段落"),
  );
});

test("ideographic spaces at the beginning of a paragraph are aligned", () => {
  expect(visibleWords("　字下げの段落").text).toBe("　字下げの段落");
});

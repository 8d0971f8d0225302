import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { quotedTitle, quoteText } from "#renderer/writing/quote-text.ts";
import { replyText } from "#renderer/writing/reply-text.ts";

const words = {
  heading: ({ source, date }: { source: string | null; date: string }) => `${source} ${date}`,
  answer: "**お返事：**",
};
const message = { source: "mail", name: "", date: "2022/5/6", text: "一行目\n\n二段落目" } as const;

test("a title inside quotation marks gets other quotation marks inside", () => {
  const inJapanese = (title: string): string => `「${title}」へのコメント返し`;
  const inEnglish = (title: string): string => `Answers to comments on “${title}”`;
  expect(quotedTitle("道具ほど「忘れる」という", inJapanese)).toBe(
    "「道具ほど『忘れる』という」へのコメント返し",
  );
  expect(quotedTitle("On “home”, 「家」", inEnglish)).toBe("Answers to comments on “On ‘home’, 「家」”");
});

test("each message is a numbered quotation with an anchor and an empty place for the answer; the caret is in the first", () => {
  const { text, caret } = replyText([message, { ...message, text: "別の人" }], "", words);
  expect(text).toBe(
    "## 1. mail 2022/5/6 {#comment-1}\n\n> 一行目\n>\n> 二段落目\n\n**お返事：**\n\n## 2. mail 2022/5/6 {#comment-2}\n\n> 別の人\n\n**お返事：**",
  );
  expect(text.slice(0, caret)).toMatch(/二段落目\n\n\*\*お返事：\*\*$/);
});

test("numbers continue those in the text", () => {
  expect(replyText([message], "## 2. x {#comment-2}\n\n## 12. y {#comment-12}", words).text).toContain(
    "## 13. mail 2022/5/6 {#comment-13}",
  );
});

/** Renders Markdown, and returns its HTML and the text that readers see. */
function seen(markdown: string): { html: string; words: string } {
  const { html } = createMarkdown({ breaks: true }).render(markdown);
  const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };
  const plain = html
    .replace(/<[^>]*>/g, "")
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
  return { html, words: plain.replace(/\s*\n\s*/g, "\n").trim() };
}

test.each([
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "**太字** *強調* `コード` ~~消す~~ __x__",
  "[リンク](javascript:alert(1)) ![絵](x.png) [^1] [追記]: x.md",
  "# 見出し",
  "## 見出し {#comment-1}",
  "- 項目",
  "1. 番号",
  "+ 足す",
  "===",
  "---",
  "> 引用の引用",
  "::: note",
  ": 定義",
  "    字下げ",
  "｜漢字《かんじ》 {漢字|かんじ} 《《点》》",
  "$x^2$ と $$y$$",
  "AT&amp;T &copy; &lt;",
  "C:\\*.txt と a\\b",
  "| a | b |",
  "```mermaid",
  "  前の空白 <b>",
])("a message is shown exactly as written: %s", (text) => {
  const { html, words: shown } = seen(quoteText(text));
  expect(shown).toBe(text.trim());
  expect(html.trim().replace(/<\/?(?:blockquote|p|br)>/g, "")).not.toMatch(/<(?!\/?(?:blockquote|p|br)\b)/);
});

test("addresses in a message are links", () => {
  const { html } = seen(quoteText("https://example.com/a_b_c?x=1&copy=2#y を見て"));
  expect(html).toContain('<a href="https://example.com/a_b_c?x=1&amp;copy=2#y"');
});

test("an address with a tilde is one link, and struck words stay words", () => {
  const { html } = seen(quoteText("見て https://www.example.jp/~taro/a.html です ~~消す~~"));
  expect(html).toContain('href="https://www.example.jp/~taro/a.html"');
  expect(html).not.toContain("<del>");
  expect(seen(quoteText("https://example.jp/~~a~~")).html).not.toContain("<del>");
});

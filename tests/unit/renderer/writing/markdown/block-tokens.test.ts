import MarkdownIt from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import { expect, test } from "vitest";
import { firstState, tokenizeLine } from "#renderer/writing/markdown/block-tokens.ts";

/** Returns the text split into `scope:text`, line by line. */
function cut(text: string): string[] {
  let state = firstState;
  return text.split("\n").flatMap((line) => {
    const { tokens, end } = tokenizeLine(line, state);
    state = end;
    return tokens
      .map(({ start, scope }, i) => ({ scope, words: line.slice(start, tokens[i + 1]?.start) }))
      .filter(({ words }) => words !== "")
      .map(({ scope, words }) => `${scope}:${words}`);
  });
}

function strongWords(line: string): string[] {
  return cut(line).flatMap((token) => (token.startsWith("text.strong:") ? [token.slice(12)] : []));
}

test.each([
  "これは**「重要なこと」**です。",
  "**『「未来」に向けて約束する』**こと",
  "**鎮火。**次",
  "a**b**c",
  "**a **b",
  "a * b * c",
  "snake_case_name と __強調__です",
  "**開いたまま",
  "***両方***と**片方*",
  "*a**b*",
  "\\*\\*ちがう\\*\\*",
  "`**コード**`と**太字**",
  "**[題](https://example.com/**)と**",
  "**a~~b~~c**",
])("bold in %j is highlighted where the engine renders it", (line) => {
  const html = new MarkdownIt().use(cjkFriendly).renderInline(line);
  const words = [...html.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, inner = ""]) =>
    inner.replace(/<[^>]*>/g, ""),
  );
  const coloured = cut(line).flatMap((token) => {
    const [scope = "", words = ""] = token.split(/:(.*)/s);
    return scope.includes("strong") ? [words] : [];
  });
  expect(coloured.join("")).toBe(words.join(""));
});

test("only two tildes strike through", () => {
  expect(cut("10時~12時、13時~15時")).toEqual(["text:10時~12時、13時~15時"]);
  expect(cut("~~消す~~")).toEqual(["mark:~~", "text.strike:消す", "mark:~~"]);
});

test("code spans contain no other markup", () => {
  expect(cut("`a*b`と*c*")).toEqual([
    "mark:`",
    "code:a*b",
    "mark:`",
    "text:と",
    "mark:*",
    "text.emphasis:c",
    "mark:*",
  ]);
});

test("a fence lasts until its own end", () => {
  expect(cut("```js\n# 見出しではない\n~~~\n```\n文")).toEqual([
    "fence:```js",
    "code:# 見出しではない",
    "code:~~~",
    "fence:```",
    "text:文",
  ]);
});

test("four spaces make code after a blank line, but not inside a list", () => {
  expect(cut("文\n\n    code")).toEqual(["text:文", "code:    code"]);
  expect(cut("- 項目\n\n    続き").slice(2)).toEqual(["text:    ", "text:続き"]);
});

test("marks of headings, lists, quotations and tasks are highlighted", () => {
  expect(cut("## 題*名*")).toEqual([
    "heading.mark:## ",
    "heading.text:題",
    "heading.mark:*",
    "heading.text.emphasis:名",
    "heading.mark:*",
  ]);
  expect(cut("- [ ] 買う")).toEqual(["list:- [ ] ", "text:買う"]);
  expect(cut("> 引用")).toEqual(["quote:> ", "text:引用"]);
  expect(cut("#見出しではない")).toEqual(["text:#見出しではない"]);
});

test("links, notes and ruby are highlighted", () => {
  expect(cut("[題**名**](a.html)")).toEqual([
    "mark:[",
    "link:題",
    "mark:**",
    "link.strong:名",
    "mark:**",
    "mark:](",
    "address:a.html",
    "mark:)",
  ]);
  expect(cut("文[^1]")).toEqual(["text:文", "note:[^1]"]);
  expect(cut("{漢字|かんじ}")).toEqual(["mark:{", "ruby:漢字", "mark:|", "reading:かんじ", "mark:}"]);
  expect(cut("｜漢字《かんじ》")).toEqual(["mark:｜", "ruby:漢字", "mark:《", "reading:かんじ", "mark:》"]);
});

test("an address ends where Japanese begins", () => {
  expect(cut("サイトはhttps://example.com/talk/です。")).toEqual([
    "text:サイトは",
    "address:https://example.com/talk/",
    "text:です。",
  ]);
});

test("an ideographic space has a token of its own", () => {
  expect(cut("\u3000字下げ")).toEqual(["wide-space:\u3000", "text:字下げ"]);
});

test("a comment of several lines is one comment", () => {
  expect(cut("<!-- a\n**b**\n-->\n**c**").slice(0, 3)).toEqual(["html:<!-- a", "html:**b**", "html:-->"]);
  expect(strongWords("**c**")).toEqual(["c"]);
});

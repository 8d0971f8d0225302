import { describe, expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";

function html(source: string, options: MarkdownOptions = {}): string {
  return createMarkdown(options).render(source).html.trim();
}

describe("emphasis beside Japanese punctuation", () => {
  test.each([
    ["これは**「重要なこと」**です。", "<p>これは<strong>「重要なこと」</strong>です。</p>"],
    ["**『「未来」に向けて約束する』**こと", "<p><strong>『「未来」に向けて約束する』</strong>こと</p>"],
    ["**鎮火。**次", "<p><strong>鎮火。</strong>次</p>"],
    ["**（注）**と*「斜体」*も", "<p><strong>（注）</strong>と<em>「斜体」</em>も</p>"],
  ])("%s", (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  test("can be switched off", () => {
    expect(html("これは**「重要」**です。", { cjkEmphasis: false })).toBe("<p>これは**「重要」**です。</p>");
  });
});

describe("line ends", () => {
  test.each([
    ["日本語の\n改行", "<p>日本語の改行</p>"],
    ["日本語と\nEnglish", "<p>日本語と\nEnglish</p>"],
    ["plain\nEnglish", "<p>plain\nEnglish</p>"],
    ["한국어\n문장", "<p>한국어\n문장</p>"],
    ["そうか……\nでも", "<p>そうか……でも</p>"],
    ["でも\n……そうか", "<p>でも……そうか</p>"],
    ["**強調**\n次", "<p><strong>強調</strong>次</p>"],
    ["笑顔😀\nです", "<p>笑顔😀です</p>"],
    ["一行目  \n二行目", "<p>一行目<br>\n二行目</p>"],
    ["{漢字|かんじ}\n次", "<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>次</p>"],
  ])("between two wide characters are removed: %j", (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  test("are kept if that is switched off", () => {
    expect(html("日本語の\n改行", { cjkLineJoin: false })).toBe("<p>日本語の\n改行</p>");
  });

  test("are line breaks with `breaks`, so that lines with ・ stay lines", () => {
    expect(html("・一つ目\n・二つ目", { breaks: true })).toBe("<p>・一つ目<br>\n・二つ目</p>");
  });
});

test.each([
  ["　字下げの段落", "<p>　字下げの段落</p>"],
  ["- 項目\n\n  　字下げ\n  　二行目", "<p>　字下げ　二行目</p>"],
  ["> 　引用", "<p>　引用</p>"],
])("indentation by U+3000 is kept: %j", (source, expected) => {
  expect(html(source)).toContain(expected);
});

test("only two tildes strike through", () => {
  expect(html("10時~12時、13時~15時")).toBe("<p>10時~12時、13時~15時</p>");
  expect(html("~~取り消し~~です")).toBe("<p><s>取り消し</s>です</p>");
});

describe("bare URLs", () => {
  const link = (href: string): string => `<a href="${href}" class="bare-link">${href}</a>`;
  test.each([
    [
      "サイトはhttps://www.example.com/talk/です。次",
      `サイトは${link("https://www.example.com/talk/")}です。次`,
    ],
    ["（https://example.com/）を参照", `（${link("https://example.com/")}）を参照`],
    ["(https://example.com/a_(b)).", `(${link("https://example.com/a_(b)")}).`],
    ["[https://example.com/]", `[${link("https://example.com/")}]`],
    ["**https://example.com/**です", `<strong>${link("https://example.com/")}</strong>です`],
    ["http://localhost:8080/a?b=1、", `${link("http://localhost:8080/a?b=1")}、`],
    ["mailto:me@example.comへ", `${link("mailto:me@example.com")}へ`],
    ["xhttps://example.com/", "xhttps://example.com/"],
    ["https:// だけ", "https:// だけ"],
    ["me@example.com", "me@example.com"],
  ])("%s", (source, expected) => {
    expect(html(source)).toBe(`<p>${expected}</p>`);
  });

  test("keep & unescaped once", () => {
    expect(html("https://example.com/?a=1&b=2 https://example.com/?a=1&amp;b=2")).toBe(
      '<p><a href="https://example.com/?a=1&amp;b=2" class="bare-link">https://example.com/?a=1&amp;b=2</a> ' +
        '<a href="https://example.com/?a=1&amp;b=2" class="bare-link">https://example.com/?a=1&amp;b=2</a></p>',
    );
  });

  test("are not linked inside links and code", () => {
    expect(html("[https://a.example/](b.md) `https://a.example/`")).toBe(
      '<p><a href="b.md">https://a.example/</a> <code>https://a.example/</code></p>',
    );
  });

  test("stay text when that is switched off", () => {
    expect(html("https://example.com/", { bareLinks: false })).toBe("<p>https://example.com/</p>");
  });
});

describe("definitions", () => {
  test.each(["[追記]: これは大事です。", "[メモ]: あとで", "[注]: word"])("%s stays text", (source) => {
    expect(html(source)).toBe(`<p>${source}</p>`);
  });

  test.each([
    "https://example.com/",
    "/a.html",
    "../a/b.md",
    "#節",
    "画像.png",
    "20220506-0000.html#p01",
    "<追記の話>",
    "a/b",
  ])("[参照]: %s is a definition", (target) => {
    expect(html(`[参照]\n\n[参照]: ${target}`)).toMatch(/^<p><a href="[^"]+">参照<\/a><\/p>$/);
  });

  test("accept any target if that is switched off", () => {
    expect(html("[注]: word", { strictDefinitions: false })).toBe("");
  });

  test("that no link uses are reported, because their line is not on the page", () => {
    const { problems } = createMarkdown().render("前\n\n[メモ]: readme.txt\n[使う]: /a\n\n[使う]");
    expect(problems).toEqual([{ code: "markdown.swallowedDefinition", line: 2, text: "[メモ]: readme.txt" }]);
  });

  test.each(["[//]: # (秘密)", '[//]: # "秘密"', "[comment]: <> (秘密)", "[//]: /url (秘密)"])(
    "%s is a comment, and not reported",
    (source) => {
      expect(createMarkdown().render(`前\n\n${source}\n`)).toMatchObject({ problems: [], plainText: "前" });
    },
  );
});

describe("numbers at the start of a line", () => {
  test.each([
    ["2022. 5月の話", "<p>2022. 5月の話</p>"],
    ["1000) 話", "<p>1000) 話</p>"],
    ["999. 話", '<ol start="999">\n<li>話</li>\n</ol>'],
    ["- 2022. 5月の話", "<ul>\n<li>2022. 5月の話</li>\n</ul>"],
  ])("%s", (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  test("begin a list with any number if that is switched off", () => {
    expect(html("2022. 話", { strictListNumbers: false })).toContain('<ol start="2022">');
  });
});

describe("Windows paths", () => {
  test("are reported once per line", () => {
    const { problems } = createMarkdown().render("C:\\*.txt と D:\\*.txt\nE:\\*.txt");
    expect(problems.map(({ line }) => line)).toEqual([0, 1]);
  });

  test.each([
    ["C:\\*.txt を消す", "C:\\*.txt"],
    ["場所はD:\\_work\\a.txtです", "D:\\_work\\a.txtです"],
    ["\\\\server\\share", "\\\\server\\share"],
    ["C:\\Users\\.git にある", "C:\\Users\\.git"],
  ])("%s loses a backslash and is reported", (source, text) => {
    const { problems } = createMarkdown().render(`一行目\n${source}`);
    expect(problems).toEqual([{ code: "markdown.windowsPath", line: 1, text }]);
  });

  test.each([
    "C:\\Users\\name",
    "C:\\\\Users\\\\name",
    "`C:\\*.txt`",
    "```\nC:\\*.txt\n```",
    "\\*強調しない\\*",
  ])("%s is not reported", (source) => {
    expect(createMarkdown().render(source).problems).toEqual([]);
  });
});

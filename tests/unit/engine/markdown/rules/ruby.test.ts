import { describe, expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";

function html(source: string, options: MarkdownOptions = {}): string {
  return createMarkdown(options)
    .render(source)
    .html.trim()
    .replace(/^<p>|<\/p>$/g, "");
}

function ruby(...pairs: [string, string][]): string {
  return `<ruby>${pairs.map(([base, reading]) => `${base}<rp>(</rp><rt>${reading}</rt><rp>)</rp>`).join("")}</ruby>`;
}

describe("ruby", () => {
  test.each([
    ["{漢字|かんじ}", ruby(["漢字", "かんじ"])],
    ["{漢字｜かんじ}", ruby(["漢字", "かんじ"])],
    ["{漢字|かん|じ}", ruby(["漢", "かん"], ["字", "じ"])],
    ["{漢字|か|ん|じ}", ruby(["漢字", "かんじ"])],
    ["{Hello|ハロー}", ruby(["Hello", "ハロー"])],
    ["｜東京《とうきょう》へ", `${ruby(["東京", "とうきょう"])}へ`],
    ["{<漢>|&}", ruby(["&lt;漢&gt;", "&amp;"])],
    ["[{漢字|かんじ}](a.md)", `<a href="a.md">${ruby(["漢字", "かんじ"])}</a>`],
  ])("%s", (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  test.each([
    ["{true|false}", "{true|false}"],
    ["{漢字}", "{漢字}"],
    ["{漢字|}", "{漢字|}"],
    ["\\{漢字|かんじ}", "{漢字|かんじ}"],
    ["\\｜漢字《かんじ》", "｜漢字《かんじ》"],
    ["｜漢字\\《かんじ》", "｜漢字《かんじ》"],
    ["`{漢字|かんじ}`", "<code>{漢字|かんじ}</code>"],
    ["漢字《かんじ》", "漢字《かんじ》"],
    ["｜《かんじ》", "｜《かんじ》"],
  ])("%s is not ruby", (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  test("works in a table, with an escaped bar", () => {
    expect(html("|a|\n|-|\n|{漢字\\|かんじ}|")).toContain(`<td>${ruby(["漢字", "かんじ"])}</td>`);
  });

  test("without a bar, if enabled, applies to the kanji before the bracket", () => {
    const options = { plainRuby: true };
    expect(html("この漢字《かんじ》は", options)).toBe(`この${ruby(["漢字", "かんじ"])}は`);
    expect(html("時々《ときどき》", options)).toBe(ruby(["時々", "ときどき"]));
    expect(html("漢字《別の本》", options)).toBe("漢字《別の本》");
    expect(html("ひらがな《かな》", options)).toBe("ひらがな《かな》");
    expect(html("漢字\\《かんじ》", options)).toBe("漢字《かんじ》");
  });

  test("stays text if switched off", () => {
    expect(html("{漢字|かんじ}｜東京《とうきょう》", { ruby: false })).toBe(
      "{漢字|かんじ}｜東京《とうきょう》",
    );
  });

  test("readings are omitted from heading ids, alternative text, contents and plain text", () => {
    const { headings, images, plainText } = createMarkdown().render(
      "# {漢字|かんじ}の話\n\n![{絵|え}](a.png)",
    );
    expect(headings[0]).toMatchObject({ id: "漢字の話", text: "漢字の話" });
    expect(images[0]?.alt).toBe("絵");
    expect(plainText).toBe("漢字の話");
  });

  test("readings in the author's HTML are omitted, too", () => {
    const ruby = "<ruby>漢字<rp>(</rp><rt>かん<b>じ</b></rt><rp>)</rp></ruby>";
    const { headings, images, plainText } = createMarkdown().render(
      `## ${ruby}の話\n\n**${ruby}**と<ruby>絵<rt>え</ruby>です。![${ruby}](a.png)`,
    );
    expect(headings[0]).toMatchObject({ id: "漢字の話", text: "漢字の話" });
    expect(images[0]?.alt).toBe("漢字");
    expect(plainText).toBe("漢字の話\n漢字と絵です。");
  });
});

describe("emphasis dots", () => {
  test.each([
    ["これを《《強調》》する", 'これを<em class="emphasis-dots">強調</em>する'],
    ["《《**太字**と》》", '<em class="emphasis-dots"><strong>太字</strong>と</em>'],
    ["《《閉じない", "《《閉じない"],
    ["《《》》", "《《》》"],
    ["《書名》", "《書名》"],
  ])("%s", (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  test("stay text if switched off", () => {
    expect(html("《《強調》》", { emphasisDots: false })).toBe("《《強調》》");
  });
});

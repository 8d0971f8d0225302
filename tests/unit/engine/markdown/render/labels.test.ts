import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { labelsFor } from "#engine/markdown/render/labels.ts";
import { renderBlocks } from "../render-blocks.ts";

const languages = ["ja", "en", "zh-Hant", "zh-Hans", "ko", "fr", "de", "es", "pt", "it"];
const text = "## A\n\n> [!TIP]\n> x[^1]\n\n|a|b|\n|-|-|\n|1|2|\n\n::: details\nx\n:::\n\n## B\n\n[^1]: n\n";
const options = { language: "ja", headingLinks: true, contentsFrom: 2 };

/** Returns the words that Markdown adds to a text. */
function added(language?: string): string[] {
  const markdown = createMarkdown(options);
  const context = language === undefined ? {} : { language };
  const { html } = markdown.render(text, context);
  const blocks = renderBlocks(markdown, text, context).blocks.map((block) => block.html);
  expect(blocks.join("").replace(/ data-line="\d+"/g, "")).toBe(html);
  const found = html.matchAll(/aria-label="([^"]*)"|(?:class="box-title"|<summary)[^>]*>([^<]*)/g);
  return [...found].map(([, label, title]) => label ?? title ?? "");
}

test("texts in another language than the blog's get words of their own language", () => {
  expect(added("fr")).toEqual([
    "Sommaire",
    "Lien vers cette section",
    "Conseil",
    "Note 1",
    "Tableau\u00A0: a, b",
    "Détails",
    "Lien vers cette section",
    "Notes",
    "Retour au texte de la note 1",
  ]);
  expect(added("zh-TW")).toContain("返回註腳 1 的正文");
  expect(added("zh")).toContain("返回脚注 1 的正文");
  expect(added()).toContain("脚注1の本文へ戻る");
});

test.each(languages)("the words in %s are complete and unlike those of other languages", (language) => {
  const words = added(language);
  expect(words.every((word) => word !== "")).toBe(true);
  const others = languages.filter((other) => other !== language).map((other) => added(other).join("\n"));
  expect(others).not.toContain(words.join("\n"));
  expect(labelsFor(language).langHtml).toBe("");
});

test("in other languages the words are English, and visible ones are marked as English", () => {
  const { html } = createMarkdown(options).render(text, { language: "ar" });
  expect(html).toContain('<p class="box-title" lang="en" dir="ltr">Tip</p>');
  expect(html).toContain('<summary lang="en" dir="ltr">Details</summary>');
  const own = createMarkdown(options).render("> [!TIP] نصيحة\n> x", { language: "ar" }).html;
  expect(own).toContain('<p class="box-title">نصيحة</p>');
});

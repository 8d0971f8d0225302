import { expect, test } from "vitest";
import { hatenaHtml, isHatenaSyntax } from "#engine/importers/conversion/hatena-syntax.ts";
import { parseRawEntry } from "#engine/importers/movable-type/raw-entry.ts";
import { withoutVaultSyntax } from "#engine/importers/obsidian/vault-syntax.ts";
import { programLiterals } from "#engine/importers/site-folders/program-literals.ts";
import {
  kramdownComment,
  liquidComment,
  withoutComments,
} from "#engine/importers/site-folders/template-comments.ts";
import { wikiHtml } from "#engine/importers/tdiary/wiki-style.ts";
import { convertBreaks } from "#engine/importers/conversion/convert-breaks.ts";
import { cleanServiceHtml } from "#engine/importers/conversion/service-html.ts";
import { tegalogHtml } from "#engine/importers/tegalog/tegalog-html.ts";
import { withoutShortcodes } from "#engine/importers/wordpress/shortcodes.ts";

const converters: Readonly<Record<string, (html: string) => string>> = {
  "shortcodes of WordPress": (html) => withoutShortcodes(html, { id: "1", attachments: new Map() }).html,
  "HTML of services": (html) => cleanServiceHtml(html).html,
  "plain lines": convertBreaks,
  "notation of てがろぐ": (html) => tegalogHtml(html).html,
  はてな記法: (text) => hatenaHtml(text) + String(isHatenaSyntax(text)),
  "notation of Obsidian": (text) => withoutVaultSyntax(text, () => undefined).text,
  "notation of tDiary": wikiHtml,
  "comments of Liquid and kramdown": (text) => withoutComments(text, [liquidComment, kramdownComment]).text,
  "sections of Movable Type": (text) => [...parseRawEntry(`BODY:\n${text}`).pieces.values()].flat().join(""),
};

/** Beginnings of markup. Converters that look for the end of each take hours for so many of them. */
const openings = [
  "[caption]",
  "<!-- wp:",
  "<code>",
  "<!--",
  "[gallery ",
  '<a href="http://d.hatena.ne.jp/keyword/x">',
  '<figure class="kg-bookmark-card">',
  "![",
  "[PICT:",
  "[[",
  "[tex:",
  "[http://a:title=",
  "[&gt;1:",
  "{%raw%}",
  "{%comment%}",
  "{::comment}",
  ">|a|\n",
];

test.each(Object.entries(converters))("%s: markup that never ends keeps its text", (_, convert) => {
  for (const opening of openings) expect(convert(`${opening.repeat(20_000)}雨です。`)).toContain("雨です。");
});

test("many brackets on one line, configurations in JavaScript, keys of entries and code blocks of any number are read", () => {
  expect(hatenaHtml("[[".repeat(100_000))).toContain("[[");
  expect(programLiterals(`${"a:[".repeat(10_000)} b: "c"`).values).toEqual({ b: "c" });
  const keys = parseRawEntry(`${"TAGS: a\n".repeat(50_000)}-----\n`).meta;
  expect(keys.get("TAGS")).toHaveLength(50_000);
  expect(hatenaHtml(">||\na\n||<\n".repeat(20_000))).toContain("</pre>");
});

import { createIncrementalRenderer } from "#engine/markdown/incremental/incremental.ts";
import { compareHtml } from "#engine/markdown/comparison/compare-html.ts";
import { htmlTokens } from "#engine/markdown/comparison/html-tokens.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { excerpt } from "#engine/markdown/render/excerpt.ts";
import { markdownFromHtml } from "#engine/markdown/from-html/from-html.ts";
import { tagBalance } from "#engine/markdown/html/html-tags.ts";
import { htmlText, rewriteRawHtml } from "#engine/markdown/html/raw-html.ts";
import { PageLookup } from "#engine/importers/html/site-lookup.ts";
import { readFacts } from "#engine/importers/html/page-facts.ts";
import { bodyOf } from "#engine/importers/html/page-body.ts";
import { RepeatedParts } from "#engine/importers/html/repeated-parts.ts";
import type { OldSite, SitePage } from "#engine/importers/html/site-pages.ts";
import { xmlText } from "#engine/site/feeds/xml.ts";
import { rewriteHtml, withoutMeta } from "#engine/site/articles/html-rewrite.ts";
import { withoutForeignDirectives } from "#engine/site/template-data/include-directives.ts";
import { measureText } from "#engine/site/articles/measure-text.ts";
import { withoutParagraph } from "#engine/site/template-data/notices.ts";
import { withClosedEnd, withRulesFirst } from "#engine/site/theme/style-sheet.ts";
import { hashAssets } from "#engine/site/theme/theme-assets.ts";
import { cleanSvg } from "#engine/blog/media/images/clean-svg.ts";
import { cssSeeds, svgSeeds } from "./file-seeds.ts";
import { htmlSeeds } from "./html-seeds.ts";
import { markdownSeeds } from "./markdown-seeds.ts";
import type { Parser } from "./parser.ts";
import { repeated } from "./seed.ts";

const markdown = createMarkdown({ plainRuby: true, uprightDigits: true });
const broken = createMarkdown({ breaks: true, strictDefinitions: false, strictListNumbers: false });

/** Renders a text, and once more after a word was inserted in its middle. */
function renderTwice(text: string): void {
  const renderer = createIncrementalRenderer(markdown);
  renderer.render(text);
  const middle = text.indexOf("\n", text.length / 2) + 1 || Math.floor(text.length / 2);
  renderer.render(`${text.slice(0, middle)}a${text.slice(middle)}`);
}

function readRawHtml(html: string): void {
  const resolved = rewriteRawHtml(html, {
    link: (href) => `../${href}`,
    poster: (src) => `../${src}`,
    image: (src) => ({ src: `../${src}`, width: 10, height: 10, isFirst: false }),
  });
  tagBalance(html);
  htmlText(resolved);
  withoutMeta(html);
  htmlTokens(html);
}

let run = 0;

function rewriteArticle(html: string): void {
  rewriteHtml(html, { url: (url) => `../${url}`, dropIds: true, isLazy: true });
  withoutForeignDirectives(html, { serverCode: false }, ["<?php a ?>"]);
  withoutParagraph(`<p>${html}</p>`);
  // The text is different each time: the function caches the results of earlier texts
  xmlText(`${html}${run++}`);
}

function styleSheet(css: string): void {
  const bytes = Buffer.from(css);
  hashAssets(new Map([["style.css", { path: "assets/style.css", bytes }]]));
  withRulesFirst(css, ":root {}");
  withClosedEnd(css);
  withRulesFirst(`@import ${css}`, ":root {}");
}

/** The parsers that get these seeds resemble the first one, so a third of its seeds is enough. */
const everyThird = markdownSeeds.filter((_, index) => index % 3 === 0);

/** Parsers of Markdown. */
export const markdownParsers: readonly Parser[] = [
  {
    name: "Markdown",
    seeds: markdownSeeds,
    known: ["[", "![", "[a][", "<!-- --->", "<?"].map((piece) => repeated(piece)),
    read: (text) => {
      const { plainText } = markdown.render(text);
      excerpt(plainText, 120);
      measureText(plainText);
    },
  },
  { name: "Markdown with other options", seeds: everyThird, read: (text) => broken.render(text) },
  { name: "Markdown that is being written", seeds: everyThird, read: renderTwice },
];

/** Reads a page of an old site. */
function readOldPage(html: string): void {
  const [folder, address, timeZone] = ["/", "/a.html", "Asia/Tokyo"];
  const facts = readFacts(html, { address, encoding: "utf-8", timeZone, blogTimeZone: timeZone });
  const repeated = new RepeatedParts();
  for (let page = 0; page < 3; page += 1) repeated.add(folder, facts.partKeys.slice(0, -1));
  const site = { lookup: new PageLookup(), repeated, pages: [], anchors: new Map(), timeZone };
  const page = { facts, address, folder, role: "post", title: "a", date: null };
  const context = { site: site as unknown as OldSite, page: page as unknown as SitePage };
  bodyOf(html, { ...context, index: 0, names: new Map() });
}

/** Parsers of HTML and CSS. */
export const htmlParsers: readonly Parser[] = [
  {
    name: "addresses and directives of an article",
    seeds: htmlSeeds,
    known: ["<style></style>", "<script ", "<script></style>"].map((piece) => repeated(piece)),
    read: rewriteArticle,
  },
  {
    name: "pages of an old site",
    // A page is parsed twice, so only a few seeds are tried.
    seeds: htmlSeeds.filter((_, index) => index % 70 === 7),
    known: ["<hr>", "<nav><main>"].map((piece) => repeated(piece)),
    read: readOldPage,
  },
  {
    name: "the author's own HTML",
    seeds: htmlSeeds,
    known: ["<p>a <p>", "<!--"].map((piece) => repeated(piece)),
    read: readRawHtml,
  },
  {
    name: "marks for what changed between two versions",
    seeds: htmlSeeds,
    read: (html) => compareHtml(html, html.replaceAll("a", "b")),
  },
  { name: "HTML in Markdown", seeds: htmlSeeds, read: (html) => markdown.render(html) },
  // The converter refuses long tables, so seeds with many rows are left out.
  {
    name: "HTML from the clipboard",
    seeds: htmlSeeds.filter(({ name }) => name !== "rows"),
    read: markdownFromHtml,
  },
  { name: "drawings", seeds: svgSeeds, read: (svg) => cleanSvg(Buffer.from(svg)) },
  {
    name: "style sheets of a theme",
    seeds: cssSeeds,
    known: ["/*", "/*\n", "url( ", '\\"'].map((piece) => repeated(piece)),
    read: styleSheet,
  },
];

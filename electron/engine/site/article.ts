import type { Problem } from "#contract/errors.ts";
import { excerpt } from "#engine/markdown/excerpt.ts";
import type { Markdown, RenderedMarkdown } from "#engine/markdown/markdown-types.ts";
import { ArticleLookups, type ArticleSurroundings } from "./article-lookups.ts";
import type { SiteEntry } from "./site-entry.ts";

/** The text of a post as its page shows it. */
export interface Article {
  /** URLs are relative to the post's own page. */
  readonly html: string;
  readonly excerpt: string;
  /** Site path of the first image that is the blog's own. */
  readonly image: string | null;
  /** Without white space. */
  readonly characters: number;
  /** To read it, at least 1. */
  readonly minutes: number;
  readonly problems: readonly Problem[];
}

/** Characters of the first words that lists, feeds and share cards show. */
const excerptLength = 120;

/** A rendered text and what it looked up on the way. */
export interface RenderedText {
  readonly rendered: RenderedMarkdown;
  readonly lookups: ArticleLookups;
}

/** Renders an entry's text as its page shows it. */
export function renderText(
  markdown: Markdown,
  entry: SiteEntry,
  surroundings: ArticleSurroundings,
): RenderedText {
  const lookups = new ArticleLookups();
  return { rendered: markdown.render(entry.post.body, lookups.context(entry, surroundings)), lookups };
}

/** What page, lists and feeds need of an entry's rendered text. */
export function readArticle(entry: SiteEntry, { rendered, lookups }: RenderedText): Article {
  const paths = rendered.images.map(({ src }) => lookups.mediaPathOf(src));
  return {
    html: rendered.html,
    excerpt: excerpt(rendered.plainText, excerptLength),
    image: paths.find((path) => path !== null) ?? null,
    ...measureText(rendered.plainText),
    problems: problemsOf(entry, rendered, lookups),
  };
}

function problemsOf(entry: SiteEntry, rendered: RenderedMarkdown, lookups: ArticleLookups): Problem[] {
  const found: Problem[] = [];
  for (const { href, line } of rendered.links) {
    if (lookups.isDeadLink(href)) found.push(problemAt(entry, "link.dead", line, href));
  }
  for (const { src, alt, line } of rendered.images) {
    if (lookups.isDeadImage(src)) found.push(problemAt(entry, "image.missing", line, src));
    if (alt.trim() === "") found.push(problemAt(entry, "image.noAlt", line, src));
  }
  for (const { code, line, text } of rendered.problems) {
    const values = { path: entry.post.path, text };
    found.push({ code, severity: "warning", file: entry.post.path, line: fileLine(entry, line), values });
  }
  return found;
}

function problemAt(
  entry: SiteEntry,
  code: "link.dead" | "image.missing" | "image.noAlt",
  line: number,
  target: string,
): Problem {
  const { path } = entry.post;
  return { code, severity: "warning", file: path, line: fileLine(entry, line), values: { path, target } };
}

/** Line in the file, from 1, for a line of the body, from 0. */
function fileLine(entry: SiteEntry, bodyLine: number): number {
  return entry.post.bodyLine + bodyLine + 1;
}

const charactersPerMinute = 500;
const wordsPerMinute = 200;

function measureText(text: string): { characters: number; minutes: number } {
  const characters = [...text.replace(/\s+/g, "")].length;
  const words = text.match(/[\p{Script=Latin}\p{Nd}'’-]+/gu) ?? [];
  const inWords = words.reduce((sum, word) => sum + word.length, 0);
  const minutes = (characters - inWords) / charactersPerMinute + words.length / wordsPerMinute;
  return { characters, minutes: Math.max(1, Math.round(minutes)) };
}

import type { Problem } from "#contract/errors.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { shortHash } from "#engine/base/hash.ts";
import { ownCopy } from "#engine/base/own-copy.ts";
import { excerpt } from "#engine/markdown/render/excerpt.ts";
import type { Markdown, RenderedBlocks, RenderedMarkdown } from "#engine/markdown/types/markdown-types.ts";
import { ArticleLookups } from "./article-lookups.ts";
import type { ImageFault } from "../media/images/make-variants.ts";
import type { LinkedPage, LinkTargets } from "./link-targets.ts";
import { measureText } from "./measure-text.ts";
import { hasScheme } from "../addresses/urls.ts";

/** What other pages show of a text. */
interface ArticleCard {
  readonly excerpt: string;
  /** Site path of the first image that is a file of the blog. */
  readonly image: string | null;
}

/** A link to a page by its address, or to an anchor in a page, as written. */
export interface PageLink {
  readonly href: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

/** What is known of a post's text without the text itself. */
export interface ArticleFacts {
  readonly card: ArticleCard;
  /** Hash of the HTML. */
  readonly key: string;
  /** Number of characters without white space. */
  readonly characters: number;
  /** Reading time, at least 1. */
  readonly minutes: number;
  /** Links that can be checked only when all pages are known. */
  readonly pageLinks: readonly PageLink[];
  readonly problems: readonly Problem[];
}

/** The links to check and the problems of a text. */
export type ArticleRemarks = Pick<ArticleFacts, "pageLinks" | "problems">;

/** A post's text as its page shows it. */
export interface Article {
  readonly facts: ArticleFacts;
  /** URLs are relative to the post's own page. */
  readonly html: string;
}

/** The file and body position of a text. */
export type SourcePlace = Pick<Post, "path" | "bodyLine">;

/** Length in characters of the excerpt in lists, feeds and share cards. */
const excerptLength = 120;

/** A rendered text and its lookups. */
export interface RenderedText {
  readonly rendered: RenderedMarkdown;
  readonly lookups: ArticleLookups;
}

/** A rendered text in blocks that the preview can replace separately. */
export interface TypedArticle extends RenderedText {
  readonly rendered: RenderedBlocks;
}

/** Renders an entry's text as its page shows it. */
export function renderText(
  markdown: Markdown,
  entry: LinkedPage,
  body: string,
  linkContext: LinkTargets,
): RenderedText {
  const lookups = new ArticleLookups();
  return { rendered: markdown.render(body, lookups.context(entry, linkContext)), lookups };
}

/** Derives what page, lists and feeds need of an entry's rendered text. */
export function readArticle(source: SourcePlace, { rendered, lookups }: RenderedText): Article {
  const paths = rendered.images.map(({ src }) => lookups.mediaPathOf(src));
  const facts = {
    card: {
      excerpt: ownCopy(excerpt(rendered.plainText, excerptLength)),
      image: paths.find((path) => path !== null) ?? null,
    },
    key: shortHash(rendered.html),
    ...measureText(rendered.plainText),
    pageLinks: pageLinksOf(source, rendered),
    problems: problemsOf(source, rendered, lookups),
  };
  return { facts, html: rendered.html };
}

const noPageLinks: readonly PageLink[] = [];

/** Most texts share one empty list. */
function pageLinksOf(source: SourcePlace, { links }: RenderedMarkdown): readonly PageLink[] {
  const found = links.filter(({ href }) => !hasScheme(href) && /#|\.html?(?:$|\?)/i.test(href));
  if (found.length === 0) return noPageLinks;
  return found.map(({ href, line }) => ({ href: ownCopy(href), line: fileLine(source, line) }));
}

function problemsOf(source: SourcePlace, rendered: RenderedMarkdown, lookups: ArticleLookups): Problem[] {
  const found: Problem[] = [];
  for (const { href, line } of rendered.links) {
    if (lookups.isDeadLink(href)) found.push(problemAt(source, "link.dead", line, href));
  }
  for (const { src, alt, line } of rendered.images) {
    if (lookups.isDeadImage(src)) found.push(problemAt(source, "image.missing", line, src));
    const fault = lookups.imageFault(src);
    if (fault) found.push(problemAt(source, fault, line, src));
    if (alt.trim() === "") found.push(problemAt(source, "image.noAlt", line, src));
  }
  for (const { code, line, text, reason } of rendered.problems) {
    const values = { path: source.path, text, ...(reason === undefined ? {} : { reason }) };
    found.push({ code, severity: "warning", file: source.path, line: fileLine(source, line), values });
  }
  return found;
}

function problemAt(
  source: SourcePlace,
  code: "link.dead" | "image.missing" | "image.noAlt" | ImageFault,
  line: number,
  target: string,
): Problem {
  const { path } = source;
  return { code, severity: "warning", file: path, line: fileLine(source, line), values: { path, target } };
}

/** Converts a line of the body, from 0, to a line of the file, from 1. */
function fileLine(source: SourcePlace, bodyLine: number): number {
  return source.bodyLine + bodyLine + 1;
}

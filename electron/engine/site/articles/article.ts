import type { Problem } from "#contract/errors.ts";
import { isImageFile } from "#contract/media-files.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { contentKey } from "#engine/base/content-key.ts";
import { shortHash } from "#engine/base/hash.ts";
import { ownCopy } from "#engine/base/packed-text.ts";
import { excerptOf } from "#engine/markdown/render/excerpt.ts";
import type {
  Markdown,
  RenderContext,
  RenderedBlocks,
  RenderedMarkdown,
} from "#engine/markdown/types/markdown-types.ts";
import { ArticleLookups } from "./article-lookups.ts";
import type { ImageFault } from "../media/images/make-variants.ts";
import type { LinkedPage, LinkTargets } from "./link-targets.ts";
import { measureText } from "./measure-text.ts";
import { hasScheme } from "../addresses/urls.ts";

interface ArticleCard {
  readonly excerpt: string;
  /** Site path of the first image that is a media file of the blog. */
  readonly image: string | null;
}

/** A link to a page's address or to an anchor in a page, as the author wrote the link. */
export interface PageLink {
  readonly href: string;
  /** Line in the text's file, counted from 1. */
  readonly line: number;
}

/** What other pages show of a rendered text, and the problems and links that a build checks. */
export interface ArticleFacts {
  readonly card: ArticleCard;
  readonly key: string;
  /** Number of characters without white space. */
  readonly characters: number;
  /** Reading time in minutes, at least 1. */
  readonly minutes: number;
  /** Links that can be checked only when all pages are planned. */
  readonly pageLinks: readonly PageLink[];
  readonly problems: readonly Problem[];
}

/** The known problems of a text, and its links that still have to be checked. */
export type ArticleRemarks = Pick<ArticleFacts, "pageLinks" | "problems">;

export interface Article {
  readonly facts: ArticleFacts;
  /** HTML of the text. URLs are relative to the post's own page. */
  readonly html: string;
}

/** The path of a text's file, and the 0-based line of the file at which the text begins. */
export type SourceLocation = Pick<Post, "path" | "bodyLine">;

export interface RenderedText {
  readonly rendered: RenderedMarkdown;
  readonly lookups: ArticleLookups;
  /** Maximum length of an excerpt. Lists, feeds and share cards show excerpts. */
  readonly excerptLength: number;
}

export interface TypedArticle extends RenderedText {
  readonly rendered: RenderedBlocks;
}

/** A page whose text is rendered. `language` is null if the text is in the blog's language. */
export interface RenderedPage extends LinkedPage {
  readonly post: LinkedPage["post"] & { readonly language: string | null };
}

/** Renders an entry's text as HTML for its own page. */
export function renderText(
  markdown: Markdown,
  entry: RenderedPage,
  body: string,
  linkContext: LinkTargets,
): RenderedText {
  const lookups = new ArticleLookups();
  const context = { ...lookups.context(entry, linkContext), ...languageContext(entry) };
  const { excerptLength } = markdown;
  return { rendered: markdown.render(body, context), lookups, excerptLength };
}

/** Returns a render context that sets the language of an entry's text. */
export function languageContext({ post: { language } }: RenderedPage): Pick<RenderContext, "language"> {
  return language === null ? {} : { language };
}

/** Returns the HTML and the facts of a rendered text. */
export function readArticle(source: SourceLocation, text: RenderedText): Article {
  const { rendered, lookups, excerptLength } = text;
  const paths = rendered.images.map(({ src }) => lookups.mediaPathOf(src));
  const facts = {
    card: {
      excerpt: ownCopy(excerptOf(rendered, excerptLength)),
      image: paths.find((path) => path !== null && isImageFile(path)) ?? null,
    },
    key: shortHash(rendered.html),
    ...measureText(rendered.plainText),
    ...remarksOf(source, text),
  };
  return { facts, html: rendered.html };
}

/** Returns the problems and page links of a rendered text. */
export function remarksOf(source: SourceLocation, { rendered, lookups }: RenderedText): ArticleRemarks {
  return {
    pageLinks: pageLinksOf(source, rendered),
    problems: problemsOf(source, rendered, lookups),
  };
}

/** Returns a problem for each link to an unpublished page. `isWaiting` recognises these links. */
export function waitingLinksOf(
  source: SourceLocation,
  { links }: RenderedMarkdown,
  isWaiting: (href: string) => boolean,
): Problem[] {
  return links
    .filter(({ href }) => isWaiting(href))
    .map(({ href, line }) => problemAt(source, "link.dead", line, href));
}

const noPageLinks: readonly PageLink[] = [];

/** Texts without page links share one empty list to save memory. */
function pageLinksOf(source: SourceLocation, { links }: RenderedMarkdown): readonly PageLink[] {
  const found = links.filter(({ href }) => !hasScheme(href) && /#|\.html?(?:$|\?)/i.test(href));
  if (found.length === 0) return noPageLinks;
  return found.map(({ href, line }) => ({ href: ownCopy(href), line: fileLine(source, line) }));
}

function problemsOf(source: SourceLocation, rendered: RenderedMarkdown, lookups: ArticleLookups): Problem[] {
  const found: Problem[] = [];
  for (const { href, line } of rendered.links) {
    if (lookups.isDeadLink(href)) found.push(problemAt(source, "link.dead", line, href));
  }
  for (const { src, alt, line, hasWords } of rendered.images) {
    if (lookups.isDeadImage(src)) found.push(problemAt(source, "image.missing", line, src));
    const fault = lookups.imageFault(src);
    if (fault) found.push(problemAt(source, fault, line, src));
    if (!hasWords && alt.trim() === "") found.push(problemAt(source, "image.noAlt", line, src));
  }
  for (const { code, line, text, reason } of rendered.problems) {
    const values = { path: source.path, text, ...(reason === undefined ? {} : { reason }) };
    found.push({ code, severity: "warning", file: source.path, line: fileLine(source, line), values });
  }
  return found;
}

function problemAt(
  source: SourceLocation,
  code: "link.dead" | "image.missing" | "image.noAlt" | ImageFault,
  line: number,
  target: string,
): Problem {
  const { path } = source;
  return { code, severity: "warning", file: path, line: fileLine(source, line), values: { path, target } };
}

function fileLine(source: SourceLocation, bodyLine: number): number {
  return source.bodyLine + bodyLine + 1;
}

/** Returns `now`, but with the objects of `before` where both are equal. */
export function sameFacts(before: ArticleFacts, now: ArticleFacts): ArticleFacts {
  const sameCard = before.card.excerpt === now.card.excerpt && before.card.image === now.card.image;
  const facts = sameCard ? { ...now, card: before.card } : now;
  return contentKey(before) === contentKey(facts) ? before : facts;
}

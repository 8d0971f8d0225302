import type { Problem } from "#contract/errors.ts";
import { excerpt } from "#engine/markdown/excerpt.ts";
import type { Markdown, RenderedMarkdown, ResolvedImage } from "#engine/markdown/markdown-types.ts";
import { type LinkSource, type ResolvedLink, resolveLink } from "./link-targets.ts";
import type { MediaLibrary } from "./media-library.ts";
import type { SiteEntry } from "./site-entry.ts";
import type { SiteModel } from "./site-model.ts";
import { rootOf } from "./urls.ts";

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

/** What an article looked up outside its own text; it is current as long as all answers stay the same. */
export interface ArticleLookups {
  readonly links: ReadonlyMap<string, string>;
  readonly images: ReadonlyMap<string, ResolvedImage>;
}

export interface ArticleSurroundings {
  readonly model: SiteModel;
  readonly media: MediaLibrary;
}

/** Characters of the first words that lists, feeds and share cards show. */
const excerptLength = 120;

/** Renders an entry's text; `rendered` has the blocks that the preview needs. */
export function renderArticle(
  markdown: Markdown,
  entry: SiteEntry,
  surroundings: ArticleSurroundings,
): { article: Article; lookups: ArticleLookups; rendered: RenderedMarkdown } {
  const lookups = { links: new Map<string, string>(), images: new Map<string, ResolvedImage>() };
  const problems: Problem[] = [];
  let image: string | null = null;
  const source = sourceOf(entry);
  const rendered = markdown.render(entry.post.body, {
    resolveLink(href, line) {
      const link = resolveLink(href, source, surroundings);
      if (link.dead) problems.push(problemAt(entry, "link.dead", line, href));
      lookups.links.set(href, link.url);
      return link.url;
    },
    resolveImage(src, line) {
      const link = resolveLink(src, source, surroundings);
      if (link.dead) problems.push(problemAt(entry, "image.missing", line, src));
      image ??= link.media?.path ?? null;
      const resolved = imageOf(link, surroundings.media);
      lookups.images.set(src, resolved);
      return resolved;
    },
  });
  problems.push(...findingsOf(entry, rendered));
  const article = {
    html: rendered.html,
    excerpt: excerpt(rendered.plainText, excerptLength),
    image,
    ...measureText(rendered.plainText),
    problems,
  };
  return { article, lookups, rendered };
}

/** Whether everything that the article looked up would be answered the same today. */
export function isCurrent(
  lookups: ArticleLookups,
  entry: SiteEntry,
  surroundings: ArticleSurroundings,
): boolean {
  const source = sourceOf(entry);
  for (const [href, url] of lookups.links) {
    if (resolveLink(href, source, surroundings).url !== url) return false;
  }
  for (const [src, known] of lookups.images) {
    const now = imageOf(resolveLink(src, source, surroundings), surroundings.media);
    if (now.src !== known.src || now.width !== known.width || now.height !== known.height) return false;
  }
  return true;
}

function sourceOf({ post, address }: SiteEntry): LinkSource {
  return { path: post.path, address, root: rootOf(address) };
}

function imageOf({ url, media }: ResolvedLink, library: MediaLibrary): ResolvedImage {
  const dimensions = media ? library.dimensionsOf(media) : null;
  return dimensions ? { src: url, ...dimensions } : { src: url };
}

function findingsOf(entry: SiteEntry, rendered: RenderedMarkdown): Problem[] {
  const found: Problem[] = [];
  for (const { src, alt, line } of rendered.images) {
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

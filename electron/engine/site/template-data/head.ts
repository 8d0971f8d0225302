import { legalJson } from "#engine/base/text/legal-text.ts";
import { openGraphLocale } from "./site-texts.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import type { Alternate } from "./translations.ts";

export interface FeedLink {
  readonly title: string;
  readonly type: string;
  /** URL of the feed, relative to the page and percent-encoded. */
  readonly url: string;
}

/** The content of a page's head. URLs are absolute, except URLs of feeds. */
export interface Head {
  /** Absolute URL of the page. Null for a page that has no fixed address and should not be indexed. */
  readonly canonical: string | null;
  /** Whether the page is hidden from search engines although it has an address. */
  readonly isOutOfSearch?: boolean;
  /** Whether browsers must hide the page's address from the sites to which the page links. */
  readonly isSecret?: boolean;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly image: HeadImage | null;
  /** The feeds of the page's own list. The feeds of the site are in `shared`. */
  readonly feeds: readonly FeedLink[];
  /** The OPML list of the site's feeds; absent on pages that do not link to it. */
  readonly opml?: FeedLink;
  /** The author's Fediverse account, `@me@mastodon.example`; "" if the author has none. */
  readonly creator?: string;
  /** HTML that all pages have in common (see `sharedHeadOf`). */
  readonly shared: string;
  /** URL of the front page. Only the head of the front page describes the author. */
  readonly home: string;
  /** The author; null on all pages except the front page. */
  readonly author: HeadAuthor | null;
  readonly article: HeadArticle | null;
  /** The versions of the page in all its languages; absent or empty if there is only one. */
  readonly alternates?: readonly Alternate[];
}

/** The blog's author. `profiles` holds absolute URLs of profiles: https://microformats.org/wiki/rel-me */
interface HeadAuthor {
  readonly name: string;
  readonly url?: string;
  readonly profiles: readonly string[];
}

/** An image for share cards. Width and height are in pixels, or null if they are unknown. */
interface HeadImage {
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** The dates of the post on the page, in ISO 8601 with offset. */
export interface HeadArticle {
  readonly published: string;
  readonly modified: string;
}

/** Renders the part of `<head>` that all themes share, such as description, Open Graph and JSON-LD. */
export function renderHead(head: Head): string {
  const first = [
    ...(head.canonical === null || head.isOutOfSearch ? [meta("robots", "noindex")] : []),
    ...(head.isSecret ? [meta("referrer", "no-referrer")] : []),
    ...(head.description === "" ? [] : [descriptionOf(head)]),
    ...links(head),
  ];
  const last = [
    ...(head.opml ? [alternateFeed(head.opml)] : []),
    ...openGraph(head),
    ...(head.article && head.canonical ? [articleJson(head, head.article)] : []),
    ...(head.author && head.author.name !== "" ? [authorJson(head, head.author)] : []),
  ];
  return `${first.map((line) => `${line}\n`).join("")}${head.shared}${last.join("\n")}`;
}

function links({ canonical, feeds, author, alternates = [] }: Head): string[] {
  return [
    ...(canonical === null ? [] : [`<link rel="canonical" href="${escapeMarkup(canonical)}">`]),
    ...alternates.map(
      ({ hreflang, url }) =>
        `<link rel="alternate" hreflang="${escapeMarkup(hreflang)}" href="${escapeMarkup(url)}">`,
    ),
    ...feeds.map(alternateFeed),
    ...(author?.profiles ?? []).map((url) => `<link rel="me" href="${escapeMarkup(url)}">`),
  ];
}

export function alternateFeed({ title, type, url }: FeedLink): string {
  return `<link rel="alternate" type="${type}" title="${escapeMarkup(title)}" href="${escapeMarkup(url)}">`;
}

/**
 * Uses one element as the description for search engines and for share cards, to halve the bytes.
 * HTML allows `property` beside `name`: https://www.w3.org/TR/html-rdfa/#extensions-to-the-html5-syntax
 */
function descriptionOf({ description, canonical }: Head): string {
  const content = escapeMarkup(description);
  const card = canonical === null ? "" : ' property="og:description"';
  return `<meta name="description"${card} content="${content}">`;
}

function openGraph(head: Head): string[] {
  const { article } = head;
  if (head.canonical === null) return [];
  return [
    property("og:type", article ? "article" : "website"),
    property("og:title", head.title),
    property("og:url", head.canonical),
    property("og:locale", openGraphLocale(head.language)),
    ...otherLocales(head).map((locale) => property("og:locale:alternate", locale)),
    ...(head.image === null ? [] : imageProperties(head.image)),
    ...(article ? articleProperties(article) : []),
    ...(head.creator ? [meta("fediverse:creator", head.creator)] : []),
    meta("twitter:card", head.image === null ? "summary" : "summary_large_image"),
  ];
}

function otherLocales({ alternates = [], language }: Head): string[] {
  return alternates
    .filter(({ hreflang }) => hreflang !== "x-default" && hreflang !== language)
    .map(({ hreflang }) => openGraphLocale(hreflang));
}

function imageProperties({ url, width, height }: HeadImage): string[] {
  if (width === null || height === null) return [property("og:image", url)];
  return [
    property("og:image", url),
    property("og:image:width", String(width)),
    property("og:image:height", String(height)),
  ];
}

/** Omits the date of publication, which the JSON-LD contains, because it would add 80 bytes to every post. */
function articleProperties({ published, modified }: HeadArticle): string[] {
  return modified === published ? [] : [property("article:modified_time", modified)];
}

function articleJson(head: Head, article: HeadArticle): string {
  return jsonLd({
    "@context": "https://schema.org",
    "@type": "BlogPosting",
    headline: head.title,
    datePublished: article.published,
    ...(article.modified === article.published ? {} : { dateModified: article.modified }),
    // Posts contain only the author's id, so that their pages stay the same when the name changes.
    author: { "@type": "Person", "@id": authorId(head), url: head.home },
    ...(head.image === null ? {} : { image: [head.image.url] }),
  });
}

/** Describes the author in JSON-LD with the same `@id` as on the pages of posts. */
function authorJson(head: Head, { name, url, profiles }: HeadAuthor): string {
  return jsonLd({
    "@context": "https://schema.org",
    "@type": "Person",
    "@id": authorId(head),
    name,
    ...(url === undefined ? {} : { url }),
    ...(profiles.length === 0 ? {} : { sameAs: profiles }),
  });
}

function authorId({ home }: Head): string {
  return `${home}#author`;
}

function jsonLd(data: Readonly<Record<string, unknown>>): string {
  return `<script type="application/ld+json">${scriptSafe(legalJson(data))}</script>`;
}

/**
 * Escapes JSON for a script element, in which `</script` and `<!--` are markup.
 * Also escapes U+2028 and U+2029, which old browsers read as line ends.
 */
function scriptSafe(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function meta(name: string, content: string): string {
  return `<meta name="${name}" content="${escapeMarkup(content)}">`;
}

export function property(name: string, content: string): string {
  return `<meta property="${name}" content="${escapeMarkup(content)}">`;
}

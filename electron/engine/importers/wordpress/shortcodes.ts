import { escapeUnescaped } from "#engine/base/markup.ts";

/**
 * HTML of a post without the markup that only WordPress knows.
 * `hasShortcodes` is true if unknown shortcodes are still in the HTML.
 */
export interface PlainHtml {
  readonly html: string;
  readonly hasShortcodes: boolean;
}

/** A file of the export's media library. */
export interface Attachment {
  readonly url: string;
  /** Description of an image, or "". */
  readonly alt: string;
  /** HTML below the image in a gallery, or "". */
  readonly caption: string;
  /** Number of the post to which the file was uploaded. */
  readonly parent: string;
  /** Position of the image in the gallery of its post. */
  readonly order: number;
}

/** A post, and the files that its galleries can show. */
export interface GalleryPost {
  readonly id: string;
  readonly attachments: ReadonlyMap<string, Attachment>;
}

/** Maximum depth of nested patterns, because a pattern in a hostile export can contain itself. */
const deepestPattern = 4;
/** Maximum number of characters that patterns add to one post. */
const largestPatterns = 4 * 2 ** 20;

/**
 * Replaces each reference to a reused pattern of the block editor by the text of the pattern.
 * The editor stores a reused pattern once, and posts contain only its number.
 */
export function withPatterns(text: string, patterns: ReadonlyMap<string, string>): string {
  let room = largestPatterns;
  const expanded = (part: string, depth: number): string =>
    part.replace(/<!--\s*wp:block\s*\{[^<>]*?"ref":(\d+)[^<>]*-->/g, (whole, id: string) => {
      const pattern = patterns.get(id);
      if (pattern === undefined || depth === deepestPattern || pattern.length > room) return whole;
      room -= pattern.length;
      return expanded(pattern, depth + 1);
    });
  return patterns.size === 0 ? text : expanded(text, 0);
}

/** Removes the comments of the block editor, and converts shortcodes such as `[caption]` and `[gallery]`. */
export function withoutShortcodes(text: string, post: GalleryPost): PlainHtml {
  const html = text
    .replace(/<!--\s*\/?wp:(?:(?!-->|<!--)[\s\S])*-->\n?/g, "")
    .replace(/<!--nextpage-->/g, "")
    .replace(
      /\[caption\b([^\]]{0,2000})\]((?:(?!\[caption\b)[\s\S])*?)\[\/caption\]/gi,
      (_, attributes: string, content: string) => figure(content, attributes),
    )
    .replace(/\[gallery\b([^\][]*)\]/gi, (whole, attributes: string) =>
      gallery(whole, attributeOf(attributes, "ids"), post),
    )
    .replace(/\[embed\b[^\][]*\]\s*(https?:[^\s[\]<>"]+)\s*\[\/embed\]/gi, (_, url: string) => link(url))
    .replace(/\[(youtube|vimeo|soundcloud)\b([^\][]*)\](?:\s*\[\/\1\])?/gi, playerLink)
    .replace(/\[(audio|video)\b([^\][]*)\](?:\s*\[\/\1\])?/gi, player);
  return { html, hasShortcodes: /\[\/?[a-z][a-z0-9_-]*(?:\s[^\][]*=[^\][]*)?\](?!\()/i.test(textOnly(html)) };
}

/**
 * Returns an image with its caption, aligned to the left, right or centre as in the shortcode.
 * The caption is the text after the image or, in old posts, an attribute.
 */
function figure(content: string, attributes: string): string {
  const [, image = "", rest = ""] =
    /^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(content) ?? [];
  if (image === "") return content;
  const caption = rest.trim() || attributeOf(attributes, "caption");
  const position = /^align(?:left|right|center)$/.exec(attributeOf(attributes, "align"))?.[0];
  return `<figure${position === undefined ? "" : ` class="${position}"`}>${image}${caption === "" ? "" : `<figcaption>${caption}</figcaption>`}</figure>`;
}

/**
 * Returns the images of a gallery. The shortcode contains their numbers in the media library.
 * A shortcode without numbers shows all images that were uploaded to the post.
 */
function gallery(whole: string, ids: string, { id, attachments }: GalleryPost): string {
  const images =
    ids.trim() === ""
      ? imagesOf(id, attachments)
      : ids.split(",").flatMap((number) => attachments.get(number.trim()) ?? []);
  if (images.length === 0) return whole;
  return images
    .map(({ url, alt, caption }) => {
      const image = `<img src="${escapeUnescaped(url)}" alt="${escapeUnescaped(alt)}">`;
      return caption === ""
        ? `<p>${image}</p>`
        : `<figure>${image}<figcaption>${caption}</figcaption></figure>`;
    })
    .join("\n");
}

function imagesOf(post: string, attachments: ReadonlyMap<string, Attachment>): Attachment[] {
  return [...attachments.values()]
    .filter(({ parent, url }) => parent === post && /\.(?:jpe?g|png|gif|webp|avif)$/i.test(url))
    .sort((one, other) => one.order - other.order);
}

function player(whole: string, kind: string, attributes: string): string {
  const source = /\b(?:src|mp3|m4a|ogg|wav|mp4|m4v|webm|ogv)=["']([^"']+)["']/i.exec(attributes)?.[1];
  if (source === undefined || !/^https?:/i.test(source)) return whole;
  return `<${kind.toLowerCase()} controls src="${escapeUnescaped(source)}"></${kind.toLowerCase()}>`;
}

/** Converts WordPress.com's `[youtube https://…]`, `[youtube=https://…]`, `[vimeo 12]` and the like. */
function playerLink(whole: string, kind: string, attributes: string): string {
  const address = /https?:\/\/[^\s"'<>]+/i.exec(attributes)?.[0];
  const number = kind.toLowerCase() === "vimeo" ? /^[\s=]*(\d+)(?=\s|$)/.exec(attributes)?.[1] : undefined;
  if (address !== undefined) return link(address);
  return number === undefined ? whole : link(`https://vimeo.com/${number}`);
}

function link(url: string): string {
  return `<p><a href="${escapeUnescaped(url)}">${escapeUnescaped(url)}</a></p>`;
}

function attributeOf(attributes: string, name: string): string {
  return new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)')`, "i").exec(attributes)?.slice(1).join("") ?? "";
}

/** Removes code and tags, because brackets inside them are not shortcodes. */
function textOnly(html: string): string {
  return html.replace(/<(pre|code)\b(?:(?!<\1\b)[\s\S])*?<\/\1>/gi, "").replace(/<[^<>]*>/g, "");
}

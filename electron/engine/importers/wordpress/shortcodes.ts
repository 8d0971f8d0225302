/**
 * HTML of a post without the markup that only WordPress knows.
 * `hasShortcodes` is true if unknown shortcodes are still in the HTML.
 */
export interface PlainHtml {
  readonly html: string;
  readonly hasShortcodes: boolean;
}

/** An image of the export's media library. */
export interface Attachment {
  readonly url: string;
  readonly title: string;
}

/** Removes the comments of the block editor, and converts shortcodes such as `[caption]` and `[gallery]`. */
export function withoutShortcodes(text: string, attachments: ReadonlyMap<string, Attachment>): PlainHtml {
  const html = text
    .replace(/<!--\s*\/?wp:[\s\S]*?-->\n?/g, "")
    .replace(/<!--nextpage-->/g, "")
    .replace(/\[caption\b([^\]]*)\]([\s\S]*?)\[\/caption\]/gi, (_, attributes: string, content: string) =>
      figure(content, attributeOf(attributes, "caption")),
    )
    .replace(/\[gallery\b([^\]]*)\]/gi, (whole, attributes: string) =>
      gallery(whole, attributeOf(attributes, "ids"), attachments),
    )
    .replace(/\[embed\b[^\]]*\]\s*(https?:[^\s[\]<>"]+)\s*\[\/embed\]/gi, (_, url: string) => link(url))
    .replace(/\[(audio|video)\b([^\]]*)\](?:\s*\[\/\1\])?/gi, player);
  return { html, hasShortcodes: /\[\/?[a-z][a-z0-9_-]*(?:\s[^\][]*=[^\][]*)?\](?!\()/i.test(textOnly(html)) };
}

/**
 * Returns an image with its caption. The caption is the text after the image or, in old posts, an attribute.
 */
function figure(content: string, attribute: string): string {
  const [, image = "", rest = ""] =
    /^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(content) ?? [];
  if (image === "") return content;
  const caption = rest.trim() || attribute;
  return `<figure>${image}${caption === "" ? "" : `<figcaption>${caption}</figcaption>`}</figure>`;
}

/** Returns the images of a gallery. The shortcode contains their numbers in the media library. */
function gallery(whole: string, ids: string, attachments: ReadonlyMap<string, Attachment>): string {
  const images = ids.split(",").flatMap((id) => attachments.get(id.trim()) ?? []);
  if (images.length === 0) return whole;
  return images
    .map(({ url, title }) => `<p><img src="${escaped(url)}" alt="${escaped(title)}"></p>`)
    .join("\n");
}

function player(whole: string, kind: string, attributes: string): string {
  const source = /\b(?:src|mp3|m4a|ogg|wav|mp4|m4v|webm|ogv)=["']([^"']+)["']/i.exec(attributes)?.[1];
  if (source === undefined || !/^https?:/i.test(source)) return whole;
  return `<${kind.toLowerCase()} controls src="${escaped(source)}"></${kind.toLowerCase()}>`;
}

function link(url: string): string {
  return `<p><a href="${escaped(url)}">${escaped(url)}</a></p>`;
}

function attributeOf(attributes: string, name: string): string {
  return new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)')`, "i").exec(attributes)?.slice(1).join("") ?? "";
}

function escaped(text: string): string {
  return text
    .replace(/&(?!#?\w+;)/g, "&amp;")
    .replace(/"/g, "&quot;")
    .replace(/</g, "&lt;");
}

/** Removes code and tags, because brackets inside them are not shortcodes. */
function textOnly(html: string): string {
  return html.replace(/<(pre|code)\b[\s\S]*?<\/\1>/gi, "").replace(/<[^>]*>/g, "");
}

import { escapeUnescaped } from "#engine/base/markup.ts";
import { percentDecoded } from "#contract/text/percent-encoding.ts";
import type { EntryNote } from "../importer.ts";

/** HTML without the additions of blog services, and notes about the changes. */
export interface CleanHtml {
  readonly html: string;
  readonly notes: readonly EntryNote[];
}

interface Cleaning {
  /** A string that every match of `pattern` contains. Texts without this string are skipped quickly. */
  readonly mark: string;
  readonly pattern: RegExp;
  readonly replacement: string | ((whole: string, ...groups: string[]) => string);
  readonly note?: EntryNote;
}

const cleanings: readonly Cleaning[] = [
  {
    // Removes links to the dictionary of はてなブログ, which no longer exists.
    mark: "/keyword/",
    pattern:
      /<a\b[^<>]*href="https?:\/\/d\.hatena\.ne\.jp\/keyword\/[^"]*"[^<>]*>((?:(?!<a\b)[\s\S])*?)<\/a>/gi,
    replacement: "$1",
    note: "keywordLink",
  },
  {
    mark: "table-of-contents",
    pattern: /<ul\b[^<>]*class="[^"]*\btable-of-contents\b[^"]*"[^<>]*>/gi,
    replacement: "<hitofude-contents>",
    note: "contents",
  },
  {
    // Replaces a thumbnail by the full image to which the thumbnail links.
    mark: "-thumbnail",
    pattern:
      /<a\b[^<>]*href="([^"<>]+\.(?:jpe?g|png|gif|webp))"[^<>]*>\s*<img\b([^<>]*?)src="[^"<>]*-thumbnail\d*\.[a-z]+"([^<>]*)>\s*<\/a>/gi,
    replacement: (_, full = "", before = "", after = "") =>
      `<img${before}src="${full}"${withoutSize(after)}>`,
    note: "thumbnail",
  },
  {
    // Replaces the thumbnail `a-s.jpg` of livedoor Blog by the full image `a.jpg`.
    mark: "-s.",
    pattern:
      /<a\b[^<>]*href="(?:https?:)?([^"<>]+)\.(jpe?g|png|gif|webp)"[^<>]*>\s*<img\b([^<>]*?)src="((?:https?:)?\1)-s\.\2"([^<>]*)>\s*<\/a>/gi,
    replacement: (_, _path = "", ending = "", before = "", full = "", after = "") =>
      `<img${before}src="${full}.${ending}"${withoutSize(after)}>`,
    note: "thumbnail",
  },
  {
    // Replaces the thumbnail `as.jpg` of FC2ブログ by the full image `a.jpg`.
    mark: ".fc2.com",
    pattern:
      /<a\b[^<>]*href="(?:https?:)?(\/\/[\w.-]+\.fc2\.com\/[^"<>]+)\.(jpe?g|png|gif|webp)"[^<>]*>\s*<img\b([^<>]*?)src="((?:https?:)?\1)s\.\2"([^<>]*)>\s*<\/a>/gi,
    replacement: (_, _path = "", ending = "", before = "", full = "", after = "") =>
      `<img${before}src="${full}.${ending}"${withoutSize(after)}>`,
    note: "thumbnail",
  },
  {
    mark: "emoji",
    pattern: /<img\b(?=[^<>]*class="[^"]*emoji[^"]*")[^<>]*alt="([^"<>]*[^\x20-\x7E"<>][^"<>]*)"[^<>]*>/gi,
    replacement: "$1",
    note: "emoji",
  },
  {
    // Removes `alt` and `title` if they contain an image id of はてなフォトライフ.
    mark: "f:id:",
    pattern: /\s(?:alt|title)="f:id:[^"]*"/gi,
    replacement: "",
  },
  {
    // Replaces Ghost's preview card of another page by a plain link to that page.
    mark: "kg-bookmark-card",
    pattern: /<figure\b[^<>]*\bkg-bookmark-card\b[^<>]*>((?:(?!<\/?figure\b)[\s\S]){0,20000})<\/figure>/gi,
    replacement: bookmarkLink,
  },
  {
    // Replaces the preview card of another page in はてなブログ by a plain link to that page.
    mark: "hatenablog-parts.com",
    pattern:
      /<iframe\b[^<>]*src="(?:https?:)?\/\/hatenablog-parts\.com\/embed\?url=([^"&]+)[^"]*"[^<>]*>(?:(?!<\/?iframe)[\s\S]){0,2000}<\/iframe>(?:\s*<cite\b[^<>]*>[\s\S]*?<\/cite>)?/gi,
    replacement: cardLink,
  },
];

/** Removes the additions of blog services from a text, such as dictionary links and preview cards. */
export function cleanServiceHtml(html: string): CleanHtml {
  const notes = new Set<EntryNote>();
  let clean = html;
  for (const { mark, pattern, replacement, note } of cleanings) {
    if (!clean.includes(mark)) continue;
    const before = clean;
    // `replace` has separate overloads for strings and for functions, so TypeScript needs two calls.
    clean =
      typeof replacement === "string"
        ? clean.replace(pattern, replacement)
        : clean.replace(pattern, replacement);
    if (note && clean !== before) notes.add(note);
  }
  return { html: joinedLines(withoutContents(clean)), notes: [...notes] };
}

function withoutSize(attributes: string): string {
  return attributes.replace(/\s(?:width|height)="[^"]*"/gi, "");
}

function cardLink(whole: string, encoded = ""): string {
  const title = /\btitle="([^"]*)"/i.exec(whole)?.[1];
  const address = percentDecoded(encoded);
  if (address === null || !/^https?:/i.test(address)) return whole;
  const href = escapeUnescaped(address);
  return `<p><a href="${href}">${title || href}</a></p>`;
}

function bookmarkLink(whole: string, card = ""): string {
  const href = /<a\b[^<>]*\bhref="(https?:[^"]*)"/i.exec(card)?.[1];
  if (href === undefined) return whole;
  const title = /kg-bookmark-title[^<>]*>([^<>]*)</.exec(card)?.[1] || href;
  const caption = /<figcaption\b[^<>]*>([\s\S]*?)<\/figcaption>/i.exec(card)?.[1];
  return `<p><a href="${href}">${title}</a></p>${caption === undefined ? "" : `<p>${caption}</p>`}`;
}

/** Removes generated tables of contents, which are lists, together with the lists inside them. */
function withoutContents(html: string): string {
  let [kept, done, depth] = ["", 0, 0];
  for (const { 0: tag, index } of html.matchAll(/<hitofude-contents>|<\/?ul\b[^<>]*>/gi)) {
    if (depth === 0 && tag !== "<hitofude-contents>") continue;
    if (depth === 0) kept += html.slice(done, index);
    depth += tag.startsWith("</") ? -1 : 1;
    done = index + tag.length;
  }
  return kept + html.slice(done);
}

const line =
  /<div>((?:(?!<\/?(?:div|p|ul|ol|table|pre|blockquote|h[1-6]|hr|dl|iframe|form|object)\b)[\s\S])*?)<\/div>/gi;

/** Joins `div` elements into paragraphs. Each `div` is a line, and an empty `div` ends a paragraph. */
function joinedLines(html: string): string {
  if (!/<\/div>\s*<div>/i.test(html)) return html;
  const run = new RegExp(`(?:${line.source}\\s*){2,}`, "gi");
  return html.replace(run, (lines) => {
    const paragraphs: string[][] = [[]];
    for (const [, content = ""] of lines.matchAll(line)) {
      const isEmpty = content.replace(/<br\s*\/?>|&nbsp;|\s/gi, "") === "";
      if (isEmpty) paragraphs.push([]);
      else paragraphs.at(-1)?.push(content.replace(/<br\s*\/?>\s*$/i, ""));
    }
    return paragraphs
      .filter((part) => part.length > 0)
      .map((part) => `<p>${part.join("<br>\n")}</p>`)
      .join("\n");
  });
}

/** Whether a text contains escaped elements, such as `&lt;p&gt;…&lt;/p&gt;`, and no unescaped tags. */
export function hasEscapedTags(html: string): boolean {
  if (!html.includes("&lt;") || /<\/?(?:p|div|br|a|img|span|b|strong|h[1-6])\b/i.test(html)) return false;
  const opened = new Set<string>();
  for (const [, slash, name = ""] of html.matchAll(
    /&lt;(\/?)(p|div|a|span|b|strong|h[1-6]|blockquote)\b/gi,
  )) {
    if (slash === "") opened.add(name.toLowerCase());
    else if (opened.has(name.toLowerCase())) return true;
  }
  return false;
}

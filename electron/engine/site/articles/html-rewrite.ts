import { automaticContents } from "#engine/markdown/render/contents.ts";
import { readTags } from "#engine/markdown/html/html-tags.ts";
import { decodeEntities, escapeMarkup } from "#engine/base/markup.ts";

export interface HtmlRewrite {
  /** Receives the value of an attribute, decoded and trimmed. Returns the new URL. */
  readonly url: (value: string) => string;
  /** Whether to remove ids, because the ids of several articles on one page could be equal. */
  readonly dropIds: boolean;
  /** Whether to add `loading="lazy"` to images without a `loading` attribute. */
  readonly isLazy?: boolean;
}

/** Rewrites the URLs of an HTML fragment (src, href, srcset, poster and similar). */
export function rewriteHtml(html: string, rewrite: HtmlRewrite): string {
  let output = "";
  let done = 0;
  let at = html.indexOf("<");
  while (at !== -1) {
    const end = tagEnd(html, at);
    if (end === -1) break;
    const tag = html.slice(at, end);
    const rewritten = isStartTag(tag) ? rewriteTag(tag, rewrite) : tag;
    if (rewritten !== tag) {
      output += html.slice(done, at) + rewritten;
      done = end;
    }
    at = html.indexOf("<", afterRawText(html, tag, end));
  }
  return output + html.slice(done);
}

/** Returns the index after the tag, comment or declaration that begins at `at`; -1 if it has no end. */
function tagEnd(html: string, at: number): number {
  if (html.startsWith("<!--", at)) {
    const close = html.indexOf("-->", at + 4);
    return close === -1 ? -1 : close + 3;
  }
  // A "<" is text if no letter, "/", "!" or "?" follows.
  if (!/[a-zA-Z/!?]/.test(html.charAt(at + 1))) return at + 1;
  let quote = "";
  for (let index = at + 1; index < html.length; index++) {
    const character = html.charAt(index);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if ((character === '"' || character === "'") && /[=\s]/.test(html.charAt(index - 1))) {
      quote = character;
    } else if (character === ">") {
      return index + 1;
    }
  }
  return -1;
}

function isStartTag(tag: string): boolean {
  return /^<[a-zA-Z]/.test(tag);
}

const endTags = new Map(
  ["script", "style", "textarea", "title"].map((name) => [name, new RegExp(`</${name}`, "gi")] as const),
);

/**
 * Returns the index at which to search for the next tag.
 * The content of a script, style, textarea or title is skipped.
 */
function afterRawText(html: string, tag: string, end: number): number {
  const name = /^<(script|style|textarea|title)\b/i.exec(tag)?.[1];
  const endTag = name === undefined ? undefined : endTags.get(name.toLowerCase());
  if (!endTag) return end;
  endTag.lastIndex = end;
  return endTag.exec(html)?.index ?? html.length;
}

/** Matches an attribute and the white space before it. The lookbehind makes the search take linear time. */
const attribute = /(?<!\s)(\s+)([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const urlAttributes = new Set([
  "href",
  "src",
  "poster",
  "cite",
  "data",
  "action",
  "formaction",
  "background",
]);

function rewriteTag(tag: string, rewrite: HtmlRewrite): string {
  return withLoading(tag, rewrite).replace(
    attribute,
    (whole, space: string, name: string, double?: string, single?: string, bare?: string) => {
      const value = double ?? single ?? bare;
      const key = name.toLowerCase();
      if (key === "id" && rewrite.dropIds) return "";
      if (value === undefined) return whole;
      if (urlAttributes.has(key)) return `${space}${name}="${escapeMarkup(rewriteUrl(value, rewrite))}"`;
      if (key === "srcset") return `${space}${name}="${escapeMarkup(rewriteSourceSet(value, rewrite))}"`;
      return whole;
    },
  );
}

function withLoading(tag: string, { isLazy = false }: HtmlRewrite): string {
  if (!isLazy || !/^<img\s/i.test(tag) || /\sloading[\s=/>]/i.test(tag)) return tag;
  return tag.replace(/(?<!\s)\s*\/?>$/, (end) => ` loading="lazy"${end}`);
}

function rewriteUrl(value: string, rewrite: HtmlRewrite): string {
  return rewrite.url(decodeEntities(value).trim());
}

/**
 * Matches one entry of `srcset`: its URL, and its descriptor such as `2x`.
 * A comma inside a URL belongs to the URL. A comma after a URL or descriptor separates two entries.
 * @see https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
 */
const sourceOfSet = /[\s,]*([^\s,]\S*)([^,]*)/y;

function rewriteSourceSet(value: string, rewrite: HtmlRewrite): string {
  return Array.from(readSourceSet(decodeEntities(value)), ({ url, size }) =>
    `${rewrite.url(url)} ${size}`.trimEnd(),
  ).join(", ");
}

function* readSourceSet(value: string): Generator<{ url: string; size: string }> {
  for (let at = 0; at < value.length; ) {
    sourceOfSet.lastIndex = at;
    const [, url = "", size = ""] = sourceOfSet.exec(value) ?? [];
    if (url === "") return;
    const isAlone = url.endsWith(",");
    at = sourceOfSet.lastIndex - (isAlone ? size.length : 0);
    yield { url: url.replace(/,+$/, ""), size: isAlone ? "" : size.trim() };
  }
}

/**
 * Removes the parts of an article that are useful only on the article's own page.
 * Removes links of headings to themselves, and links of pictures to the pictures in full size.
 * Removes a table of contents if Hitofude has added the table automatically.
 */
export function withoutPageAids(html: string): string {
  const aids = ['<a class="heading-link"', '<a class="enlarge"', `<nav class="${automaticContents}"`];
  if (!aids.some((aid) => html.includes(aid))) return html;
  return html
    .replace(/<a class="heading-link" href="[^"]*" aria-label="[^"]*"><\/a>/g, "")
    .replace(/<a class="enlarge" href="[^"]*">(<img [^>]*>)<\/a>/g, "$1")
    .replace(new RegExp(`<nav class="${automaticContents}"[^>]*>[^]*?</nav>\\n`), "");
}

/** Removes elements that colour code, such as `<span class="hljs-string">`. Keeps the author's elements. */
export function withoutHighlighting(html: string): string {
  if (!html.includes('<code class="language-')) return html;
  return html.split("</code>").map(withoutMarks).join("</code>");
}

/** Removes the colouring from the last `<code>` element of `html`. Its end tag must be missing. */
function withoutMarks(html: string): string {
  const start = html.lastIndexOf('<code class="language-');
  if (start === -1) return html;
  const code = html.slice(start).replace(/<span class="(?:hljs|language)-[^"]*">/g, "");
  return code.includes("<span") ? html : html.slice(0, start) + code.replaceAll("</span>", "");
}

/** Removes `<meta>` elements, because `http-equiv="refresh"` would make the preview leave the page. */
export function withoutMeta(html: string): string {
  if (!/<meta/i.test(html)) return html;
  let left = "";
  let done = 0;
  for (const { name, start, end } of readTags(html)) {
    if (name !== "meta") continue;
    left += html.slice(done, start);
    done = end;
  }
  return left + html.slice(done);
}

/** Adds the attribute `data-waiting` to each link whose URL is in `urls`. */
export function withWaitingLinks(html: string, urls: ReadonlySet<string>): string {
  let marked = "";
  let done = 0;
  for (const { name, closing, start, end } of readTags(html)) {
    if (name !== "a" || closing) continue;
    const attributes = html.slice(start + "<a".length, end);
    const [, double, single, bare] = href.exec(attributes) ?? [];
    const url = double ?? single ?? bare;
    if (url === undefined || !urls.has(decodeEntities(url).trim())) continue;
    marked += `${html.slice(done, start)}<a data-waiting=""`;
    done = start + "<a".length;
  }
  return marked + html.slice(done);
}

const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/i;

import type { Moment } from "#engine/blog/posts/post.ts";
import {
  attributeOf,
  type Element,
  elementsIn,
  firstElement,
  hasClass,
  parseDocument,
  textOf,
} from "#engine/markdown/html/html-tree.ts";
import { isEntry, markedText, type PagePart, partsOf, removeSurroundings } from "./page-parts.ts";
import { keysOf } from "./repeated-parts.ts";
import { type StructuredData, structuredData } from "./structured-data.ts";
import { type DateInText, dateInText, machineDate } from "./written-dates.ts";

/** A parsed page. Callers may change the page's tree. */
export interface ParsedPage {
  readonly body: Element;
  /** The element that the page marks as its main text. Default: the `body`. */
  readonly text: Element;
  /** Whether `text` contains only the text of a post, without title, date and links to other pages. */
  readonly isExact: boolean;
  readonly parts: readonly PagePart[];
  readonly comments: number;
}

/** A date in a line of a page. */
interface DatedPart {
  /** Key of the line, from `keysOf`. Lines of the template have equal keys on many pages. */
  readonly key: string;
  /** Index of the line in the list of the page's parts. Null if the line is outside the page's text. */
  readonly at: number | null;
  readonly date: DateInText;
}

/** What the first pass reads from a page. Stays in memory, unlike the page itself. */
export interface PageFacts {
  /** Address of the page, derived from the path of the file in the folder. */
  readonly address: string;
  readonly encoding: string;
  readonly data: StructuredData;
  readonly documentTitle: string;
  /** The first headings in the page's text, without markup. */
  readonly headings: readonly string[];
  readonly language: string;
  readonly isJapanese: boolean;
  readonly timed: Moment | null;
  /** The dates in short lines of the page. */
  readonly dated: readonly DatedPart[];
  /** Number of elements that the page marks as posts. */
  readonly entries: number;
  /** Target of the redirect, if the page only redirects; otherwise "". */
  readonly redirect: string;
  /** Whether the page is a frameset, which only shows other pages. */
  readonly isFrameset: boolean;
  /** A key for each part of the page's text. Parts with equal content on several pages have equal keys. */
  readonly partKeys: readonly string[];
  /** For each part of the page, the number of all characters and the number of characters in links. */
  readonly lengths: readonly (readonly [text: number, links: number])[];
  /** For each part of the page, the links that may lead to pages and files of the site. */
  readonly links: readonly (readonly string[])[];
  /** All links of the page, including the links outside its text. */
  readonly allLinks: readonly string[];
}

/** Parses a page, removes everything around its post, and finds the text of the post. */
export function parsePage(html: string): ParsedPage | null {
  return pageIn(parseDocument(html));
}

function pageIn(root: ReturnType<typeof parseDocument>): ParsedPage | null {
  const body = firstElement(root, ({ tagName }) => tagName === "body");
  if (!body) return null;
  const { comments } = removeSurroundings(body);
  const { element, isExact } = markedText(body);
  return { body, text: element, isExact, parts: partsOf(element), comments };
}

/** Number of lines that are searched for a date, both at the beginning and at the end of a page. */
const partsWithDate = 40;
/** Maximum number of characters of a line with a date. */
const longestDateLine = 160;

/** Time zone that is assumed for Japanese sites, because their pages do not name one. */
export const japaneseTime = "Asia/Tokyo";

interface FactsReading {
  readonly address: string;
  readonly encoding: string;
  /** Time zone that the author chose for dates without an offset. Default for Japanese pages: Japan's. */
  readonly timeZone: string | undefined;
  readonly blogTimeZone: string;
}

/** Reads a page in the first pass. The result is what the import needs before it converts the page's text. */
export function readFacts(html: string, reading: FactsReading): PageFacts {
  const { address, encoding, timeZone, blogTimeZone } = reading;
  const root = parseDocument(html);
  const elements = [...elementsIn(root)];
  const frames = elements.filter(({ tagName }) => tagName === "frame" || tagName === "iframe");
  const links = elements.filter(({ tagName }) => tagName === "a" || tagName === "area");
  const allLinks = [
    ...links.map((one) => attributeOf(one, "href")),
    ...frames.map((one) => attributeOf(one, "src")),
  ].filter(isSiteLink);
  const stated = structuredData(root);
  const data = { ...stated, addresses: [...savedFrom(html), ...stated.addresses] };
  const named = elements.find(({ tagName }) => tagName === "title");
  const entries = elements.filter(
    (one) => isEntry(one) || (one.tagName === "article" && hasClass(one, "post")),
  );
  // Calls `pageIn` only after the facts above are read, because `pageIn` removes everything around the post.
  const page = pageIn(root);
  const parts = page?.parts ?? [];
  const partKeys = keysOf(parts, address);
  const language = attributeOf(elements.find(({ tagName }) => tagName === "html") ?? emptyElement, "lang");
  const title = named ? textOf(named).replace(/\s+/g, " ") : "";
  const start = parts.slice(0, 40).map(({ text }) => text);
  const isJapanese = /^ja\b/i.test(language) || /[\u3041-\u30FE]/.test(title + start.join(""));
  const zone = timeZone ?? (isJapanese ? japaneseTime : blogTimeZone);
  return {
    address,
    encoding,
    data,
    documentTitle: title,
    headings: page ? headingsIn(page.text) : [],
    language,
    isJapanese,
    timed: page ? timeIn(page, zone) : null,
    dated: page ? datesIn(page, partKeys, address, zone) : [],
    entries: entries.length,
    redirect: redirectIn(elements),
    isFrameset: elements.some(({ tagName }) => tagName === "frameset"),
    partKeys,
    lengths: parts.map(({ text, linkText }) => [text.length, linkText.length]),
    links: parts.map((part) => part.links.filter(isSiteLink)),
    allLinks,
  };
}

/** Returns the target of an immediate redirect (`<meta http-equiv="refresh">`). */
function redirectIn(elements: readonly Element[]): string {
  const refresh = elements.find(
    (one) => one.tagName === "meta" && attributeOf(one, "http-equiv").toLowerCase() === "refresh",
  );
  const content = refresh ? attributeOf(refresh, "content") : "";
  return /^\s*0*[\d.]*\s*[;,]\s*url\s*=\s*["']?([^"']+)/i.exec(content)?.[1]?.trim() ?? "";
}

/** Returns the address in the comment that browsers write into a saved page. */
function savedFrom(html: string): string[] {
  const [, address] = /<!-- saved from url=\(\d+\)(\S+)/.exec(html.slice(0, 4096)) ?? [];
  return address === undefined ? [] : [address];
}

const emptyElement = { tagName: "html", attrs: [], childNodes: [] } as unknown as Element;

/** Whether a link can lead to a page of the same site. */
function isSiteLink(link: string): boolean {
  return link !== "" && !/^(?:#|(?!https?:)[a-z][a-z0-9+.-]*:)/i.test(link);
}

function headingsIn(text: Element): string[] {
  const headings: string[] = [];
  for (const element of elementsIn(text)) {
    if (!/^h[1-3]$/.test(element.tagName)) continue;
    const heading = textOf(element).replace(/\s+/g, " ").trim();
    if (heading !== "") headings.push(heading);
    if (headings.length === 3) break;
  }
  return headings;
}

/** Returns the first time in a `time` element or in an element whose class name is usual for dates. */
function timeIn({ body }: ParsedPage, zone: string): Moment | null {
  for (const element of elementsIn(body)) {
    if (element.tagName !== "time" && !hasClass(element, "dt-published") && !hasClass(element, "published"))
      continue;
    const date = machineDate(attributeOf(element, "datetime") || attributeOf(element, "title"), zone);
    if (date) return date;
  }
  return null;
}

/** Finds dates in short lines: in the first and last lines of a text, and in the lines around the text. */
function datesIn(
  { body, text, parts }: ParsedPage,
  keys: readonly string[],
  address: string,
  zone: string,
): DatedPart[] {
  const around = text === body ? { parts: [], keys: [] } : partsAround(body, parts, address);
  const outside = around.parts.map((part, at) => ({ part, key: around.keys[at] ?? "", at: null }));
  const inside = parts
    .map((part, at) => ({ part, key: keys[at] ?? "", at }))
    .filter(({ at }) => at < partsWithDate || at >= parts.length - partsWithDate);
  return [...outside, ...inside].flatMap(({ part, key, at }) => {
    const date = part.text.length > longestDateLine ? null : dateInText(part.text, zone);
    return date ? [{ key, at, date }] : [];
  });
}

/** Returns the lines before the text, beginning with the nearest one, and then the lines after the text. */
function partsAround(
  body: Element,
  parts: readonly PagePart[],
  address: string,
): { readonly parts: PagePart[]; readonly keys: string[] } {
  const all = partsOf(body);
  const [first, last] = [parts[0]?.nodes[0], parts.at(-1)?.nodes[0]];
  const start = all.findIndex(({ nodes }) => nodes[0] === first);
  const end = all.findIndex(({ nodes }) => nodes[0] === last);
  if (start < 0 || end < 0) return { parts: [], keys: [] };
  const found = [
    ...all.slice(Math.max(0, start - partsWithDate), start).reverse(),
    ...all.slice(end + 1, end + 1 + partsWithDate),
  ];
  return { parts: found, keys: keysOf(found, address) };
}

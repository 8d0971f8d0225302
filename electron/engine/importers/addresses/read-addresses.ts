import { Readable } from "node:stream";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import {
  attributeOf,
  type Element,
  firstElement,
  parseDocument,
  textOf,
} from "#engine/markdown/html/html-tree.ts";
import { plainTextOf } from "../conversion/plain-text.ts";
import { parseCsv } from "../input/csv.ts";
import type { ImportFile } from "../input/import-file.ts";
import { textOfFile } from "../input/markdown-file.ts";
import type { XmlElement } from "../input/record-builder.ts";
import { childrenIn, textIn, xmlRecords } from "../input/xml-records.ts";

/** The address of a page on the old site. If known, also the title and the date of the post on the page. */
export interface OldAddress {
  /** Host of the old site, or "" if the address is only a path. */
  readonly host: string;
  /** Scheme and host of the old site, such as `https://old.example`, or "" if the address is only a path. */
  readonly origin: string;
  /** Path with query, such as `/archives/20120506-1.html` or `/?p=12`. */
  readonly path: string;
  readonly title: string;
  readonly date: Moment | null;
}

/** Reads old addresses from tables, feeds and saved pages. Rejects with `file.*` or `import.doctype`. */
export async function addressesInFiles(
  files: readonly ImportFile[],
  timeZone: string,
): Promise<OldAddress[]> {
  const texts: { name: string; text: string }[] = [];
  for (const file of files) texts.push({ name: file.name, text: await textOfFile(file) });
  return addressesInTexts(texts, timeZone);
}

/** Reads old addresses from the texts of files. Rejects with `import.doctype`. */
export async function addressesInTexts(
  texts: readonly { readonly name: string; readonly text: string }[],
  timeZone: string,
): Promise<OldAddress[]> {
  const found: OldAddress[] = [];
  for (const { name, text } of texts) {
    if (/\.(?:x?html?)$/i.test(name)) found.push(...addressOfPage(text, timeZone));
    else if (/\.(?:csv|tsv|txt|xml|rss|atom|rdf)$/i.test(name))
      found.push(...(await addressesIn(text, timeZone)));
  }
  return found;
}

/**
 * Reads old addresses from a text: a feed (RSS, Atom), a site map, or a table of addresses, titles and dates.
 * Accepts tables in CSV, and rows that were pasted from a spreadsheet.
 */
export async function addressesIn(text: string, timeZone: string): Promise<OldAddress[]> {
  return /^\s*</.test(text) ? addressesOfFeed(text, timeZone) : addressesOfTable(text, timeZone);
}

async function addressesOfFeed(text: string, timeZone: string): Promise<OldAddress[]> {
  const bytes = Buffer.from(text.trimStart());
  const file: ImportFile = {
    name: "feed.xml",
    bytes: bytes.length,
    head: async () => bytes.subarray(0, 65_536),
    read: () => Readable.from([bytes]),
  };
  const records = new Set(["item", "entry", "url"]);
  const found: OldAddress[] = [];
  for await (const item of xmlRecords(file, { nameOf: (local) => local, records })) {
    const link = textIn(item, "link").trim() || linkOf(item) || textIn(item, "loc").trim();
    const written = ["pubDate", "published", "date", "updated"].map((name) => textIn(item, name).trim());
    const date = dateOf(written.find((one) => one !== "") ?? "", timeZone);
    found.push(...addressFrom(link, plainTextOf(textIn(item, "title")).text, date, timeZone));
  }
  return found;
}

/** Returns the address of an Atom entry. */
function linkOf(item: XmlElement): string {
  const links = childrenIn(item, "link").map(({ attributes }) => attributes);
  return (links.find(({ rel }) => rel === undefined || rel === "alternate") ?? links[0])?.href ?? "";
}

/** Returns the addresses in a table. Titles and dates are recognised by their form, in any column. */
function addressesOfTable(text: string, timeZone: string): OldAddress[] {
  return parseCsv(text).flatMap(({ cells }) => {
    const values = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
    const address = values.find((value) => /^(?:https?:\/\/|\/)\S+$/.test(value));
    if (address === undefined) return [];
    const others = values.filter((value) => value !== address);
    const dates = others.map((value) => dateOf(value, timeZone));
    const date = dates.find((one) => one !== null) ?? null;
    const title = others.find((_, at) => dates[at] === null) ?? "";
    return addressFrom(address, title, date, timeZone);
  });
}

/**
 * Reads the address, title and date of a page.
 * `at` is the URL of the page. Without `at`, uses the URL that the page states as its own.
 */
export function addressOfPage(html: string, timeZone: string, at?: string): OldAddress[] {
  const root = parseDocument(html);
  const find = (fits: (element: Element) => boolean): Element | undefined => firstElement(root, fits);
  const meta = (name: string): string => {
    const element = find((one) => [attributeOf(one, "property"), attributeOf(one, "name")].includes(name));
    return element ? attributeOf(element, "content") : "";
  };
  const canonical = find((one) => one.tagName === "link" && attributeOf(one, "rel") === "canonical");
  // Browsers write the original address of a saved page into a comment at the beginning of the file.
  const saved = /<!-- saved from url=\(\d+\)(\S+)/.exec(html.slice(0, 4096))?.[1];
  const address = at ?? saved ?? (canonical ? attributeOf(canonical, "href") : meta("og:url"));
  const time = find((one) => one.tagName === "time" && attributeOf(one, "datetime") !== "");
  const written = meta("article:published_time") || (time ? attributeOf(time, "datetime") : "");
  const name = find((one) => one.tagName === "title");
  const title = meta("og:title") || (name ? textOf(name) : "");
  const date = dateOf(written, timeZone) ?? onlyDay(textOf(root), timeZone);
  return addressFrom(address, title.replace(/\s+/g, " ").trim(), date, timeZone);
}

/** Returns the day in a text such as `2012年5月6日`. Returns null if the text names no day or several days. */
function onlyDay(text: string, timeZone: string): Moment | null {
  const days = new Set(text.match(/\d{4}年\d{1,2}月\d{1,2}日/g));
  const [day = ""] = days;
  return days.size === 1 ? parseMoment(day, timeZone) : null;
}

function dateOf(written: string, timeZone: string): Moment | null {
  const date = parseMoment(written, timeZone);
  if (date || !/^[A-Z][a-z]{2}, \d/.test(written)) return date;
  const time = Date.parse(written);
  return Number.isNaN(time) ? null : { time, offsetMinutes: 0, hasTime: true };
}

function addressFrom(address: string, title: string, written: Moment | null, timeZone: string): OldAddress[] {
  const isPath = address.startsWith("/") && !address.startsWith("//");
  if (!isPath && !(URL.canParse(address) && /^https?:/i.test(address))) return [];
  const { host, origin, pathname, search } = new URL(address, "https://old.invalid");
  if (pathname === "/" && search === "") return [];
  const path = isPath ? address : pathname + search;
  const server = isPath ? { host: "", origin: "" } : { host, origin };
  return [{ ...server, path, title, date: written ?? dayInPath(path, timeZone) }];
}

/** Returns the day that a path contains: `/archives/20120506-1.html`, `/2012/05/06/rain/`. */
function dayInPath(path: string, timeZone: string): Moment | null {
  const [, year, month, day] =
    /(?<!\d)((?:19|20)\d\d)([-_/]?)(0[1-9]|1[0-2])\2([0-3]\d)(?!\d)/.exec(path)?.toSpliced(2, 1) ?? [];
  return year === undefined ? null : parseMoment(`${year}-${month}-${day}`, timeZone);
}

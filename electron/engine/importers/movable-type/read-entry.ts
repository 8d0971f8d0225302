import { decodeEntities } from "#engine/base/markup.ts";
import { shortHash } from "#engine/base/hash.ts";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import { withAbsoluteAddresses } from "../conversion/absolute-addresses.ts";
import { cleanServiceHtml, hasEscapedTags } from "../conversion/service-html.ts";
import { plainTextOf } from "../conversion/plain-text.ts";
import type { CommentThread, EntryNote, EntryState, ImportComment, ImportEntry } from "../importer.ts";
import { convertBreaks, isCoveredByBlocks } from "../conversion/convert-breaks.ts";
import { parseRawEntry, type RawEntry } from "./raw-entry.ts";
import { readComment } from "./read-comment.ts";
import type { Service } from "./services.ts";

export interface ReadingOptions {
  readonly timeZone: string;
  readonly unescapeHtml: boolean;
  readonly service: Service | null;
  /** Whether any entry of the export has a `STATUS`. Without a `STATUS`, all entries were public. */
  readonly hasStatus: boolean;
  /** Whether the export contains the file to which an address leads. */
  readonly isIncluded: (address: string) => boolean;
}

const states: Readonly<Record<string, EntryState>> = {
  publish: "published",
  draft: "draft",
  review: "draft",
  future: "scheduled",
  unpublish: "private",
  spam: "private",
  junk: "private",
};

/** Metadata keys that the importer reads. Other keys go to `extra`, except those in `privateKeys`. */
const knownKeys = new Set(
  "AUTHOR,TITLE,BASENAME,STATUS,ALLOW COMMENTS,ALLOW PINGS,CONVERT BREAKS,PRIMARY CATEGORY,CATEGORY,DATE,TAGS,IMAGE,UNIQUE URL,PERMALINK,NO ENTRY".split(
    ",",
  ),
);

/** Keys with which services mark entries that only some readers may see. */
const privateKeys = ["SECRET", "ENTRY PASSWORD", "PASSWORD", "PASS", "PRIVATE", "LIMITED"];

/**
 * Whether a part of the export contains only comments: `NO ENTRY: 1`.
 * Movable Type adds such comments to the entry with the same `DATE`.
 */
export function hasOnlyComments({ meta }: RawEntry): boolean {
  const mark = meta.get("NO ENTRY")?.[0];
  return mark !== undefined && mark !== "0";
}

/** Reads the comments of an entry with `NO ENTRY: 1`, which contains nothing else. */
export function readThread(text: string, options: ReadingOptions): CommentThread {
  const raw = parseRawEntry(text);
  const written = raw.meta.get("DATE")?.[0] ?? "";
  return {
    title: plainTextOf(raw.meta.get("TITLE")?.[0] ?? "").text || written,
    path: pathOf(addressIn(raw.meta)),
    date: parseEntryDate(written, options.timeZone).date,
    comments: commentsIn(raw),
  };
}

function commentsIn({ pieces }: RawEntry): ImportComment[] {
  return ["COMMENT", "PING"].flatMap((name) => (pieces.get(name) ?? []).map(readComment));
}

/** Parses the text of one entry. Returns null if the entry contains only comments on another entry. */
export function readEntry(text: string, options: ReadingOptions, hasDashes: boolean): ImportEntry | null {
  const raw = parseRawEntry(text);
  const value = (key: string): string => raw.meta.get(key)?.[0] ?? "";
  if (hasOnlyComments(raw)) return null;
  const notes = new Set<EntryNote>();
  if (raw.hasDashes || hasDashes) notes.add("dashes");
  if (text.includes("\uFFFD")) notes.add("damaged");
  const { date, isNonstandard } = parseEntryDate(value("DATE"), options.timeZone);
  if (date === null) notes.add("dateUnreadable");
  else if (isNonstandard) notes.add("dateOdd");
  const title = plainTextOf(value("TITLE"));
  if (title.hadHtml) notes.add("titleHtml");
  const excerpt = plainTextOf(pieceOf(raw, "EXCERPT"));
  if (pieceOf(raw, "KEYWORDS") !== "") notes.add("keywords");
  const basename = value("BASENAME").normalize("NFC");
  const slug = basename.split("/").at(-1) ?? "";
  const isHatena = basename !== "" && options.service === "hatena";
  const address = addressIn(raw.meta);
  return {
    key: basename === "" ? `date:${value("DATE")}` : `basename:${basename}`,
    kind: "post",
    title: title.text,
    date,
    state: stateOf(raw, options.hasStatus),
    body: bodyOf(raw, options, notes),
    excerpt: excerpt.text,
    ...categoriesOf(raw, options.service),
    slug: slug === "" ? null : slug,
    oldPath: isHatena ? `/entry/${basename}` : pathOf(address),
    author: value("AUTHOR") || null,
    cover: value("IMAGE") || null,
    comments: raw.pieces.get("COMMENT")?.length ?? 0,
    trackbacks: raw.pieces.get("PING")?.length ?? 0,
    commentTexts: commentsIn(raw),
    extra: extraOf(raw),
    notes: [...notes],
    hash: hashOf(raw),
  };
}

/** Returns the entry's address on the old site, or "". Only a few services export addresses. */
function addressIn(meta: RawEntry["meta"]): string {
  return meta.get("UNIQUE URL")?.[0] ?? meta.get("PERMALINK")?.[0] ?? "";
}

function pathOf(address: string): string | null {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return null;
  const { pathname, search } = new URL(address);
  return pathname === "/" && search === "" ? null : pathname + search;
}

/** Removes blank lines at both ends. Unlike `trim`, keeps a full-width space that indents a paragraph. */
function withoutBlankEnds(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}

function pieceOf(raw: RawEntry, name: string): string {
  return withoutBlankEnds((raw.pieces.get(name) ?? []).join("\n\n"));
}

function stateOf({ meta }: RawEntry, hasStatus: boolean): EntryState {
  const isPrivate = privateKeys.some((key) => {
    const value = meta.get(key)?.[0] ?? "";
    return value !== "" && value !== "0";
  });
  if (isPrivate) return "private";
  const status = meta.get("STATUS")?.[0]?.toLowerCase() ?? "";
  if (status === "") return hasStatus ? "unknown" : "published";
  return states[status] ?? "unknown";
}

const markdownFormats = /^markdown(?:_with_smarty_?pants)?$/;
const plainHtml = /^(?:0|richtext|wysiwyg|none|block_editor|html)$/;
const brokenLines = /^(?:1|default|__default__|convert_breaks)$/;

function bodyOf(raw: RawEntry, options: ReadingOptions, notes: Set<EntryNote>): ImportEntry["body"] {
  const format = (raw.meta.get("CONVERT BREAKS")?.[0] ?? "").toLowerCase();
  const parts = [pieceOf(raw, "BODY"), pieceOf(raw, "EXTENDED BODY")].filter((part) => part !== "");
  if (markdownFormats.test(format)) return { format: "markdown", text: parts.join("\n\n<!--more-->\n\n") };
  if (format !== "" && !plainHtml.test(format) && !brokenLines.test(format)) notes.add("unknownFormat");
  const written = { format, address: addressIn(raw.meta) };
  const html = parts.map((part) => htmlOf(part, written, options, notes)).join("\n<!--more-->\n");
  return { format: "html", text: html };
}

function htmlOf(
  part: string,
  { format, address }: { readonly format: string; readonly address: string },
  options: ReadingOptions,
  notes: Set<EntryNote>,
): string {
  // Adds a note, because this tag for an emoji works only on FC2ブログ.
  if (/\[絵文字:[a-z]+-?\d+\]/i.test(part)) notes.add("shortcode");
  const isEscaped = hasEscapedTags(part);
  if (isEscaped && !options.unescapeHtml) notes.add("escapedHtml");
  const text = isEscaped && options.unescapeHtml ? decodeEntities(part) : part;
  const isHtml =
    plainHtml.test(format) || isCoveredByBlocks(text) || (format === "" && /<(?:p|br|div)\b/i.test(text));
  const clean = cleanServiceHtml(isHtml ? text : convertBreaks(text));
  for (const note of clean.notes) notes.add(note);
  return withAbsoluteAddresses(clean.html, address, options.isIncluded);
}

/** Returns the category and the tags. はてなブログ has only tags, and exports them as categories. */
function categoriesOf({ meta }: RawEntry, service: Service | null): Pick<ImportEntry, "category" | "tags"> {
  const plain = (name: string): string => plainTextOf(name).text;
  const primary = plain(meta.get("PRIMARY CATEGORY")?.[0] ?? "");
  const categories = (meta.get("CATEGORY") ?? []).map(plain).filter((name) => name !== "");
  const category = service === "hatena" ? "" : primary || (categories[0] ?? "");
  const tags = [primary, ...categories, ...tagsIn(meta.get("TAGS")?.join(",") ?? "").map(plain)];
  return {
    category: category === "" ? null : category,
    tags: [...new Set(tags)].filter((tag) => tag !== "" && tag !== category),
  };
}

/** Parses tags separated by commas. A tag with a comma is in quotes. */
function tagsIn(written: string): string[] {
  return Array.from(written.matchAll(/\s*(?:"([^"]*)"|'([^']*)'|([^,]+))\s*(?:,|$)/g), (match) =>
    (match[1] ?? match[2] ?? match[3] ?? "").trim(),
  );
}

function extraOf({ meta, pieces }: RawEntry): Record<string, string> {
  const unknown = [...meta].filter(([key]) => !knownKeys.has(key) && !privateKeys.includes(key));
  const fields = [...pieces].filter(([name]) => /^CF|^KEYWORDS$/.test(name));
  return Object.fromEntries(
    [...unknown, ...fields]
      .map(([key, values]) => [key, values.join("\n").trim()] as const)
      .filter(([, text]) => text !== ""),
  );
}

/** Hashes the parts of an entry that the post uses. A new comment does not change the hash. */
function hashOf({ meta, pieces }: RawEntry): string {
  const facts = [
    [...meta].filter(([key]) => knownKeys.has(key) && !key.startsWith("ALLOW")),
    [...pieces]
      .filter(([name]) => name !== "COMMENT" && name !== "PING")
      .map(([name, texts]) => [name, texts.map((text) => text.trim())]),
  ];
  return shortHash(JSON.stringify(facts));
}

interface EntryDate {
  readonly date: Moment | null;
  /** Whether the date is not in the form that Movable Type writes. */
  readonly isNonstandard: boolean;
}

const standardDate =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\s*([AP])\.?M\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** Parses `MM/DD/YYYY hh:mm:ss AM`. AM and the offset are optional. `zone` is the default time zone. */
function parseEntryDate(text: string, zone: string): EntryDate {
  const match = standardDate.exec(text.trim());
  // Calls `parseMoment`, which accepts dates in the forms of other programs.
  if (!match) return { date: parseMoment(text, zone), isNonstandard: true };
  const [, month = "", day = "", year = "", hour = "", minute = "", second = "00", half, offset] = match;
  const two = (digits: string | number): string => String(digits).padStart(2, "0");
  const written = `${fullYear(year)}-${two(month)}-${two(day)} ${two(hourOf(Number(hour), half))}:${two(minute)}:${two(second)}`;
  const date = parseMoment(offset === undefined ? written : `${written} ${offset}`, zone);
  return { date, isNonstandard: year.length === 2 || offset !== undefined };
}

/** Returns a year with four digits. Two-digit years can be 19xx (Movable Type) or 20xx (newer blogs). */
function fullYear(year: string): string {
  if (year.length !== 2) return year;
  return Number(year) < 70 ? `20${year}` : `19${year}`;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (half.toUpperCase() === "P") return hour < 12 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

import { reasonValues } from "../front-matter/syntax-reasons.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { sha256, shortHash } from "#engine/base/hash.ts";
import { ownCopy } from "#engine/base/packed-text.ts";
import { decodeByGuess, decodeUtf8Strict, guessEncoding } from "#engine/base/text/text-encoding.ts";
import { parseMoment } from "../dates/moment.ts";
import { FieldReader } from "../front-matter/field-reader.ts";
import { splitFrontMatter } from "../front-matter/front-matter.ts";
import { readFrontMatter } from "../front-matter/front-matter-values.ts";
import { readJsonFrontMatter } from "../front-matter/json-front-matter.ts";
import { readMisshapen } from "../front-matter/misshapen-front-matter.ts";
import { imageNamesIn } from "../media/image-names.ts";
import { factsOf, isUndated, type Moment, type Post, type PostFacts } from "./post.ts";
import { readDraftShare } from "./draft-share.ts";
import { readDetails, readSeries } from "./post-details.ts";
import { readProperties } from "./post-properties.ts";

export interface PostFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly settings: BlogSettings;
}

/**
 * Parses a Markdown file of the blog. Never throws.
 * Each parse error becomes a problem of the post, and the text stays available.
 * A post with broken front matter, or not in UTF-8, counts as a draft and is left out of a publish.
 * A copy that a sync service made of a post counts as a draft, too.
 * If such a post is already online, it blocks publishing, so that its page is not removed.
 */
export function parsePost({ path, bytes, settings }: PostFile): Post & { readonly body: string } {
  const text = decodeUtf8Strict(bytes);
  const parts = splitFrontMatter(text ?? decodeByGuess(bytes));
  const { frontMatter, body, bodyLine } = parts;
  const reading = (frontMatter === "" && readMisshapen(body)) || readFrontMatter(frontMatter);
  const broken = "error" in reading;
  const fields = new FieldReader(path, frontMatter, broken ? {} : reading.values);
  if (text === null) fields.report("post.notUtf8", "error", { encoding: guessEncoding(bytes) });
  if (broken) fields.report("post.frontMatterSyntax", "error", reasonValues(reading.error), reading.line);

  const series = readSeries(fields);
  const properties = readProperties(fields, series);
  const kind = path.startsWith("pages/") ? "page" : "post";
  const isJson = frontMatter === "" && readJsonFrontMatter(body) !== null;
  if (isJson) fields.report("post.jsonFrontMatter", "warning", {}, 1);
  const original = originalOfConflictCopy(path);
  if (original !== null) fields.report("post.conflictCopy", "warning", { original }, 1);
  const isPrivateFolder = path.split("/").includes("_drafts");
  const isDraft = broken || text === null || isJson || isPrivateFolder || original !== null;
  const status = isDraft ? "draft" : (properties.status ?? "ready");
  const zone = settings.timeZone;
  const date = fields.moment("date", properties.date, zone) ?? dateInName(path, zone);
  if (status === "ready" && isUndated({ kind, date, properties })) {
    fields.report("date.missing", "warning", {}, 1);
  }
  const draftShare = readDraftShare(fields, properties, zone);
  const title = properties.title ?? (broken ? titleLine(frontMatter || body) : "");
  const facts: PostFacts = {
    path,
    kind,
    section: kind === "page" ? "" : (properties.section ?? folderOf(path) ?? firstSection(settings)),
    properties,
    title,
    firstWords: title.trim() === "" ? ownCopy(firstWordsOf(body)) : "",
    date,
    updated: fields.moment("updated", properties.updated, zone),
    status,
    ...publicTimes(fields, zone),
    tags: properties.tags ?? [],
    ...readDetails(fields),
    ...(series === null ? {} : { series }),
    ...(draftShare === null ? {} : { draftShare }),
  };
  const json = JSON.stringify(factsOf(facts));
  // Copies all strings by parsing JSON, because substrings would keep the whole front matter in memory.
  const own: PostFacts = JSON.parse(json);
  return {
    ...own,
    factsKey: shortHash(json),
    hash: sha256(bytes),
    body,
    bodyHash: bodyHashOf(body, own.language),
    imageNames: imageNamesIn([...textsInFront(own), body].join("\n")),
    bodyLine,
    problems: fields.problems,
  };
}

/** Returns the front matter texts that can show files of `media/` or link to them. */
export function textsInFront({ properties, revisions }: Pick<Post, "properties" | "revisions">): string[] {
  const { cover = "", summary = "" } = properties;
  return [cover, summary, ...revisions.map(({ note }) => note)];
}

/** Reads the times of `publishDate` and `expiryDate`. A post with an unreadable time is never shown. */
function publicTimes(fields: FieldReader, zone: string): Pick<Post, "shownFrom" | "shownUntil"> {
  const { from, until } = fields.visibility;
  return {
    ...(from === null ? {} : { shownFrom: parseMoment(from, zone)?.time ?? never }),
    ...(until === null ? {} : { shownUntil: parseMoment(until, zone)?.time ?? 0 }),
  };
}

/** A time that stands for "never". Unlike `Infinity`, this number can be stored as JSON. */
const never = Number.MAX_SAFE_INTEGER;

/** Returns a hash of the text and its language. The rendered text depends on no other part of the post. */
export function bodyHashOf(body: string, language: string | null): string {
  return shortHash(language === null ? body : `${language}\n${body}`);
}

const longestTitle = 40;

/** Matches a line that begins or ends a container or a block of code. */
const fence = /^\s*(?::{3}|`{3}|~{3})/;
/** Matches an image with its target and attributes. The target may contain pairs of parentheses. */
const image = /!\[([^[\]]*)\]\((?:[^()[]|\([^()[]*\))*\)(?:\{[^{}[]*\})?/g;

/** Returns the beginning of a text, without Markdown syntax. It labels a post that has no title. */
export function firstWordsOf(body: string): string {
  for (const line of body.split("\n", 40)) {
    if (fence.test(line)) continue;
    const words = plainWords(line);
    if (words !== "") return shorten(words);
  }
  return "";
}

/** Removes Markdown and HTML syntax from a line, in linear time. */
function plainWords(line: string): string {
  return line
    .replace(image, "$1")
    .replace(/\[([^[\]]*)\]\([^)[]*\)/g, "$1")
    .replace(/<[^<>]*>/g, "")
    .replace(/^[\s>#*+-]+|[*_`]/g, "")
    .trim();
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= longestTitle ? text : `${characters.slice(0, longestTitle).join("")}…`;
}

/** Returns the date at the beginning of the file name. Jekyll uses this date as the date of the post. */
function dateInName(path: string, zone: string): Moment | null {
  const written = /(?:^|\/)(\d{4}-\d{2}-\d{2})-[^/]*$/.exec(path)?.[1];
  return written === undefined ? null : parseMoment(written, zone);
}

/**
 * What sync services append to the name of a file that two computers changed: Dropbox (in English and
 * Japanese), Nextcloud and ownCloud, older ownCloud, and Syncthing. OneDrive, iCloud Drive and Google Drive
 * append a computer's name or a number, which an author may have written as well.
 */
const conflictMark =
  / ?\([^()]*(?:conflicted copy|競合コピー)[^()]*\)|_conflict-\d{8}-\d{6}|\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}/i;

/** Returns the path of the file that a sync service's copy belongs to. Null for any other file. */
function originalOfConflictCopy(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  // macOS lists names in Unicode form NFD, in which ピ has two characters.
  const original = name.normalize("NFC").replace(conflictMark, "");
  return original === name.normalize("NFC") ? null : path.slice(0, -name.length) + original;
}

function folderOf(path: string): string | undefined {
  return /^posts\/([^/]+)\//.exec(path)?.[1];
}

function firstSection(settings: BlogSettings): string {
  return Object.keys(settings.sections)[0] ?? "posts";
}

/** Returns the text after `title:`. Used for the post list if the front matter cannot be parsed. */
function titleLine(frontMatter: string): string {
  return /^title\s*[:=]([^\r\n]*)/m.exec(frontMatter)?.[1]?.trim() ?? "";
}

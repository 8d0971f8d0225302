import { frontMatterText, toIso } from "#engine/blog/dates/moment.ts";
import { offsetAt } from "#engine/blog/dates/zone-offset.ts";
import { splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";
import { yamlDate, yamlScalar } from "#engine/blog/front-matter/yaml-scalar.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import { shortHash } from "#engine/base/hash.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import type { ImportEntry } from "../importer.ts";

interface PostTextOptions {
  /** The blog's time zone, in which dates are written. */
  readonly timeZone: string;
  /** Current time, in milliseconds since the epoch. */
  readonly now: number;
}

/** Returns the file of a post: front matter, and the body as Markdown. */
export function postText(entry: ImportEntry, body: string, { timeZone, now }: PostTextOptions): string {
  const { title, date, updated, category, tags, excerpt, slug, guid, language, order, series } = entry;
  const lines = [
    title === "" ? null : `title: ${yamlScalar(title)}`,
    date === null ? null : `date: ${yamlDate(dateText(date, timeZone))}`,
    updated ? `updated: ${yamlDate(dateText(updated, timeZone))}` : null,
    `status: ${isPublic(entry, now) ? "ready" : "draft"}`,
    tags.length === 0 ? null : `tags: [${tags.map((tag) => yamlScalar(tag, { flow: true })).join(", ")}]`,
    category === null ? null : `category: ${yamlScalar(category)}`,
    excerpt === "" ? null : `summary: ${yamlScalar(excerpt)}`,
    entry.isPinned ? "pinned: true" : null,
    entry.isUnlisted ? "unlisted: true" : null,
    entry.isNoindex ? "noindex: true" : null,
    typeof order === "number" ? `order: ${order}` : null,
    series ? `series: ${yamlScalar(series)}` : null,
    entry.isOutsideMenu ? "menu: false" : null,
    guid ? `guid: ${yamlScalar(guid)}` : null,
    language ? `language: ${yamlScalar(language)}` : null,
    slug !== null && isPortableName(slug) ? `slug: ${yamlScalar(slug)}` : null,
  ];
  return `---\n${lines.filter((line) => line !== null).join("\n")}\n---\n\n${body.replace(/^(?:[ \t]*\n)+/, "").trimEnd()}\n`;
}

/**
 * Whether an entry was public on the old site and stays public in the blog.
 * Entries with a date in the future do not. Nor do posts without a date, because they get no address.
 */
export function isPublic({ state, date, kind }: ImportEntry, now: number): boolean {
  return state === "published" && (date === null ? kind === "page" : date.time <= now);
}

/**
 * Formats a date in the author's local time.
 * Adds the time zone offset only if it differs from the offset of the blog's time zone.
 */
function dateText(date: Moment, timeZone: string): string {
  const text = frontMatterText(date);
  if (!date.hasTime) return text.slice(0, 10);
  return offsetAt(date.time, timeZone) === date.offsetMinutes
    ? text
    : toIso(date).replace("T", " ").replace(/Z$/, "+00:00");
}

/** Adds the address of a post to its front matter. */
export function withPermalink(text: string, permalink: string): string {
  return text.replace(/^status: .*$/m, (line) => `${line}\npermalink: ${yamlScalar(permalink)}`);
}

/** Adds the old addresses of a post to its front matter, so that these addresses redirect to the post. */
export function withAliases(text: string, aliases: readonly string[]): string {
  const list = aliases.map((alias) => yamlScalar(alias, { flow: true })).join(", ");
  return text.replace(/^status: .*$/m, (line) => `${line}\naliases: [${list}]`);
}

/** Adds the cover picture of a post to its front matter. `target` is relative to the post. */
export function withCover(text: string, target: string): string {
  return text.replace(/^status: .*$/m, (line) => `${line}\ncover: ${yamlScalar(target)}`);
}

/** Matches the line with the cover picture. Works only for front matter that an import has written. */
const coverLine = /^cover: *["']?([^\s"']+)["']? *$/m;

/** Returns the address of a post's cover picture. Returns null if the picture is a file of the blog. */
export function remoteCover(frontMatter: string): string | null {
  const [, written = ""] = coverLine.exec(frontMatter) ?? [];
  return /^https?:\/\//i.test(written) ? written : null;
}

/** Replaces the address of the cover picture in front matter. */
export function withOtherCover(frontMatter: string, target: string): string {
  return frontMatter.replace(coverLine, () => `cover: ${yamlScalar(target)}`);
}

/** Matches the keys that publishing adds to front matter. */
const addedKeys = /^(?:permalink|guid): .*\n/gm;

/**
 * Returns a hash of a post's text.
 * Edits by the author change the hash. Line ends, and keys that publishing adds, do not affect it.
 */
export function authorsHash(text: string): string {
  const { frontMatter, body } = splitFrontMatter(text.replace(/\r\n?/g, "\n"));
  return shortHash(frontMatter.replace(addedKeys, "") + body);
}

/** Copies the lines that publishing added to the front matter of `from` into the post's new text. */
export function withAddedKeys(text: string, from: string): string {
  const kept = splitFrontMatter(from.replace(/\r\n?/g, "\n")).frontMatter.match(addedKeys) ?? [];
  const { frontMatter, body } = splitFrontMatter(text);
  const own = frontMatter.replace(addedKeys, "");
  return kept.length === 0 ? text : own.replace(/---\n*$/, (end) => kept.join("") + end) + body;
}

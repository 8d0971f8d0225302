import { percentDecoded } from "#contract/text/percent-encoding.ts";
import { shortHash } from "#engine/base/hash.ts";
import { offsetAt } from "#engine/blog/dates/zone-offset.ts";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import { withAbsoluteAddresses } from "../conversion/absolute-addresses.ts";
import { convertBreaks, isCoveredByBlocks } from "../conversion/convert-breaks.ts";
import { importComment } from "../conversion/comment-text.ts";
import { plainTextOf } from "../conversion/plain-text.ts";
import { cleanServiceHtml } from "../conversion/service-html.ts";
import type { EntryNote, EntryState, ImportComment, ImportEntry } from "../importer.ts";
import type { XmlElement } from "../input/record-builder.ts";
import { childrenIn, textIn } from "../input/xml-records.ts";
import { type Attachment, withoutShortcodes, withPatterns } from "./shortcodes.ts";

/** What all items of an export share. A first pass over the export reads it. */
export interface WordPressSite {
  readonly timeZone: string;
  /** Whether the old addresses are on the author's own host. Such addresses can redirect to the new posts. */
  readonly keepsAddresses: boolean;
  /** Maps the login of each author to the author's name. */
  readonly authors: ReadonlyMap<string, string>;
  /** Maps the number of each image in the media library to the image. */
  readonly attachments: ReadonlyMap<string, Attachment>;
  /** Address of the old blog, or "" if the export does not contain it. */
  readonly url: string;
  /** Whether the export contains the file to which an address leads. */
  readonly isIncluded: (address: string) => boolean;
  /** Maps the number of each reused pattern of the block editor to the pattern's text. */
  readonly patterns: ReadonlyMap<string, string>;
}

const states: Readonly<Record<string, EntryState>> = {
  publish: "published",
  draft: "draft",
  pending: "draft",
  "auto-draft": "draft",
  future: "scheduled",
  private: "private",
};

/** Whether an item becomes a post or page. Other items are pictures, menus, old versions or deleted posts. */
export function isEntry(item: XmlElement): boolean {
  const type = textIn(item, "wp:post_type");
  const hasText = textIn(item, "content:encoded").trim() !== "";
  // Accepts a truncated item without a type, because the type follows the text.
  const isCutPost = item.isCut === true && type === "" && hasText;
  const isPost = isCutPost || /^(?:post|page)$/.test(type) || (hasText && isOwnType(item));
  return isPost && textIn(item, "wp:status") !== "trash";
}

/** WordPress's own types whose items are not pages. */
const ownTypes = /^(?:post|page|attachment|revision|nav_menu_item|custom_css|customize_changeset|wp_\w+)$/;

/**
 * Whether an item has a type of a plugin or theme and had a page for visitors.
 * Items without a page, such as the orders of a shop, have addresses like `/?p=12`.
 */
function isOwnType(item: XmlElement): boolean {
  const type = textIn(item, "wp:post_type");
  const isPublic = textIn(item, "wp:status").trim() === "publish";
  return type !== "" && !ownTypes.test(type) && isPublic && pathOf(textIn(item, "link").trim()) !== null;
}

/** Reads a post or page of an export. */
export function readItem(item: XmlElement, site: WordPressSite): ImportEntry {
  const text = (name: string): string => textIn(item, name).trim();
  const notes = new Set<EntryNote>();
  const title = plainTextOf(text("title"));
  if (title.hadHtml) notes.add("titleHtml");
  const body = bodyOf(item, site, notes);
  if (body.includes("\uFFFD")) notes.add("damaged");
  const date = dateOf(text("wp:post_date"), text("wp:post_date_gmt"), site.timeZone);
  if (date === null) notes.add("dateUnreadable");
  const words = childrenIn(item, "category").map(({ attributes, text: name }) => ({
    domain: attributes.domain ?? "",
    name: plainTextOf(name).text,
  }));
  const categories = words.filter(({ domain, name }) => domain === "category" && name !== "");
  const tags = words.filter(({ domain, name }) => domain === "post_tag" && name !== "");
  const category = categories[0]?.name ?? null;
  const comments = childrenIn(item, "wp:comment");
  const isPing = (comment: XmlElement): boolean =>
    /^(?:pingback|trackback)$/.test(textIn(comment, "wp:comment_type"));
  const spoken = comments.filter((comment) => /^[01]$/.test(textIn(comment, "wp:comment_approved")));
  const link = text("link");
  const slug = decodedSlug(text("wp:post_name"));
  const creator = text("dc:creator");
  const isCustom = isOwnType(item);
  const isPartHidden = hasHiddenPart(item);
  if (isPartHidden) notes.add("hiddenPart");
  const state = isCustom ? "unknown" : isPartHidden ? hiddenState(item) : stateOf(item);
  if (isCustom) notes.add("customType");
  if (item.isCut) notes.add("cut");
  return {
    key: `wordpress:${hostOf(link)}:${text("wp:post_id") || text("guid") || link}`,
    kind: text("wp:post_type") === "page" ? "page" : "post",
    title: title.text,
    date,
    state,
    body: { format: "html", text: body },
    excerpt: plainTextOf(text("excerpt:encoded")).text,
    category,
    tags: [...new Set([...categories.slice(1), ...tags].map(({ name }) => name))].filter(
      (tag) => tag !== category,
    ),
    slug: slug === "" ? null : slug,
    oldPath: site.keepsAddresses ? (pathOf(link) ?? (state === "published" ? queryOf(link) : null)) : null,
    // WordPress also serves the post at addresses with the post's number.
    linkPaths: numberedPaths(text("wp:post_id"), site.url),
    isPinned: text("wp:is_sticky") === "1",
    author: site.authors.get(creator) ?? (creator === "" ? null : creator),
    cover: site.attachments.get(metaOf(item, "_thumbnail_id"))?.url ?? null,
    comments: spoken.filter((comment) => !isPing(comment)).length,
    trackbacks: spoken.filter(isPing).length,
    commentTexts: spoken.map(commentOf),
    extra: unreadFields(item, words),
    notes: [...notes],
    hash: shortHash(
      JSON.stringify([
        title.text,
        date,
        state,
        body,
        text("excerpt:encoded"),
        words,
        slug,
        text("wp:post_type"),
      ]),
    ),
  };
}

/**
 * Returns the custom fields of an item, and the item's terms in taxonomies other than categories and tags.
 */
function unreadFields(
  item: XmlElement,
  words: readonly { readonly domain: string; readonly name: string }[],
): Record<string, string> {
  const terms = words.filter(({ domain }) => !/^(?:|category|post_tag|post_format|nav_menu)$/.test(domain));
  // Omits fields whose names begin with `_`, because WordPress and its plugins hide such fields from authors.
  const fields = childrenIn(item, "wp:postmeta")
    .map((meta) => [textIn(meta, "wp:meta_key").trim(), textIn(meta, "wp:meta_value")] as const)
    .filter(([key]) => key !== "" && key !== "footnotes" && !key.startsWith("_"));
  return Object.fromEntries([...terms.map(({ domain, name }) => [domain, name] as const), ...fields]);
}

/** Matches blocks and shortcodes of plugins whose content only members or subscribers see. */
const hiddenPart =
  /<!--\s*wp:(?:premium-content\/|jetpack\/paywall\b|memberpress\/protected|restrict-content)|\[(?:members?(?:[_-]?only)?|private|premium|restrict(?:ed)?|protected?|paid|subscribers?[_-]?only|(?:is_?|um_)?logged_?in|is_paid_subscriber|pmpro_\w+|membership|swpm_protected|emember_protected|mepr-\w+|wlm_\w+|s2If|passster|content_protector)(?=[\s\]])[^\][]{0,2000}\](?!\()/i;

/** Fields with which plugins hide whole posts, and the values with which everybody sees the post. */
const accessFields: readonly (readonly [key: string, forAll: RegExp])[] = [
  ["_jetpack_newsletter_access", /^(?:|everybody)$/],
  ["_members_access_role", /^$/],
  ["_wpmem_block", /^0?$/],
  ["_is_paid", /^(?:0|false)?$/],
  ["rcp_subscription_level", /^$/],
  ["rcp_access_level", /^(?:|none|0)$/i],
  ["rcp_user_level", /^(?:|all)$/i],
  ["um_content_restriction", /^(?![\s\S]*"_um_accessible";(?:s:\d+:"|i:)2)/],
  ["patreon-level", /^0?$/],
  ["passster_activate_protection", /^(?:0|false|off)?$/],
];

/** Whether only members or subscribers could read an item, or a part of the item. */
function hasHiddenPart(item: XmlElement): boolean {
  return (
    accessFields.some(([key, forAll]) => !forAll.test(metaOf(item, key).trim())) ||
    hiddenPart.test(textIn(item, "content:encoded"))
  );
}

/** Returns the state of an item with a hidden part. Such an item is `private` instead of `published`. */
function hiddenState(item: XmlElement): EntryState {
  const state = stateOf(item);
  return state === "published" ? "private" : state;
}

/** Returns the state of an item. A truncated item is `unknown`, because its password may be cut off. */
function stateOf(item: XmlElement): EntryState {
  if (item.isCut) return "unknown";
  if (textIn(item, "wp:post_password").trim() !== "") return "private";
  return states[textIn(item, "wp:status").trim()] ?? "unknown";
}

function commentOf(comment: XmlElement): ImportComment {
  return importComment({
    author: textIn(comment, "wp:comment_author"),
    date: textIn(comment, "wp:comment_date"),
    url: textIn(comment, "wp:comment_author_url"),
    html: textIn(comment, "wp:comment_content"),
    isPrivate: textIn(comment, "wp:comment_approved") !== "1",
  });
}

function bodyOf(item: XmlElement, site: WordPressSite, notes: Set<EntryNote>): string {
  const { attachments, patterns } = site;
  const written = withPatterns(textIn(item, "content:encoded"), patterns).replace(/\r\n?/g, "\n");
  const hasBlocks = written.includes("<!-- wp:");
  const { html, hasShortcodes } = withoutShortcodes(written, {
    id: textIn(item, "wp:post_id").trim(),
    attachments,
  });
  if (hasShortcodes) notes.add("shortcode");
  // Converts line ends to paragraphs, as WordPress does for a post that was not written with blocks.
  const isPlain = !hasBlocks && !isCoveredByBlocks(html);
  const clean = cleanServiceHtml(isPlain ? convertBreaks(html) : html);
  for (const note of clean.notes) notes.add(note);
  const link = textIn(item, "link").trim();
  const whole = clean.html + footnotesOf(item);
  return withAbsoluteAddresses(whole, link, site.isIncluded);
}

/** Returns the footnotes of a post, which WordPress stores separately from the text, as a list. */
function footnotesOf(item: XmlElement): string {
  const notes = parsedNotes(metaOf(item, "footnotes"));
  if (notes.length === 0) return "";
  const lines = notes.map(({ id, content }) => `<li id="${id}">${content} <a href="#${id}-link">↩</a></li>`);
  return `\n<ol>\n${lines.join("\n")}\n</ol>`;
}

function parsedNotes(json: string): { id: string; content: string }[] {
  try {
    const notes: unknown = JSON.parse(json || "[]");
    if (!Array.isArray(notes)) return [];
    return notes.flatMap((note) =>
      typeof note?.id === "string" && /^[\w-]+$/.test(note.id) && typeof note.content === "string"
        ? [{ id: note.id, content: note.content }]
        : [],
    );
  } catch {
    return [];
  }
}

export function metaOf(item: XmlElement, key: string): string {
  const meta = childrenIn(item, "wp:postmeta").find((entry) => textIn(entry, "wp:meta_key") === key);
  return meta ? textIn(meta, "wp:meta_value") : "";
}

/**
 * Returns the date of an item. Its offset is the difference between the local time and the UTC time.
 * Without a UTC time, as in drafts, the local time is taken in `zone`.
 */
function dateOf(local: string, utc: string, zone: string): Moment | null {
  const wall = timeOf(local);
  if (wall === null) return null;
  const time = timeOf(utc);
  const offset = time === null ? null : Math.round((wall - time) / 60_000);
  if (time === null || offset === null || Math.abs(offset) > 14 * 60) return parseMoment(local, zone);
  return { time, offsetMinutes: offset === 0 && offsetAt(time, zone) === 0 ? 0 : offset, hasTime: true };
}

function timeOf(text: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text);
  if (!match || match[1] === "0000") return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Decodes a name that WordPress cuts after 200 bytes, even inside a character. */
export function decodedSlug(name: string): string {
  for (let end = name.length; end > name.length - 9 && end > 0; end -= 1) {
    // Tries again with one letter less, because the cut may be inside a percent-encoded character.
    const slug = percentDecoded(name.slice(0, end));
    if (slug !== null) return slug.normalize("NFC");
  }
  return name;
}

/** Returns the path of an address such as `https://blog.example/?p=12`, or null for other addresses. */
function queryOf(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const { pathname, search } = new URL(link);
  return /^\?(?:p|page_id)=\d+$/.test(search) ? pathname + search : null;
}

function numberedPaths(id: string, url: string): string[] {
  if (!/^\d+$/.test(id)) return [];
  const folder = URL.canParse(url) ? new URL(url).pathname.replace(/\/*$/, "/") : "/";
  return [`${folder}?p=${id}`, `${folder}?page_id=${id}`];
}

function pathOf(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const { pathname, search } = new URL(link);
  return search === "" && pathname !== "/" ? pathname : null;
}

export function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : "";
}

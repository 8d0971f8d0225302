import { posix } from "node:path";
import { momentAt } from "#engine/blog/dates/moment.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import { outsideCode } from "../conversion/markdown-text.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import type {
  EntryNote,
  EntryState,
  ImportEntry,
  Importer,
  ImportOptions,
  ImportSource,
} from "../importer.ts";
import { type ImportFile, wholeFile } from "../input/import-file.ts";
import { type Fields, fieldsOf, listIn, parsedFields, textIn } from "../input/json-fields.ts";
import { isSqlite, withSqlite } from "../input/sqlite-file.ts";
import { FileSurvey } from "../input/survey.ts";
import { blocksToHtml } from "./blocks.ts";

/**
 * The folder of a site of Publii (`Documents/Publii/sites/NAME`), or its backup.
 * @see https://github.com/GetPublii/Publii
 */
export const publii: Importer = {
  id: "publii",
  name: "Publii",
  options: ["timeZone"],
  async detect(files) {
    const database = databaseIn(files);
    return database && isSqlite(await database.head()) ? 0.95 : 0;
  },
  open: openSite,
};

function databaseIn(files: readonly ImportFile[]): ImportFile | undefined {
  return files.find(({ name }) => posix.basename(name) === "db.sqlite");
}

/** The properties of a Publii site that the conversion of each post needs. */
interface PubliiSite {
  readonly timeZone: string;
  /**
   * The folder of the export that contains the database and the pictures. The path ends with `/` or is "".
   */
  readonly folder: string;
  /** Maps the number of each post to the post's address on the old site. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Number of the page that was the front page, or null if the front page was a list of posts. */
  readonly frontPage: string | null;
}

/** Maximum size in bytes of a settings file that is read. */
const largestSettings = 4 * 2 ** 20;

async function openSite(files: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const database = databaseIn(files);
  if (!database) return { service: null, timeZone: options.blogTimeZone, files: [], async *entries() {} };
  const folder = database.name.slice(0, -"db.sqlite".length);
  const settings = fieldsOf(await jsonIn(files, `${folder}config/site.config.json`));
  const advanced = fieldsOf(settings.advanced);
  const pages = await jsonIn(files, `${folder}config/pages.config.json`);
  const posts = await withSqlite(database, (open) => open.prepare(query).all() as Fields[]);
  const addresses = addressesOf(posts, fieldsOf(advanced.urls), pages);
  const frontPage = advanced.usePageAsFrontpage === true ? textIn(advanced, "pageAsFrontpage") : null;
  // The old site showed this page as its front page, so the old address of the page is `/`.
  if (frontPage !== null && addresses.has(frontPage)) addresses.set(frontPage, "/");
  const site = { timeZone: options.timeZone ?? options.blogTimeZone, folder, addresses, frontPage };
  const kept = posts.filter((post) => !statesOf(post).includes("trashed"));
  const survey = new FileSurvey(database);
  for (const post of kept) survey.add(() => `${textIn(post, "title")} ${textIn(post, "text")}`);
  const domain = textIn(settings, "domain");
  const trashed = posts.length - kept.length;
  return {
    service: null,
    timeZone: site.timeZone,
    files: [survey.result()],
    ...(URL.canParse(domain) ? { hosts: [new URL(domain).host] } : {}),
    keepsAddresses: true,
    ignored: trashed === 0 ? {} : { trashed },
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const post of kept) yield entryOf(post, site);
    },
  };
}

/**
 * Selects each post with its tags, its image and its settings.
 * The names of tags are separated by line ends, because no name contains a line end.
 */
const query = `
  SELECT posts.id, posts.title, posts.slug, posts.text, posts.status, posts.created_at, posts.modified_at,
    (SELECT group_concat(tags.name, char(10)) FROM posts_tags JOIN tags ON tags.id = posts_tags.tag_id
      WHERE posts_tags.post_id = posts.id) AS tags,
    (SELECT url FROM posts_images WHERE posts_images.id = posts.featured_image_id) AS image,
    (SELECT additional_data FROM posts_images WHERE posts_images.id = posts.featured_image_id) AS imageFacts,
    (SELECT value FROM posts_additional_data WHERE post_id = posts.id AND key = '_core') AS core,
    (SELECT authors.name FROM authors
      WHERE authors.id = CAST(posts.authors AS INTEGER)) AS author
  FROM posts ORDER BY posts.created_at, posts.id`;

function statesOf(post: Fields): string[] {
  return textIn(post, "status")
    .split(",")
    .map((state) => state.trim());
}

function stateOf(states: readonly string[]): EntryState {
  if (states.includes("hidden")) return "private";
  if (states.includes("draft")) return "draft";
  return states.includes("published") ? "published" : "unknown";
}

/** Returns the content of a settings file, or null if there is no such file. */
async function jsonIn(files: readonly ImportFile[], name: string): Promise<unknown> {
  const file = files.find((one) => one.name === name);
  const text = file ? await wholeFile(file, largestSettings) : null;
  try {
    return JSON.parse(String(text ?? "null"));
  } catch {
    return null;
  }
}

/**
 * Returns a map from the number of each post to the post's address.
 * `urls` are the settings of addresses, and `pages` is the tree of pages.
 */
function addressesOf(posts: readonly Fields[], urls: Fields, pages: unknown): Map<string, string> {
  const isClean = textIn(urls, "cleanUrls") === "true";
  const prefix = textIn(urls, "postsPrefix").replace(/^\/+|\/+$/g, "");
  const slugs = new Map(posts.map((post) => [textIn(post, "id"), textIn(post, "slug")]));
  const parents = parentsOf(pages);
  const addresses = new Map<string, string>();
  const pageIds = new Set(
    posts.filter((post) => statesOf(post).includes("is-page")).map((post) => textIn(post, "id")),
  );
  for (const [id, slug] of slugs) {
    // Addresses that end with `.html` do not contain the names of parent pages.
    const above = (isClean ? parents.get(id) : undefined)?.map((parent) => slugs.get(parent) ?? "") ?? [];
    const path = [...(pageIds.has(id) ? above : [prefix]), slug].filter((part) => part !== "").join("/");
    addresses.set(id, `/${path}${isClean ? "/" : ".html"}`);
  }
  return addresses;
}

/** Maps the number of each page to the numbers of its ancestors, the topmost ancestor first. */
function parentsOf(pages: unknown): Map<string, string[]> {
  const parents = new Map<string, string[]>();
  const open = Array.isArray(pages)
    ? pages.map((page) => ({ page: fieldsOf(page), above: [] as string[] }))
    : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const id = textIn(next.page, "id");
    if (parents.has(id)) continue;
    parents.set(id, next.above);
    for (const page of listIn(next.page, "subpages"))
      open.push({ page: fieldsOf(page), above: [...next.above, id] });
  }
  return parents;
}

function entryOf(post: Fields, site: PubliiSite): ImportEntry {
  const notes = new Set<EntryNote>();
  const unknown = new Set<string>();
  const states = statesOf(post);
  const [id, slug, image] = [textIn(post, "id"), textIn(post, "slug"), textIn(post, "image")];
  const isPage = states.includes("is-page");
  const media = `/${site.folder}media/posts/${id}/`;
  const core = parsedFields(textIn(post, "core"));
  const imageFacts = parsedFields(textIn(post, "imageFacts"));
  const [time, changed] = [Number(textIn(post, "created_at")), Number(textIn(post, "modified_at"))];
  const isFront = isPage && id === site.frontPage;
  if (isFront) notes.add("frontPage");
  const tags = textIn(post, "tags").split("\n");
  const body = bodyOf(post, textIn(core, "editor"), { media, site, notes, unknown });
  if (unknown.size > 0) notes.add("unknownPart");
  return neutralEntry({
    key: `publii:${id}`,
    kind: isPage ? "page" : "post",
    title: textIn(post, "title"),
    date: Number.isFinite(time) && time > 0 ? momentAt(time, site.timeZone) : null,
    // Ignores a change within a minute, because a post that was saved once can have two times that differ.
    updated: changed - time >= 60_000 && time > 0 ? momentAt(changed, site.timeZone) : null,
    state: isFront && stateOf(states) === "published" ? "draft" : stateOf(states),
    body,
    unknownParts: [...unknown],
    excerpt: textIn(core, "metaDesc"),
    tags,
    slug,
    oldPath: slug === "" || isFront ? null : (site.addresses.get(id) ?? null),
    author: textIn(post, "author") || null,
    cover: image === "" ? null : media + encodeURIComponent(image),
    coverAlt: textIn(imageFacts, "alt"),
    coverCaption: ["caption", "credits"]
      .map((key) => textIn(imageFacts, key).trim())
      .filter((words) => words !== "")
      .map(escapeMarkup)
      .join(" "),
    showsCover: true,
    // A post outside the front page counts as unlisted, although Publii's lists of tags show the post.
    isUnlisted: states.includes("excluded_homepage"),
    isPinned: !isPage && states.includes("featured"),
    notes,
  });
}

function bodyOf(
  post: Fields,
  editor: string,
  {
    media,
    site,
    notes,
    unknown,
  }: {
    readonly media: string;
    readonly site: PubliiSite;
    readonly notes: Set<EntryNote>;
    readonly unknown: Set<string>;
  },
): ImportEntry["body"] {
  const text = textIn(post, "text")
    .replaceAll("#DOMAIN_NAME#", media)
    .replace(/#INTERNAL_LINK#\/(?:post|page)\/(\d+)/g, (_, id: string) => site.addresses.get(id) ?? "/")
    .replace(/#INTERNAL_LINK#\/[\w/-]*/g, "/");
  if (editor === "markdown") return { format: "markdown", text: outsideCode(text, plainMarkdown) };
  // Old posts do not state their editor, so a text that begins with `[{` counts as one of the block editor.
  const isBlocks = editor === "blockeditor" || (editor === "" && text.startsWith("[{"));
  if (!isBlocks)
    return {
      format: "html",
      text: text.replace(/<hr\b[^<>]*\bid=["']read-more["'][^<>]*>/gi, "<!--more-->"),
    };
  const html = blocksToHtml(text, unknown);
  if (html === null) notes.add("unknownFormat");
  return { format: "html", text: html ?? text };
}

/** Converts Publii's mark for the end of an excerpt, and removes Publii's sizes of images from Markdown. */
function plainMarkdown(text: string): string {
  return text
    .replace(/^---READMORE---[ \t]*$/gm, "<!--more-->")
    .replace(/(!\[[^\]\n]*\]\([^()\s]+)[ \t]+=(?:[\w%]+)?x(?:[\w%]+)?(?=[ \t)])/g, "$1");
}

import { parseMoment } from "#engine/blog/dates/moment.ts";
import { offsetAt } from "#engine/blog/dates/zone-offset.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import type { Markdown } from "#engine/markdown/types/markdown-types.ts";
import { convertBreaks } from "../conversion/convert-breaks.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import { AppError } from "#contract/errors.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import type {
  EntryNote,
  EntryState,
  ImportEntry,
  Importer,
  ImportOptions,
  ImportSource,
} from "../importer.ts";
import { everyHead, type ImportFile } from "../input/import-file.ts";
import { fieldsOf, numberIn, parsedFields, type Fields, textIn } from "../input/json-fields.ts";
import { type JsonReading, jsonRecords } from "../input/json-records.ts";
import { FileSurvey } from "../input/survey.ts";
import { cardMarkdown, type TextFindings } from "./cards.ts";
import { lexicalToHtml } from "./lexical.ts";
import { mobiledocToHtml, onlyMarkdownOf } from "./mobiledoc.ts";

/**
 * The JSON file that Ghost writes under *Settings, Import/Export*. Its folder can also contain pictures.
 * @see https://ghost.org/docs/migration/custom/
 */
export const ghost: Importer = {
  id: "ghost",
  name: "Ghost",
  options: ["timeZone"],
  async detect(files) {
    return (await everyHead(exportsIn(files), looksLikeExport)) ? 0.9 : 0;
  },
  open: openExport,
};

function exportsIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => /\.json$/i.test(name));
}

function looksLikeExport(head: Buffer): boolean {
  const text = head.toString("latin1");
  return (
    /"exported_on"\s*:/.test(text) && /^\s*(?:\xEF\xBB\xBF)?\{/.test(text) && /"data"\s*:\s*\{/.test(text)
  );
}

/** The tables that are read from the export. The JSON of old versions has no `db` around `data`. */
const tables = /(?:^|\.)data\.(posts|tags|posts_tags|posts_meta|users|posts_authors|settings)\.\*$/;

function tableOf(path: string): string {
  return tables.exec(path)?.[1] ?? "";
}

const reading: JsonReading = { isRecord: (path) => tables.test(path) };

/** The parts of an export that all posts share. A first pass over the export reads them. */
interface GhostSite {
  readonly timeZone: string;
  /** Pattern of old addresses, such as `/:slug/`. */
  readonly permalinks: string;
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly authors: ReadonlyMap<string, string>;
  readonly metas: ReadonlyMap<string, Fields>;
}

async function openExport(all: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const files = exportsIn(all);
  const surveys: FileSurvey[] = [];
  const survey = new GhostSurvey();
  for (const file of files) {
    const found = new FileSurvey(file);
    surveys.push(found);
    const withDamage: JsonReading = { ...reading, onDamage: (damage) => found.damaged(damage) };
    for await (const { path, value } of jsonRecords(file, withDamage)) {
      const fields = fieldsOf(value);
      if (tableOf(path) !== "posts") survey.add(tableOf(path), fields);
      else found.add(() => `${textIn(fields, "title")} ${textIn(fields, "html")}`);
    }
    if (found.entries === 0 && found.damage)
      throw new AppError("import.damaged", { name: file.name, line: found.damage.line });
  }
  const site = survey.site(options);
  const markdown = cardMarkdown();
  return {
    service: null,
    timeZone: site.timeZone,
    files: surveys.map((found) => found.result()),
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const file of files) {
        for await (const { path, value } of jsonRecords(file, reading))
          if (tableOf(path) === "posts") yield entryOf(fieldsOf(value), site, markdown);
      }
    },
  };
}

class GhostSurvey {
  readonly #tagNames = new Map<string, string>();
  readonly #tagIds: { readonly post: string; readonly tag: string; readonly order: number }[] = [];
  readonly #users = new Map<string, string>();
  readonly #authorIds = new Map<string, string>();
  readonly #metas = new Map<string, Fields>();
  readonly #settings = new Map<string, string>();

  add(table: string, fields: Fields): void {
    const [id, post] = [textIn(fields, "id"), textIn(fields, "post_id")];
    if (table === "tags") {
      // Skips tags whose names begin with `#`, because Ghost does not show these tags to readers.
      const isInternal =
        textIn(fields, "visibility") === "internal" || textIn(fields, "name").startsWith("#");
      if (!isInternal) this.#tagNames.set(id, textIn(fields, "name"));
    } else if (table === "posts_tags")
      this.#tagIds.push({ post, tag: textIn(fields, "tag_id"), order: numberIn(fields, "sort_order") });
    else if (table === "users") this.#users.set(id, textIn(fields, "name"));
    else if (table === "posts_authors") {
      if (!this.#authorIds.has(post)) this.#authorIds.set(post, textIn(fields, "author_id"));
    } else if (table === "posts_meta") this.#metas.set(post, fields);
    else this.#settings.set(textIn(fields, "key"), textIn(fields, "value"));
  }

  site({ timeZone, blogTimeZone }: ImportOptions): GhostSite {
    const setting = (...keys: readonly string[]): string =>
      keys.map((key) => this.#settings.get(key) ?? "").find((value) => value !== "") ?? "";
    const zone = setting("timezone", "active_timezone", "activeTimezone");
    const tags = new Map<string, string[]>();
    for (const { post, tag } of this.#tagIds.sort((one, other) => one.order - other.order)) {
      const name = this.#tagNames.get(tag);
      if (name !== undefined) tags.set(post, [...(tags.get(post) ?? []), name]);
    }
    const authors = new Map(this.#users);
    for (const [post, author] of this.#authorIds) authors.set(`post ${post}`, this.#users.get(author) ?? "");
    return {
      timeZone: timeZone ?? (isZone(zone) ? zone : blogTimeZone),
      permalinks: setting("permalinks") || "/:slug/",
      tags,
      authors,
      metas: this.#metas,
    };
  }
}

function isZone(name: string): boolean {
  try {
    return name !== "" && !Number.isNaN(offsetAt(0, name));
  } catch {
    return false;
  }
}

const states: Readonly<Record<string, EntryState>> = {
  published: "published",
  draft: "draft",
  scheduled: "scheduled",
  sent: "private",
};

function entryOf(post: Fields, site: GhostSite, markdown: Markdown): ImportEntry {
  const text = (key: string): string => textIn(post, key);
  const id = text("id") || text("uuid");
  const isPage = text("type") === "page" || text("page") === "1" || text("page") === "true";
  const published = dateOf(text("published_at"), site.timeZone);
  const state = states[text("status")] ?? "unknown";
  const date = published ?? (state === "published" ? null : dateOf(text("created_at"), site.timeZone));
  const notes = new Set<EntryNote>();
  const findings: TextFindings = { unknown: new Set(), hasHidden: false, hasFile: false, markdown };
  const body = bodyOf(post, findings, notes);
  if (findings.unknown.size > 0) notes.add("unknownPart");
  if (findings.hasHidden) notes.add("hiddenPart");
  if (findings.hasFile) notes.add("otherFile");
  const isForAll = (text("visibility") === "" || text("visibility") === "public") && !findings.hasHidden;
  return neutralEntry({
    key: `ghost:${id}`,
    kind: isPage ? "page" : "post",
    title: text("title"),
    date,
    state: isForAll || state !== "published" ? state : "private",
    body,
    unknownParts: [...findings.unknown],
    excerpt: text("custom_excerpt"),
    tags: site.tags.get(id) ?? [],
    slug: text("slug"),
    oldPath: addressOf(text("slug"), isPage ? "/:slug/" : site.permalinks, published),
    author: site.authors.get(`post ${id}`) ?? site.authors.get(text("author_id")) ?? null,
    cover: onOwnSite(text("feature_image") || text("image")) || null,
    coverAlt: textIn(site.metas.get(id) ?? {}, "feature_image_alt"),
    coverCaption: textIn(site.metas.get(id) ?? {}, "feature_image_caption"),
    showsCover: true,
    notes,
  });
}

function bodyOf(post: Fields, findings: TextFindings, notes: Set<EntryNote>): ImportEntry["body"] {
  const [html, markdown, plain] = ["html", "markdown", "plaintext"].map((key) => textIn(post, key)) as [
    string,
    string,
    string,
  ];
  if (html.trim() !== "") {
    if (gatedBlock.test(html)) findings.hasHidden = true;
    return { format: "html", text: ownHtml(html) };
  }
  if (markdown !== "") return { format: "markdown", text: markdown };
  const written = editorText(post, findings);
  if (written !== null) return { ...written, text: ownHtml(written.text) };
  if (plain !== "" || textIn(post, "lexical") + textIn(post, "mobiledoc") !== "") notes.add("unknownFormat");
  return { format: "html", text: convertBreaks(escapeMarkup(plain)) };
}

/** Matches the start of a members-only section in a post. */
const gatedBlock = /<!--\s*kg-gated-block:begin\b[^<>]*\bnonMember\s*:\s*["']?false/;

/** Returns the text of a post from the fields of Ghost's editors. Returns null if no field can be read. */
function editorText(post: Fields, findings: TextFindings): ImportEntry["body"] | null {
  const [lexical, mobiledoc] = [textIn(post, "lexical"), textIn(post, "mobiledoc")].map(parsedFields);
  const markdown = onlyMarkdownOf(mobiledoc ?? {});
  try {
    const html = lexicalToHtml(lexical ?? {}, findings);
    if (html !== null) return { format: "html", text: html };
    if (markdown !== null) return { format: "markdown", text: markdown };
    const older = mobiledocToHtml(mobiledoc ?? {}, findings);
    return older === null ? null : { format: "html", text: older };
  } catch (error) {
    // A text counts as unreadable if its nesting overflows the stack, which throws a `RangeError`.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Removes the placeholder for the site's address, and the style that the editor adds to each text.
 * After the removal of the placeholder, addresses on the site are paths without a host.
 */
function ownHtml(html: string): string {
  return onOwnSite(html).replace(/ style="white-space: pre-wrap;?"/g, "");
}

function onOwnSite(text: string): string {
  return text.replaceAll("__GHOST_URL__", "");
}

/** Returns the address of a post. `pattern` is the site's pattern of addresses. */
function addressOf(slug: string, pattern: string, date: Moment | null): string | null {
  if (slug === "") return null;
  const local = date === null ? "" : new Date(date.time + date.offsetMinutes * 60_000).toISOString();
  const values: Readonly<Record<string, string>> = {
    slug,
    year: local.slice(0, 4),
    month: local.slice(5, 7),
    day: local.slice(8, 10),
  };
  const path = pattern.replace(/:(\w+)/g, (whole, name: string) => values[name] || whole);
  return path.includes(":") ? null : path;
}

/** Reads a time in UTC: a text or, in old versions of Ghost, a number of milliseconds. */
function dateOf(written: string, timeZone: string): Moment | null {
  const time = /^\d{9,14}$/.test(written) ? Number(written) : parseMoment(written, "UTC")?.time;
  return time === undefined ? null : { time, offsetMinutes: offsetAt(time, timeZone), hasTime: true };
}

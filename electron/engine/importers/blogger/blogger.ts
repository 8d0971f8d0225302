import { shortHash } from "#engine/base/hash.ts";
import { offsetAt } from "#engine/blog/dates/zone-offset.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import { importComment } from "../conversion/comment-text.ts";
import { plainTextOf } from "../conversion/plain-text.ts";
import { cleanServiceHtml } from "../conversion/service-html.ts";
import type {
  EntryNote,
  EntryState,
  ImportComment,
  ImportEntry,
  Importer,
  ImportOptions,
  ImportSource,
  SourceFile,
} from "../importer.ts";
import { everyHead, type ImportFile } from "../input/import-file.ts";
import type { XmlElement } from "../input/record-builder.ts";
import { childrenIn, textIn, type XmlDamage, type XmlReading, xmlRecords } from "../input/xml-records.ts";

/** Blogger's Atom files: the old backup of a blog, and `feed.atom` in Google Takeout. */
export const blogger: Importer = {
  id: "blogger",
  name: "Blogger",
  options: ["timeZone"],
  async detect(files) {
    return (await everyHead(feedsIn(files), looksLikeFeed)) ? 0.9 : 0;
  },
  open: openExport,
};

/** Returns the files that can be feeds. A Takeout folder also contains pictures, themes and settings. */
function feedsIn(files: readonly ImportFile[]): ImportFile[] {
  return files.filter(({ name }) => /\.(?:atom|xml)$/i.test(name) && !themeFile.test(name));
}

/** Matches the names that Blogger gives to the file of a theme: `theme-layouts.xml`, `template-123.xml`. */
const themeFile = /(?:^|\/)(?:theme|template)-[^/]*\.xml$/i;

function looksLikeFeed(head: Buffer): boolean {
  return (
    head.includes("http://www.w3.org/2005/Atom") &&
    /blogger\.com\/|schemas\.google\.com\/blogger/.test(String(head))
  );
}

const namespaces: Readonly<Record<string, string>> = {
  "http://www.w3.org/2005/Atom": "",
  "http://purl.org/atom/app#": "app:",
  "http://www.w3.org/2007/app": "app:",
  "http://purl.org/syndication/thread/1.0": "thr:",
  "http://schemas.google.com/blogger/2018": "blogger:",
};

function readingWith(onDamage: (damage: XmlDamage) => void): XmlReading {
  const nameOf = (local: string, uri: string): string => (namespaces[uri] ?? "other:") + local;
  return { nameOf, records: new Set(["entry"]), onDamage, keepsCut: true };
}

const kindScheme = "http://schemas.google.com/g/2005#kind";
const kindTerm = "http://schemas.google.com/blogger/2008/kind#";

/** Returns the kind of an entry in lower case: `post`, `page`, `comment`, `settings`, `template` … */
function kindOf(entry: XmlElement): string {
  const kind = childrenIn(entry, "category").find(({ attributes }) => attributes.scheme === kindScheme);
  const old = kind?.attributes.term?.startsWith(kindTerm) ? kind.attributes.term.slice(kindTerm.length) : "";
  return old || textIn(entry, "blogger:type").trim().toLowerCase();
}

/** Maps the id of each entry to the comments on this entry. */
type Comments = Map<string, ImportComment[]>;

async function openExport(all: readonly ImportFile[], options: ImportOptions): Promise<ImportSource> {
  const files = feedsIn(all);
  const timeZone = options.timeZone ?? options.blogTimeZone;
  const comments: Comments = new Map();
  const ignored: Record<string, number> = {};
  const hosts = new Set<string>();
  const surveyed: SourceFile[] = [];
  for (const file of files) {
    let [entries, sample] = [0, ""];
    let damage: XmlDamage | undefined;
    const reading = readingWith((found) => {
      damage = found;
    });
    for await (const entry of xmlRecords(file, reading)) {
      const kind = kindOf(entry);
      if (isEntry(entry)) {
        entries += 1;
        sample ||= plainTextOf(`${textIn(entry, "title")} ${textIn(entry, "content")}`).text.slice(0, 200);
        const link = addressOf(entry);
        if (link !== null && link.host !== "") hosts.add(link.host);
      } else if (kind === "comment") {
        const parent =
          childrenIn(entry, "thr:in-reply-to")[0]?.attributes.ref ?? textIn(entry, "blogger:parent");
        const there = comments.get(parent.trim());
        if (there) there.push(commentOf(entry));
        else comments.set(parent.trim(), [commentOf(entry)]);
      } else ignored[kind || "?"] = (ignored[kind || "?"] ?? 0) + 1;
    }
    surveyed.push({
      name: file.name,
      bytes: file.bytes,
      entries,
      encodings: { "utf-8": entries },
      sample,
      ...(damage ? { damage } : {}),
    });
  }
  return {
    service: null,
    timeZone,
    files: surveyed,
    hosts: [...hosts],
    ignored,
    async *entries(): AsyncGenerator<ImportEntry> {
      for (const file of files) {
        for await (const entry of xmlRecords(
          file,
          readingWith(() => undefined),
        )) {
          if (isEntry(entry)) yield readEntry(entry, timeZone, comments);
        }
      }
    },
  };
}

/**
 * Whether an entry is a post or page that was not deleted.
 * In Takeout, every entry has `trashed`. The value is the time of the deletion, or empty.
 */
function isEntry(entry: XmlElement): boolean {
  const isTrashed =
    !/^(?:|false)$/i.test(textIn(entry, "blogger:trashed").trim()) ||
    /TRASHED$/i.test(textIn(entry, "blogger:status").trim());
  return /^(?:post|page)$/.test(kindOf(entry)) && !isTrashed;
}

function commentOf(entry: XmlElement): ImportComment {
  const author = childrenIn(entry, "author")[0];
  return importComment({
    author: author ? textIn(author, "name") : "",
    date: textIn(entry, "published") || textIn(entry, "blogger:created"),
    url: author ? textIn(author, "uri") : "",
    html: textIn(entry, "content"),
  });
}

function readEntry(entry: XmlElement, timeZone: string, comments: Comments): ImportEntry {
  const notes = new Set<EntryNote>();
  const id = textIn(entry, "id").trim();
  const title = plainTextOf(textIn(entry, "title"));
  if (title.hadHtml) notes.add("titleHtml");
  const clean = cleanServiceHtml(bodyIn(textIn(entry, "content")));
  for (const note of clean.notes) notes.add(note);
  const date = momentOf(textIn(entry, "published") || textIn(entry, "blogger:created"), timeZone);
  if (date === null) notes.add("dateUnreadable");
  const labels = childrenIn(entry, "category")
    .filter(({ attributes: { scheme } }) => scheme !== kindScheme)
    .map(({ attributes }) => plainTextOf(attributes.term ?? "").text)
    .filter((label) => label !== "");
  const path = addressOf(entry)?.path ?? null;
  const author = childrenIn(entry, "author")[0];
  const slug = /([^/]+?)(?:\.html?)?\/?$/.exec(path ?? "")?.[1] ?? null;
  if (entry.isCut) notes.add("cut");
  const state = stateOf(entry);
  return {
    key: `blogger:${id}`,
    kind: kindOf(entry) === "page" ? "page" : "post",
    title: title.text,
    date,
    state,
    body: { format: "html", text: clean.html },
    excerpt: plainTextOf(textIn(entry, "blogger:metaDescription")).text,
    category: null,
    tags: [...new Set(labels)],
    slug,
    oldPath: path,
    author: author ? textIn(author, "name").trim() || null : null,
    cover: null,
    comments: comments.get(id)?.length ?? 0,
    commentTexts: comments.get(id) ?? [],
    trackbacks: 0,
    extra: {},
    notes: [...notes],
    hash: shortHash(JSON.stringify([title.text, date, state, clean.html, labels, path])),
  };
}

function stateOf(entry: XmlElement): EntryState {
  if (entry.isCut) return "unknown";
  const control = childrenIn(entry, "app:control")[0];
  if (control && /^yes$/i.test(textIn(control, "app:draft").trim())) return "draft";
  const status = textIn(entry, "blogger:status").trim().toUpperCase();
  if (status === "" || status === "LIVE") return "published";
  if (status === "DRAFT") return "draft";
  return status === "SCHEDULED" ? "scheduled" : "unknown";
}

/** Removes the head and the outer tags if a text is a whole HTML document, as some editors write it. */
function bodyIn(html: string): string {
  const start = html.search(/<body\b/i);
  if (start < 0) return html;
  const before = html.slice(0, start).replace(/<head\b[\s\S]*?<\/head\s*>/i, "");
  return (before + html.slice(start)).replace(/<!doctype\b[^<>]*>|<\/?(?:html|body)\b[^<>]*>/gi, "");
}

/** Returns the host and path of an entry's address. The host is "" in Takeout, which states only a path. */
function addressOf(entry: XmlElement): { readonly host: string; readonly path: string } | null {
  const link = childrenIn(entry, "link").find(({ attributes }) => attributes.rel === "alternate");
  const href = link?.attributes.href ?? "";
  if (URL.canParse(href)) return { host: new URL(href).host, path: new URL(href).pathname };
  const path = textIn(entry, "blogger:filename").trim();
  return path.startsWith("/") ? { host: "", path } : null;
}

/** Parses a time that Blogger wrote in UTC. The result has the offset of the blog's time zone. */
function momentOf(text: string, timeZone: string): Moment | null {
  const time = Date.parse(text.trim());
  if (Number.isNaN(time)) return null;
  return { time, offsetMinutes: offsetAt(time, timeZone), hasTime: true };
}

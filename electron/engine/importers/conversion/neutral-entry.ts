import { escapeMarkup } from "#engine/base/markup.ts";
import { shortHash } from "#engine/base/hash.ts";
import type { EntryNote, ImportEntry } from "../importer.ts";
import { pictureText } from "./markdown-text.ts";
import { plainTextOf } from "./plain-text.ts";
import { cleanServiceHtml } from "./service-html.ts";

type Required = "key" | "title" | "date" | "state" | "body";
type Derived = "hash" | "tags" | "notes" | "excerpt";

/** The fields of an entry that an importer reads from an export. */
export type EntryFacts = Pick<ImportEntry, Required> &
  Partial<Omit<ImportEntry, Required | Derived>> & {
    readonly excerpt?: string;
    readonly tags?: readonly string[];
    readonly notes?: Iterable<EntryNote>;
    /** Whether title, excerpt and names of tags are HTML. Default: they are plain text. */
    readonly hasHtmlNames?: boolean;
    /** Description of the cover. */
    readonly coverAlt?: string;
    /** HTML of the caption below the cover. In Markdown, the caption becomes the title of the image. */
    readonly coverCaption?: string;
    /** Whether the old page shows the cover above the text. */
    readonly showsCover?: boolean;
  };

/**
 * Fills in missing fields of an entry, cleans its text, and converts title, excerpt and tags to plain text.
 * Inserts the cover at the start of the text if the old page showed the cover but the text lacks it.
 */
export function neutralEntry(facts: EntryFacts): ImportEntry {
  const { coverAlt = "", coverCaption = "", showsCover = false, hasHtmlNames = false, ...rest } = facts;
  const notes = new Set<EntryNote>(facts.notes);
  const plain = (written: string): string =>
    hasHtmlNames ? plainTextOf(written).text : written.replace(/\s+/g, " ").trim();
  const title = hasHtmlNames ? plainTextOf(facts.title) : { text: plain(facts.title), hadHtml: false };
  if (title.hadHtml) notes.add("titleHtml");
  if (facts.date === null && facts.kind !== "page") notes.add("dateUnreadable");
  const cover = facts.cover ?? null;
  const shown = { cover: showsCover ? cover : null, alt: coverAlt, caption: coverCaption };
  const body = withCover(cleanBody(facts.body, notes), shown);
  if (body.text.includes("\uFFFD")) notes.add("damaged");
  const category = plain(facts.category ?? "") || null;
  const tags = (facts.tags ?? []).map(plain);
  const slug = facts.slug?.normalize("NFC") ?? "";
  const entry = {
    kind: "post" as const,
    oldPath: null,
    author: null,
    comments: 0,
    trackbacks: 0,
    extra: {},
    ...rest,
    title: title.text,
    body,
    cover,
    slug: slug === "" ? null : slug,
    excerpt: plain(facts.excerpt ?? ""),
    category,
    tags: [...new Set(tags)].filter((tag) => tag !== "" && tag !== category),
    notes: [...notes],
  };
  const { comments: _, trackbacks: __, notes: ___, commentTexts: ____, ...content } = entry;
  return { ...entry, hash: shortHash(JSON.stringify(content)) };
}

/** Returns a valid language tag that differs from the blog's language, and null for any other text. */
export function otherLanguage(written: string, blogLanguage: string | undefined): string | null {
  const primary = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";
  const isValid = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/i.test(written);
  return isValid && blogLanguage !== undefined && primary(written) !== primary(blogLanguage) ? written : null;
}

function cleanBody(body: ImportEntry["body"], notes: Set<EntryNote>): ImportEntry["body"] {
  if (body.format === "markdown") return body;
  const clean = cleanServiceHtml(body.text);
  for (const note of clean.notes) notes.add(note);
  return { format: "html", text: clean.html };
}

interface ShownCover {
  readonly cover: string | null;
  readonly alt: string;
  readonly caption: string;
}

function withCover(body: ImportEntry["body"], { cover, alt, caption }: ShownCover): ImportEntry["body"] {
  const { format, text } = body;
  if (cover === null || text.includes(cover) || text.includes(escapeMarkup(cover))) return body;
  const image =
    format === "html"
      ? coverHtml(`<img src="${escapeMarkup(cover)}" alt="${escapeMarkup(alt)}">`, caption)
      : pictureText(cover, alt.replace(/[\\[\]`*_<>\n]/g, " "), plainTextOf(caption).text);
  return { ...body, text: `${image}\n\n${text}` };
}

function coverHtml(image: string, caption: string): string {
  return caption === "" ? `<p>${image}</p>` : `<figure>${image}<figcaption>${caption}</figcaption></figure>`;
}

/** Marks an entry as cut off, because the file ends within it. The state `published` becomes `unknown`. */
export function cutEntry(entry: ImportEntry): ImportEntry {
  const state = entry.state === "published" ? "unknown" : entry.state;
  return { ...entry, state, notes: [...entry.notes, "cut"] };
}

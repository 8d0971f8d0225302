import { posix } from "node:path";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { BlogSummary, PostSummary } from "#contract/types/blog-types.ts";
import type { Problem } from "#contract/errors.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import { formatMoment } from "#engine/blog/dates/moment.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import { categoriesOf, type Post } from "#engine/blog/posts/post.ts";
import { excerpt } from "#engine/markdown/render/excerpt.ts";
import { addressOf } from "#engine/site/addresses/addresses.ts";
import { type Letters, RunningLetters } from "#engine/site/addresses/running-letters.ts";
import { isProtected } from "#engine/site/entries/protected-sections.ts";
import { sharedDraftPage } from "#engine/site/entries/shared-drafts.ts";
import type { PublicationState } from "./post-states.ts";

/**
 * Number of characters to read from a body for its excerpt. The limit keeps a list of 10,000 posts fast.
 */
const looked = 600;
const excerptLength = 80;

/** A row of the post list, without the post's state, which also depends on the time and on the live site. */
type Row = Omit<PostSummary, keyof PublicationState>;

/** The values in a row of the post list that depend only on the text of the post. */
type TextOfRow = Pick<PostSummary, "excerpt" | "thumbnail">;

/** The settings on which rows depend. */
type RowSettings = Pick<BlogSettings, "language" | "timeZone" | "sections">;

interface KnownRow {
  readonly settings: RowSettings;
  readonly letter: string | undefined;
  readonly row: Row;
  readonly text: TextOfRow;
  /** The complete row in the last list. Reused while neither the row nor the post's state changes. */
  summary: PostSummary;
}

/** Makes the rows of the post list. Makes a new object for a row only if the row may have changed. */
export class PostSummaries {
  readonly #rows = new WeakMap<Post, KnownRow>();
  readonly #letters = new RunningLetters();
  /** Stays the same object while its values are equal, so that changes of other settings make no new rows. */
  #settings: RowSettings | undefined;

  /** Returns the rows in the order: undated posts, dated posts (newest first), pages. */
  of(
    source: Iterable<Post>,
    settings: BlogSettings,
    publicationStateOf: (post: Post) => PublicationState,
  ): PostSummary[] {
    const posts = [...source];
    const ofRows = this.#rowSettings(settings);
    const letters = this.#letters.of(posts, ofRows);
    const rows = posts.map((post) => this.#summaryOf(post, ofRows, letters, publicationStateOf(post)));
    return rows.sort((a, b) => compare(order(b), order(a)) || (a.path < b.path ? -1 : 1));
  }

  #rowSettings({ language, timeZone, sections }: BlogSettings): RowSettings {
    const now = { language, timeZone, sections };
    if (JSON.stringify(now) !== JSON.stringify(this.#settings)) this.#settings = now;
    return this.#settings ?? now;
  }

  #summaryOf(
    post: Post,
    settings: RowSettings,
    letters: Letters,
    publication: PublicationState,
  ): PostSummary {
    const known = this.#rows.get(post);
    const letter = letters.get(post.path);
    if (known?.settings === settings && known.letter === letter) {
      const { state, stillOnline } = known.summary;
      if (state !== publication.state || stillOnline !== publication.stillOnline)
        known.summary = { ...known.row, ...publication };
      return known.summary;
    }
    const text = known?.text ?? textOf(post);
    const row = { ...rowOf(post, settings, letters), ...text };
    const summary = { ...row, ...publication };
    this.#rows.set(post, { settings, letter, row, text, summary });
    return summary;
  }
}

function textOf(post: Post): TextOfRow {
  const body = bodyOf(post);
  return { excerpt: firstWords(body), thumbnail: thumbnailOf(post, body) };
}

/** Returns the number by which the list is sorted, in descending order. */
function order({ date, kind }: PostSummary): number {
  return date ?? (kind === "page" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
}

/** Compares two numbers. Does not subtract, because the difference of two infinities is NaN. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function rowOf(post: Post, settings: RowSettings, letters: Letters): Omit<Row, keyof TextOfRow> {
  const pattern = settings.language === "ja" ? "{yyyy}年{M}月{d}日 {H}:{mm}" : "{yyyy}-{MM}-{dd} {HH}:{mm}";
  const address = addressOf(post, settings, letters);
  return {
    path: post.path,
    ...(address.kind === "address" ? { address: address.address } : {}),
    kind: post.kind,
    section: post.section,
    title: post.title,
    date: post.date?.time ?? null,
    dateText: post.date ? formatMoment(post.date, pattern, settings.language, settings.timeZone) : "",
    updated: post.updated?.time ?? null,
    tags: [...post.tags],
    ...(post.properties.category ? { category: post.properties.category } : {}),
    ...(post.furtherCategories ? { furtherCategories: [...post.furtherCategories] } : {}),
    ...(post.series ? { series: post.series.name } : {}),
    ...(post.properties.pinned ? { pinned: true } : {}),
    ...(post.properties.unlisted ? { unlisted: true } : {}),
    ...(post.properties.noindex ? { noindex: true } : {}),
    ...(post.draftShare && !isProtected(settings, post.section)
      ? { sharedDraft: { address: sharedDraftPage(post.draftShare), until: post.draftShare.until } }
      : {}),
    ...(post.kind === "page" ? placeInMenu(post) : {}),
    problems: post.problems.length,
  };
}

function placeInMenu({ properties: { order, parent, menu } }: Post): Pick<Row, "order" | "parent" | "menu"> {
  return {
    ...(order === undefined ? {} : { order }),
    ...(parent === undefined ? {} : { parent }),
    ...(menu === undefined ? {} : { menu }),
  };
}

/**
 * Returns the first words of a text, without Markdown syntax.
 * If the text consists only of images, returns the descriptions of the images.
 */
function firstWords(body: string): string {
  const start = body.slice(0, looked);
  return plainWords(start.replace(image, " ")) || plainWords(start.replace(image, "$1 "));
}

/**
 * Matches a Markdown image with its description.
 * The path may contain parentheses. The path may also be cut off at the end of the text.
 */
const image = /!\[([^\]]*)\]\((?:<[^>\n]*>|(?:[^()\n]|\([^()\n]*\))*)(?:\)|$)/gm;

function plainWords(markdown: string): string {
  const plain = markdown
    .replace(/<[^>]*>|^\s*(?:`{3}.*|[#>*+-]+)\s/gm, " ")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\{([^|｜{}]+)[|｜][^{}]*\}|｜([^《]+)《[^》]*》/g, "$1$2")
    .replace(/^\s*\|?(?:\s*:?-+:?\s*\|)+.*$|\|/gm, " ")
    .replace(/[*`~_]{1,3}/g, "");
  return excerpt(plain, excerptLength);
}

/**
 * Matches a Markdown image and captures its path or URL. A path in angle brackets may contain spaces.
 * A path without angle brackets has no spaces, and contains parentheses only in pairs.
 */
const shownImage = /!\[[^\]]*\]\(\s*(?:<([^<>\n]*)>|((?:[^()\s]|\([^()\s]*\))+))/;

function thumbnailOf(post: Post, body: string): string | null {
  const [, bracketed, plain] = shownImage.exec(body.slice(0, 4000)) ?? [];
  const image = post.properties.cover ?? bracketed ?? plain;
  if (image === undefined || /^(?:[a-z]+:|\/\/)/i.test(image)) return null;
  const written = decoded(image);
  const path = written.startsWith("/") ? written.slice(1) : posix.join(posix.dirname(post.path), written);
  return path.startsWith("media/") ? path : posix.normalize(written);
}

export function summariseBlog(
  folder: string,
  settings: BlogSettings,
  posts: Iterable<Post>,
  problems: readonly Problem[],
): Omit<BlogSummary, "targets" | "isGone"> {
  const tags = new Set<string>();
  const categories = new Set<string>();
  const series = new Set<string>();
  for (const post of posts) {
    for (const tag of post.tags) tags.add(tag);
    for (const category of categoriesOf(post)) categories.add(category);
    if (post.series) series.add(post.series.name);
  }
  const collator = new Intl.Collator(settings.language);
  return {
    folder,
    title: settings.title,
    language: settings.language,
    timeZone: settings.timeZone,
    sections: Object.entries(settings.sections).map(([name, { title }]) => ({ name, title })),
    tags: [...tags].sort(collator.compare),
    categories: [...categories].sort(collator.compare),
    series: [...series].sort(collator.compare),
    hasOwnMenu: settings.menu.length > 0,
    defaultTarget: settings.defaultTarget,
    problems: [...problems],
  };
}

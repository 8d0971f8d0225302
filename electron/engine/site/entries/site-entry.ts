import { textsIn } from "#engine/base/languages.ts";
import type { Moment, Post, PostFacts } from "#engine/blog/posts/post.ts";

/** A post or page of the site, without its text. If only the text changes, the object stays the same. */
export interface SiteEntry {
  readonly post: PostFacts;
  /** Path on the site in Unicode form NFC, not percent-encoded: `20220506-0000.html`. */
  readonly address: string;
  /** Collision key of the address. Addresses that differ only in case have equal keys. */
  readonly addressKey: string;
  /** URL that readers see, relative to the root of the site and percent-encoded. */
  readonly url: string;
  /** The title that readers see: the post's own title, or a text that replaces the title (`titleOf`). */
  readonly title: string;
  readonly date: Moment | null;
  /** Year (`2022`) and month (`05`) of the date as the author wrote it; "" for pages without a date. */
  readonly year: string;
  readonly month: string;
  /** Whether the post is a draft. Only the preview shows drafts and scheduled posts. */
  readonly draft: boolean;
  readonly scheduled: boolean;
  /** Whether the post is unpublished and has only a page at a secret address. */
  readonly shared: boolean;
}

/** Returns the time by which posts are sorted, in milliseconds since the epoch; 0 if there is no date. */
export function timeOf(entry: SiteEntry): number {
  return entry.date?.time ?? 0;
}

/** Compares two entries by date, and by path if their dates are equal. Lists are sorted in this order. */
export function compareByDate(a: SiteEntry, b: SiteEntry): number {
  const [one, other] = [a.post.path, b.post.path];
  return timeOf(a) - timeOf(b) || (one < other ? -1 : Number(one > other));
}

/**
 * Returns the later of two times: the post's date, and its last announced change.
 * The time is in milliseconds since the epoch.
 */
export function changedTimeOf(entry: SiteEntry): number {
  return Math.max(timeOf(entry), entry.post.updated?.time ?? 0);
}

export function isPinned({ post }: SiteEntry): boolean {
  return post.properties.pinned === true;
}

/** Whether the author has excluded the entry from all lists of the site. */
export function isUnlisted({ post }: SiteEntry): boolean {
  return post.properties.unlisted === true;
}

/** Whether search engines should not index the entry. True for all unlisted entries. */
export function isOutOfSearch(entry: SiteEntry): boolean {
  return entry.post.properties.noindex === true || isUnlisted(entry);
}

export function withPinned(
  pinned: readonly SiteEntry[],
  entries: readonly SiteEntry[],
): readonly SiteEntry[] {
  return pinned.length === 0 ? entries : [...pinned, ...entries.filter((entry) => !pinned.includes(entry))];
}

type TitledPost = Pick<Post, "title" | "firstWords" | "path">;

/**
 * Returns the post's title, or else the first words of its text, or else its file name.
 * A file name that consists only of a date and time, such as `20220506-0000`, is not shown as a title.
 */
export function titleOf(post: TitledPost, language: string): string {
  const title = ownTitleOf(post);
  return title === "" ? textsIn(untitled, language) : title;
}

/** Like `titleOf`, but returns "" if only the file name is left as a title and is just a date and time. */
export function ownTitleOf(post: TitledPost): string {
  const title = post.title.trim() || post.firstWords;
  if (title) return title;
  const name = post.path.slice(post.path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");
  // Matches the names that `newPostPaths` makes.
  return /^\d{8}-\d{4}(?:-\d+)?$/.test(name) ? "" : name;
}

/** The title of a post without words. */
const untitled: Readonly<Record<string, string>> = {
  ja: "無題",
  en: "Untitled",
  de: "Ohne Titel",
  es: "Sin título",
  fr: "Sans titre",
  it: "Senza titolo",
  ko: "제목 없음",
  pt: "Sem título",
  "zh-Hans": "无标题",
  "zh-Hant": "無標題",
};

import type { Moment, Post, PostFacts } from "#engine/blog/posts/post.ts";

/**
 * A post or page that is on the site, without its text. If an edit changes only the text, the object stays
 * the same.
 */
export interface SiteEntry {
  readonly post: PostFacts;
  /** Path on the site in Unicode form NFC, not percent-encoded: `20220506-0000.html`. */
  readonly address: string;
  /** Collision key of the address. Addresses that differ only in case have the same key. */
  readonly addressKey: string;
  /** URL that readers see, relative to the root of the site and percent-encoded. */
  readonly url: string;
  /** The post's title. If it has none, its first words or, without a text, its file name. */
  readonly title: string;
  /** The date; null only for pages without one. */
  readonly date: Moment | null;
  /**
   * Year (`2022`) and month (`05`) of the date as the author wrote it; both are "" for pages without a date.
   */
  readonly year: string;
  readonly month: string;
  /**
   * Whether the post is a draft, or has a date in the future (`scheduled`). Both are shown only in the
   * preview.
   */
  readonly draft: boolean;
  readonly scheduled: boolean;
}

/** Returns the time by which posts are sorted, in milliseconds since the epoch; 0 if there is no date. */
export function timeOf(entry: SiteEntry): number {
  return entry.date?.time ?? 0;
}

/**
 * Returns the time, in milliseconds since the epoch, of the last change that the author announced; if there
 * is none, the time of the date.
 */
export function changedTimeOf(entry: SiteEntry): number {
  return Math.max(timeOf(entry), entry.post.updated?.time ?? 0);
}

/** Whether the post is listed first on the front page and in its section. */
export function isPinned({ post }: SiteEntry): boolean {
  return post.properties.pinned === true;
}

/** Whether the author has excluded the entry from all lists of the site. */
export function isUnlisted({ post }: SiteEntry): boolean {
  return post.properties.unlisted === true;
}

/** Whether search engines are asked not to index the entry. This includes all unlisted entries. */
export function isOutOfSearch(entry: SiteEntry): boolean {
  return entry.post.properties.noindex === true || isUnlisted(entry);
}

/** Returns the pinned entries first, followed by the others in the order of `entries`. */
export function withPinned(
  pinned: readonly SiteEntry[],
  entries: readonly SiteEntry[],
): readonly SiteEntry[] {
  return pinned.length === 0 ? entries : [...pinned, ...entries.filter((entry) => !pinned.includes(entry))];
}

/**
 * Returns the post's title. If it has none, returns the first words of its text or, without a text, its file
 * name.
 */
export function titleOf(post: Post): string {
  const title = post.title.trim() || post.firstWords;
  return title || post.path.slice(post.path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");
}

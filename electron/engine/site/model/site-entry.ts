import type { Moment, Post, PostFacts } from "#engine/blog/posts/post.ts";

/** A post or page that is on the site, without its text: an edit of the text does not replace the object. */
export interface SiteEntry {
  readonly post: PostFacts;
  /** Path on the site, NFC, not encoded: `20220506-0000.html`. */
  readonly address: string;
  /** The collision key of the address: ignores case. */
  readonly addressKey: string;
  /** The address as readers see it, percent-encoded, relative to the top of the site. */
  readonly url: string;
  /** The post's title, or its first words when it has none. */
  readonly title: string;
  /** Null only for pages without a date. */
  readonly date: Moment | null;
  /** Year and month of the date as written: `2022`, `05`. "" for pages without a date. */
  readonly year: string;
  readonly month: string;
  /** Shown in the preview only: a draft, or a post with a date in the future. */
  readonly draft: boolean;
  readonly scheduled: boolean;
}

/** Returns the time that posts are sorted by. */
export function timeOf(entry: SiteEntry): number {
  return entry.date?.time ?? 0;
}

/** Returns the time of the last change that the author announced to readers. */
export function changedTimeOf(entry: SiteEntry): number {
  return Math.max(timeOf(entry), entry.post.updated?.time ?? 0);
}

/** Whether it is listed first on the front page and in its section. */
export function isPinned({ post }: SiteEntry): boolean {
  return post.properties.pinned === true;
}

/** Whether it has a page to which no page of the site links. */
export function isUnlisted({ post }: SiteEntry): boolean {
  return post.properties.unlisted === true;
}

/** Whether search engines are asked not to index it; unlisted entries are excluded as well. */
export function isOutOfSearch(entry: SiteEntry): boolean {
  return entry.post.properties.noindex === true || isUnlisted(entry);
}

/** Returns pinned entries first, then the others in their order. */
export function withPinned(
  pinned: readonly SiteEntry[],
  entries: readonly SiteEntry[],
): readonly SiteEntry[] {
  return pinned.length === 0 ? entries : [...pinned, ...entries.filter((entry) => !pinned.includes(entry))];
}

/** Returns the title, else the first words of the text, else the file name. */
export function titleOf(post: Post): string {
  const title = post.title.trim() || post.firstWords;
  return title || post.path.slice(post.path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");
}

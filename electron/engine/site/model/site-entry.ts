import type { Moment, Post, PostFacts } from "#engine/blog/posts/post.ts";

/** A post or page that has a place on the site. Without the text: an edit in it leaves the entry the same object. */
export interface SiteEntry {
  readonly post: PostFacts;
  /** File inside the site, NFC, not encoded: `20220506-0000.html`. */
  readonly address: string;
  /** Stands for the address where two that differ in case only are one. */
  readonly addressKey: string;
  /** The same as readers see it, percent-encoded, relative to the top of the site. */
  readonly url: string;
  /** The post's title, or its first words when it has none. */
  readonly title: string;
  /** Null only for pages without a date. */
  readonly date: Moment | null;
  /** Year and month of the date as written: `2022`, `05`. "" for pages without a date. */
  readonly year: string;
  readonly month: string;
  /** Shown in the preview only: a draft, or a post whose time has not come. */
  readonly draft: boolean;
  readonly scheduled: boolean;
}

/** The instant by which posts are ordered. */
export function timeOf(entry: SiteEntry): number {
  return entry.date?.time ?? 0;
}

/** The instant of the last change that readers were told of. */
export function changedTimeOf(entry: SiteEntry): number {
  return Math.max(timeOf(entry), entry.post.updated?.time ?? 0);
}

/** Whether it stands first on the front page and in the list of its section. */
export function isPinned({ post }: SiteEntry): boolean {
  return post.properties.pinned === true;
}

/** Whether it has a page that nothing of the site leads to. */
export function isUnlisted({ post }: SiteEntry): boolean {
  return post.properties.unlisted === true;
}

/** Whether search engines are asked to leave it out: what nothing leads to is not for them, either. */
export function isOutOfSearch(entry: SiteEntry): boolean {
  return entry.post.properties.noindex === true || isUnlisted(entry);
}

/** Pinned entries first, and then the others in their order. */
export function withPinned(
  pinned: readonly SiteEntry[],
  entries: readonly SiteEntry[],
): readonly SiteEntry[] {
  return pinned.length === 0 ? entries : [...pinned, ...entries.filter((entry) => !pinned.includes(entry))];
}

/** The title, or the first words of the text where there is none. */
export function titleOf(post: Post): string {
  const title = post.title.trim() || post.firstWords;
  return title || post.path.slice(post.path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");
}

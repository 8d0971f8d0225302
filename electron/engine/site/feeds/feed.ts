/** The content of a feed, independent of its format. Every URL is absolute and percent-encoded. */
export interface Feed {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly pageUrl: string;
  readonly author: { readonly name: string; readonly email?: string; readonly url?: string };
  /** WebSub hub, which notifies feed readers of new posts: https://www.w3.org/TR/websub/#discovery */
  readonly hub?: string | undefined;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  /** Permanent id of the post. The id does not change when the title or the address changes. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly published: FeedMoment;
  /**
   * Time of the last change that the author announced. Without such a change, the same time as `published`.
   */
  readonly updated: FeedMoment;
  readonly tags: readonly string[];
  readonly summary: string;
  /** The whole article with absolute URLs; null in a feed that contains summaries only. */
  readonly html: string | null;
}

/** A point in time, in milliseconds since the epoch and in the date formats of RSS and Atom. */
export interface FeedMoment {
  readonly time: number;
  readonly rfc822: string;
  readonly iso: string;
}

/**
 * Returns the time of the latest change in a feed, which becomes the date of the feed.
 * The time of the build is not used, because it would make two builds of the same posts differ.
 */
export function latestChange(feed: Feed): FeedMoment | undefined {
  let latest: FeedMoment | undefined;
  for (const { updated } of feed.items) {
    if (!latest || updated.time > latest.time) latest = updated;
  }
  return latest;
}

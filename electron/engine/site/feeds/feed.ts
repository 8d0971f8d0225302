/** A feed before it is written in one of the formats. Every URL is absolute and percent-encoded. */
export interface Feed {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** The page that the feed belongs to. */
  readonly pageUrl: string;
  readonly author: { readonly name: string; readonly email?: string; readonly url?: string };
  /** WebSub hub that notifies readers of new posts: https://www.w3.org/TR/websub/#discovery */
  readonly hub?: string | undefined;
  /** Newest first. */
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  /** Permanent: never derived from title or address. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly published: FeedMoment;
  /** Differs from `published` only when the author announced a change. */
  readonly updated: FeedMoment;
  readonly tags: readonly string[];
  readonly summary: string;
  /** Whole article with absolute URLs, or null for a feed of summaries. */
  readonly html: string | null;
}

/** One instant in the two notations that feeds use, with the offset as the author wrote it. */
export interface FeedMoment {
  readonly time: number;
  readonly rfc822: string;
  readonly iso: string;
}

/**
 * Returns the latest change of the items: the feed's date, so that builds of the same posts are identical.
 */
export function latestChange(feed: Feed): FeedMoment | undefined {
  let latest: FeedMoment | undefined;
  for (const { updated } of feed.items) {
    if (!latest || updated.time > latest.time) latest = updated;
  }
  return latest;
}

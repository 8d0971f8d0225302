import type { Records } from "#engine/base/record-log.ts";
import type { ArticleFacts } from "./article.ts";
import type { LinkContext, KnownAnswers } from "./article-lookups.ts";
import type { StoredArticle } from "./article-store.ts";

/** The cached facts of a text that was rendered in this run or an earlier one. */
export interface KnownArticle {
  /** Hash of the text as it was when last rendered. */
  readonly bodyHash: string;
  readonly bodyLine: number;
  readonly facts: ArticleFacts;
  readonly lookups: KnownAnswers;
  /**
   * The link context in which the links of the text were last checked. Null if they were checked in an
   * earlier run: then the links are up to date if the store's `linkContextKey` still matches; otherwise each
   * link is checked again.
   */
  linkContext: LinkContext | null;
}

export function storable(known: KnownArticle | undefined): StoredArticle | undefined {
  return known && storableOf(known);
}

/**
 * Returns the records of all known articles. Creates each record only when it is read, which saves memory.
 */
export function storableRecords(known: ReadonlyMap<string, KnownArticle>): Records {
  return {
    size: known.size,
    *[Symbol.iterator]() {
      for (const [path, article] of known) yield [path, storableOf(article)] as const;
    },
  };
}

/**
 * Returns the fields of an article that are stored. Their order is the order in which the store needs them.
 */
export function storableOf({ bodyHash, bodyLine, facts, lookups }: KnownArticle): StoredArticle {
  return { bodyHash, bodyLine, facts, lookups };
}

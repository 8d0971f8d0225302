import type { Records } from "#engine/base/record-log.ts";
import type { ArticleFacts } from "./article.ts";
import type { LinkContext, KnownAnswers } from "./article-lookups.ts";
import type { StoredArticle } from "./article-store.ts";

/** The cached facts of a text that was rendered in this run or an earlier one. */
export interface KnownArticle {
  /** Hash of the text at its last rendering. */
  readonly bodyHash: string;
  readonly bodyLine: number;
  readonly facts: ArticleFacts;
  readonly lookups: KnownAnswers;
  /**
   * The link context with which the text's links were last checked; null if this run has not checked them.
   */
  linkContext: LinkContext | null;
}

export function storable(known: KnownArticle | undefined): StoredArticle | undefined {
  return known && storableOf(known);
}

/** Returns the records of all cached articles. Creates each record lazily to save memory. */
export function storableRecords(known: ReadonlyMap<string, KnownArticle>): Records {
  return {
    size: known.size,
    *[Symbol.iterator]() {
      for (const [path, article] of known) yield [path, storableOf(article)] as const;
    },
  };
}

/** Returns the stored fields of an article, in the order that the store needs. */
export function storableOf({ bodyHash, bodyLine, facts, lookups }: KnownArticle): StoredArticle {
  return { bodyHash, bodyLine, facts, lookups };
}

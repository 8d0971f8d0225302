import type { Records } from "#engine/base/record-log.ts";
import type { ArticleFacts } from "./article.ts";
import type { LinkContext, KnownAnswers } from "./article-lookups.ts";
import type { StoredArticle } from "./article-store.ts";

/** What is known of a rendered text. */
export interface KnownArticle {
  /** Hash of the text that was rendered last. */
  readonly bodyHash: string;
  readonly bodyLine: number;
  readonly facts: ArticleFacts;
  readonly lookups: KnownAnswers;
  /** The link context of the last lookup; null when that was in an earlier run (see the store's totals). */
  linkContext: LinkContext | null;
}

export function storable(known: KnownArticle | undefined): StoredArticle | undefined {
  return known && storableOf(known);
}

/** Records of all known articles, created lazily as they are written. */
export function storableRecords(known: ReadonlyMap<string, KnownArticle>): Records {
  return {
    size: known.size,
    *[Symbol.iterator]() {
      for (const [path, article] of known) yield [path, storableOf(article)] as const;
    },
  };
}

/** Returns the stored fields of an article, in the order of the store. */
export function storableOf({ bodyHash, bodyLine, facts, lookups }: KnownArticle): StoredArticle {
  return { bodyHash, bodyLine, facts, lookups };
}

import type { Records } from "#engine/base/record-log.ts";
import type { ArticleFacts } from "./article.ts";
import type { LinkContext, KnownAnswers } from "./article-lookups.ts";
import type { StoredArticle } from "./article-store.ts";

/** What is known of a rendered text. */
export interface KnownArticle {
  /** Of the text that was rendered last. */
  readonly bodyHash: string;
  readonly bodyLine: number;
  readonly facts: ArticleFacts;
  readonly lookups: KnownAnswers;
  /** Where its links led when they were last looked up; null: in an earlier run, as its store tells. */
  linkContext: LinkContext | null;
}

/** What is kept of it from run to run, when anything is known. */
export function storable(known: KnownArticle | undefined): StoredArticle | undefined {
  return known && storableOf(known);
}

/** The same of all; made one by one, when they are written. */
export function storableRecords(known: ReadonlyMap<string, KnownArticle>): Records {
  return {
    size: known.size,
    *[Symbol.iterator]() {
      for (const [path, article] of known) yield [path, storableOf(article)] as const;
    },
  };
}

/** The fields in which they are alike, in the order of the store. */
export function storableOf({ bodyHash, bodyLine, facts, lookups }: KnownArticle): StoredArticle {
  return { bodyHash, bodyLine, facts, lookups };
}

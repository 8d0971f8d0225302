import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "#engine/base/engine-version.ts";
import { contentKey } from "#engine/base/content-key.ts";
import { type RawRecord, RecordLog, type Records } from "#engine/base/record-log.ts";
import type { ArticleFacts } from "./article.ts";
import type { KnownAnswers } from "./article-lookups.ts";

interface StoredText {
  readonly bodyHash: string;
  readonly bodyLine: number;
}

/**
 * The stored record of a rendered text.
 * The fields of `StoredText` come first, because `isStoredFor` compares the beginning of a record.
 */
export interface StoredArticle extends StoredText {
  readonly facts: ArticleFacts;
  readonly lookups: KnownAnswers;
}

/** Keys of the records that belong to no text. They contain NUL, so that no blog path equals them. */
const linkContext = "\0link-context";
const remarkable = "\0remarkable";
const stamp = "\0stamp";

export interface StoredTotals {
  /** Key of the link context for which all stored texts are up to date; "" if some texts are outdated. */
  readonly linkContextKey: string;
  /** Paths of the texts that have problems or links to pages, sorted. */
  readonly remarkable: readonly string[];
  /**
   * A random value that is replaced whenever a stored text changes; "" if no text has been saved.
   * Each output folder stores this value, to detect that a build into another folder has changed the texts.
   */
  readonly stamp: string;
}

/** The fields of `StoredTotals` without `stamp`. */
export type TextTotals = Omit<StoredTotals, "stamp">;

/** Stores the facts of rendered texts in the file `articles` of a cache folder. */
export class ArticleStore {
  readonly #log: RecordLog;

  constructor(cacheFolder: string, optionsKey: string) {
    const location = join(cacheFolder, "articles");
    this.#log = new RecordLog(location, `articles ${engineVersion} ${optionsKey}`);
  }

  /** Reads all records. `readStored` parses the record of one text. */
  load(): { articles: Map<string, RawRecord>; totals: StoredTotals } {
    const articles = this.#log.load();
    const key = articles.get(linkContext)?.value();
    const paths = articles.get(remarkable)?.value();
    const last = articles.get(stamp)?.value();
    for (const record of [linkContext, remarkable, stamp]) articles.delete(record);
    const isComplete = typeof key === "string" && Array.isArray(paths) && typeof last === "string";
    // If one of the three records is missing, ignores the other two, so that every text is checked again.
    const totals = isComplete ? { linkContextKey: key, remarkable: paths, stamp: last } : noTotals;
    return { articles, totals };
  }

  /** Sets the record that the next `save` writes for a text. Undefined removes the record. */
  note(path: string, article: StoredArticle | undefined): void {
    this.#log.note(path, article);
  }

  /**
   * Sets the `StoredTotals` that the next `save` writes. `before` must be the totals of the previous call.
   */
  noteTotals(totals: StoredTotals, before: StoredTotals): void {
    const known = recordsOf(before);
    for (const [at, [key, value]] of recordsOf(totals).entries()) {
      if (contentKey(value) !== contentKey(known[at]?.[1])) this.#log.note(key, value);
    }
  }

  /**
   * Writes the changes since the last call. `all` holds all records, in case the whole file is rewritten.
   * Ignores write errors, because a text without a record is rendered again.
   */
  save(all: Records, totals: StoredTotals): void {
    const records = {
      size: all.size + 3,
      *[Symbol.iterator]() {
        yield* recordsOf(totals);
        yield* all;
      },
    };
    try {
      mkdirSync(dirname(this.#log.location), { recursive: true });
      this.#log.flush(records);
    } catch {
      // Ignores the error, because the cache folder may be read-only or the disk may be full.
    }
  }
}

/** Parses a text's record. Returns undefined if the record is missing or invalid. */
export function readStored(record: RawRecord | undefined): StoredArticle | undefined {
  const value = record?.value();
  return isStoredArticle(value) ? value : undefined;
}

/** Whether a record belongs to this version of the text. Compares only the record's unparsed beginning. */
export function isStoredFor(record: RawRecord, { bodyHash, bodyLine }: StoredText): boolean {
  return record.begins(`{"bodyHash":"${bodyHash}","bodyLine":${bodyLine},`);
}

export const noTotals: StoredTotals = { linkContextKey: "", remarkable: [], stamp: "" };

function recordsOf(totals: StoredTotals): (readonly [string, unknown])[] {
  return [
    [linkContext, totals.linkContextKey],
    [remarkable, totals.remarkable],
    [stamp, totals.stamp],
  ];
}

/** Checks only that the fields exist, because the version and checksum of the file were already checked. */
function isStoredArticle(value: unknown): value is StoredArticle {
  return typeof value === "object" && value !== null && "facts" in value && "lookups" in value;
}

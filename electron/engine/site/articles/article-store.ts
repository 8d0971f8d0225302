import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "#engine/base/engine-version.ts";
import { type RawRecord, RecordLog, type Records } from "#engine/base/record-log.ts";
import type { ArticleFacts } from "./article.ts";
import type { KnownAnswers } from "./article-lookups.ts";

interface StoredText {
  readonly bodyHash: string;
  readonly bodyLine: number;
}

/** What is kept of a rendered text from run to run; the fields of `StoredText` come first. */
export interface StoredArticle extends StoredText {
  readonly facts: ArticleFacts;
  readonly lookups: KnownAnswers;
}

/** Keys of records that are no blog paths. */
const linkContext = "\0surroundings";
const remarkable = "\0remarkable";

/** What is known of all texts together. */
export interface StoredTotals {
  /** Of the linkContext in which all texts are current; "" when they are not all current in the same. */
  readonly linkContextKey: string;
  /** Paths of texts with remarks. */
  readonly remarkable: readonly string[];
}

/** The facts of rendered texts on disk, in the file `articles` of a cache folder. */
export class ArticleStore {
  readonly #log: RecordLog;

  /** `optionsKey` stands for what decides how texts are rendered. */
  constructor(cacheFolder: string, optionsKey: string) {
    const location = join(cacheFolder, "articles");
    this.#log = new RecordLog(location, `articles ${engineVersion} ${optionsKey}`);
  }

  /** Reads all; the texts' records are taken apart by `readStored` when they are needed. */
  load(): { articles: Map<string, RawRecord>; totals: StoredTotals } {
    const articles = this.#log.load();
    const key = articles.get(linkContext)?.value();
    const paths = articles.get(remarkable)?.value();
    articles.delete(linkContext);
    articles.delete(remarkable);
    const isComplete = typeof key === "string" && Array.isArray(paths);
    // Without the list of these, their remarks would go untold
    return { articles, totals: isComplete ? { linkContextKey: key, remarkable: paths } : noTotals };
  }

  /** Notes what is known of a text for the next `save`; undefined: nothing any more. */
  note(path: string, article: StoredArticle | undefined): void {
    this.#log.note(path, article);
  }

  /** Notes what is known of all texts together. */
  noteTotals(totals: StoredTotals): void {
    for (const record of recordsOf(totals)) this.#log.note(...record);
  }

  /** Writes what was noted; `all` are the texts as they are now. Fails silently: what is lost is rendered again. */
  save(all: Records, totals: StoredTotals): void {
    const records = {
      size: all.size + 2,
      *[Symbol.iterator]() {
        yield* recordsOf(totals);
        yield* all;
      },
    };
    try {
      mkdirSync(dirname(this.#log.location), { recursive: true });
      this.#log.flush(records);
    } catch {
      // A folder that may only be read, or a full disk
    }
  }
}

/** A text's record. */
export function readStored(record: RawRecord | undefined): StoredArticle | undefined {
  const value = record?.value();
  return isStoredArticle(value) ? value : undefined;
}

/** Whether a text's record is of this very text, as can be told without taking it apart. */
export function isStoredFor(record: RawRecord, { bodyHash, bodyLine }: StoredText): boolean {
  return record.begins(`{"bodyHash":"${bodyHash}","bodyLine":${bodyLine},`);
}

/** Whether they say the same. */
export function sameTotals(a: StoredTotals, b: StoredTotals): boolean {
  return (
    a.linkContextKey === b.linkContextKey &&
    a.remarkable.length === b.remarkable.length &&
    a.remarkable.every((path, at) => path === b.remarkable[at])
  );
}

export const noTotals: StoredTotals = { linkContextKey: "", remarkable: [] };

function recordsOf(totals: StoredTotals): (readonly [string, unknown])[] {
  return [
    [linkContext, totals.linkContextKey],
    [remarkable, totals.remarkable],
  ];
}

/** What a line of the right version and checksum holds is what was written; the rest is for the compiler. */
function isStoredArticle(value: unknown): value is StoredArticle {
  return typeof value === "object" && value !== null && "facts" in value && "lookups" in value;
}

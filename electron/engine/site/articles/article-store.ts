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

/** What is kept of a rendered text across runs; the fields of `StoredText` come first. */
export interface StoredArticle extends StoredText {
  readonly facts: ArticleFacts;
  readonly lookups: KnownAnswers;
}

/** Keys of records that are not blog paths. */
const linkContext = "\0surroundings";
const remarkable = "\0remarkable";

/** Facts about all texts together. */
export interface StoredTotals {
  /** Key of the link context in which all texts are current; "" when there is no such single context. */
  readonly linkContextKey: string;
  /** Paths of texts with links to pages or with problems. */
  readonly remarkable: readonly string[];
}

/** Stores the facts of rendered texts on disk, in the file `articles` of a cache folder. */
export class ArticleStore {
  readonly #log: RecordLog;

  /** `optionsKey` identifies the options that texts are rendered with. */
  constructor(cacheFolder: string, optionsKey: string) {
    const location = join(cacheFolder, "articles");
    this.#log = new RecordLog(location, `articles ${engineVersion} ${optionsKey}`);
  }

  /** Reads all records; those of texts are parsed lazily by `readStored`. */
  load(): { articles: Map<string, RawRecord>; totals: StoredTotals } {
    const articles = this.#log.load();
    const key = articles.get(linkContext)?.value();
    const paths = articles.get(remarkable)?.value();
    articles.delete(linkContext);
    articles.delete(remarkable);
    const isComplete = typeof key === "string" && Array.isArray(paths);
    // Without this list, the remarks of stored texts would not be reported
    return { articles, totals: isComplete ? { linkContextKey: key, remarkable: paths } : noTotals };
  }

  /** Sets what the next `save` writes for a text; undefined removes its record. */
  note(path: string, article: StoredArticle | undefined): void {
    this.#log.note(path, article);
  }

  /** Sets the totals that the next `save` writes. */
  noteTotals(totals: StoredTotals): void {
    for (const record of recordsOf(totals)) this.#log.note(...record);
  }

  /**
   * Writes the noted changes; `all` are the current texts. Ignores failures: lost records are rendered again.
   */
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
      // A read-only folder or a full disk
    }
  }
}

/** Parses a text's record. */
export function readStored(record: RawRecord | undefined): StoredArticle | undefined {
  const value = record?.value();
  return isStoredArticle(value) ? value : undefined;
}

/** Whether a record is of this version of the text, determined without parsing it. */
export function isStoredFor(record: RawRecord, { bodyHash, bodyLine }: StoredText): boolean {
  return record.begins(`{"bodyHash":"${bodyHash}","bodyLine":${bodyLine},`);
}

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

/** A shallow check for the compiler: version and checksum already guarantee that the record is as written. */
function isStoredArticle(value: unknown): value is StoredArticle {
  return typeof value === "object" && value !== null && "facts" in value && "lookups" in value;
}

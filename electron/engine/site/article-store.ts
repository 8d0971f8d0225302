import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersion } from "#engine/files/engine-version.ts";
import { RecordLog } from "#engine/files/record-log.ts";
import type { ArticleFacts } from "./article.ts";
import type { StoredLookups } from "./article-lookups.ts";

/** What is kept of a rendered text from run to run. */
export interface StoredArticle {
  readonly bodyHash: string;
  readonly bodyLine: number;
  readonly facts: ArticleFacts;
  readonly lookups: StoredLookups;
}

/** The key under which the surroundings stand: no blog path. */
const surroundings = "\0surroundings";

/** The facts of rendered texts on disk, in `.hitofude/cache/articles`. */
export class ArticleStore {
  readonly #log: RecordLog;

  /** `optionsKey` stands for what decides how texts are rendered. */
  constructor(blogFolder: string, optionsKey: string) {
    const location = join(blogFolder, ".hitofude", "cache", "articles");
    this.#log = new RecordLog(location, `articles ${engineVersion} ${optionsKey}`);
  }

  /** Reads all, and the key of the surroundings in which they are current; "" when those are not known. */
  load(): { articles: Map<string, StoredArticle>; surroundingsKey: string } {
    const articles = new Map<string, StoredArticle>();
    const records = this.#log.load();
    const key = records.get(surroundings);
    for (const [path, value] of records) if (isStoredArticle(value)) articles.set(path, value);
    return { articles, surroundingsKey: typeof key === "string" ? key : "" };
  }

  /** Notes what is known of a text for the next `save`; undefined: nothing any more. */
  note(path: string, article: StoredArticle | undefined): void {
    this.#log.note(path, article);
  }

  /** Notes in which surroundings all texts are current; "" when they are not all current in the same. */
  noteSurroundings(key: string): void {
    this.#log.note(surroundings, key);
  }

  /** Writes what was noted; `count` and `all` are the texts as they are now. Fails silently: what is lost is rendered again. */
  save(count: number, all: () => Iterable<readonly [string, StoredArticle]>, surroundingsKey: string): void {
    const records = {
      size: count + 1,
      *[Symbol.iterator]() {
        yield [surroundings, surroundingsKey] as const;
        yield* all();
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

/** What a line of the right version and checksum holds is what was written; the rest is for the compiler. */
function isStoredArticle(value: unknown): value is StoredArticle {
  return typeof value === "object" && value !== null && "facts" in value && "lookups" in value;
}

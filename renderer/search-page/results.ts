import {
  type EntryKind,
  entryKinds,
  type SearchContents,
  type SearchText,
  type TextFile,
  textFilesOf,
} from "#contract/site-search/layout.ts";
import type { Candidate } from "./candidates.ts";
import { excerptOf } from "./excerpt.ts";
import { findMatches, markMatches, type Stretch } from "./matches.ts";

/** A found entry and the data that the page shows about the entry. */
export interface Result {
  readonly title: readonly Stretch[];
  readonly url: string;
  readonly date: string;
  readonly iso: string;
  readonly language: string;
  readonly excerpt: readonly Stretch[];
}

/** Number of entries whose texts are loaded and checked at a time. */
const batchSize = 5;

/** The results of a query. Their texts are loaded only when more results are requested. */
export class Results {
  readonly #pieces: readonly string[];
  readonly #load: (name: string) => Promise<unknown>;
  readonly #left: Candidate[];
  readonly #files: Readonly<Record<EntryKind, readonly TextFile[]>>;
  #checked = 0;

  constructor(
    pieces: readonly string[],
    candidates: readonly Candidate[],
    contents: SearchContents,
    load: (name: string) => Promise<unknown>,
  ) {
    this.#pieces = pieces;
    this.#left = [...candidates];
    this.#load = load;
    const [posts, pages] = entryKinds.map((kind) => textFilesOf(kind, contents[kind]));
    this.#files = { posts: posts ?? [], pages: pages ?? [] };
  }

  /** Number of results. The number may decrease while entries are being checked. */
  get count(): number {
    return this.#checked + this.#left.length;
  }

  /** Whether all entries are checked, so that `count` is final. */
  get isComplete(): boolean {
    return this.#left.length === 0;
  }

  /** Returns the next results: at least `wanted`, or all if fewer are left. */
  async next(wanted: number): Promise<Result[]> {
    const found: Result[] = [];
    while (found.length < wanted && this.#left.length > 0) {
      const batch = this.#left.slice(0, batchSize);
      const results = await Promise.all(batch.map((candidate) => this.#check(candidate)));
      this.#left.splice(0, batch.length);
      found.push(...results.flatMap((result) => result ?? []));
      this.#checked += results.filter((result) => result !== null).length;
    }
    return found;
  }

  async #check({ kind, number }: Candidate): Promise<Result | null> {
    const file = this.#files[kind].find(({ end }) => number < end);
    const texts = file ? await this.#load(file.name) : undefined;
    const entry = Array.isArray(texts) ? readText(texts[number - (file?.first ?? 0)]) : null;
    return entry && resultOf(entry, this.#pieces);
  }
}

/**
 * Returns the result for an entry.
 * Returns null if title and text of the entry lack a word of the query.
 */
function resultOf(
  [title, url, date, iso, language, text]: SearchText,
  pieces: readonly string[],
): Result | null {
  const inTitle = findMatches(title, pieces);
  const found = new Set([...inTitle, ...findMatches(text, pieces)].map(({ piece }) => piece));
  if (found.size < pieces.length) return null;
  return { title: markMatches(title, inTitle), url, date, iso, language, excerpt: excerptOf(text, pieces) };
}

function readText(value: unknown): SearchText | null {
  if (!Array.isArray(value)) return null;
  const [title, url, date, iso, language, text] = value.map(String);
  return [title ?? "", url ?? "", date ?? "", iso ?? "", language ?? "", text ?? ""];
}

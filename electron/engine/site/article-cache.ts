import type { Post } from "#engine/blog/post.ts";
import type { Markdown } from "#engine/markdown/markdown-types.ts";
import { type Article, type ArticleFacts, readArticle, renderText } from "./article.ts";
import { ArticleLookups, type ArticleSurroundings, surroundingsKey } from "./article-lookups.ts";
import type { ArticleStore, StoredArticle } from "./article-store.ts";
import { contentKey } from "./content-key.ts";
import { RecentTexts } from "./recent-texts.ts";
import type { SiteEntry } from "./site-entry.ts";

interface KnownArticle {
  /** Of the text that was rendered last. */
  readonly bodyHash: string;
  readonly bodyLine: number;
  readonly facts: ArticleFacts;
  readonly lookups: ArticleLookups;
  /** Where its links led when they were last looked up; null: in an earlier run, as its store tells. */
  surroundings: ArticleSurroundings | null;
}

/** Texts of entries as they are now. */
export interface ArticleSource {
  articleOf(entry: SiteEntry): ArticleFacts;
  htmlOf(entry: SiteEntry): string;
}

interface Now {
  readonly posts: ReadonlyMap<string, Post>;
  readonly surroundings: ArticleSurroundings;
  /** Whether everything leads where it led in the run that wrote the store. */
  readonly isAsStored: boolean;
}

/**
 * What is known of rendered texts by blog path, kept from build to build and from run to run: a text is rendered again only
 * when it or what it links to changed, and facts that stay the same stay the same object. The HTML itself is kept of a few
 * texts only, for all of them would be the greater part of the memory.
 */
export class ArticleCache {
  /** How many texts were rendered since the cache was made. */
  renders = 0;
  readonly #markdown: Markdown;
  readonly #store: ArticleStore;
  readonly #recent = new RecentTexts();
  readonly #known = new Map<string, KnownArticle>();
  /** Paths of texts that the store has otherwise. */
  readonly #unsaved = new Set<string>();
  #storedKey = "";

  constructor(markdown: Markdown, store: ArticleStore) {
    this.#markdown = markdown;
    this.#store = store;
    const { articles, surroundingsKey } = store.load();
    this.#storedKey = surroundingsKey;
    for (const [path, { lookups, ...known }] of articles) {
      this.#known.set(path, { ...known, lookups: new ArticleLookups(lookups), surroundings: null });
    }
  }

  /** The texts of these posts, with links to what is around them. */
  within(posts: ReadonlyMap<string, Post>, surroundings: ArticleSurroundings): ArticleSource {
    const isAsStored = this.#storedKey !== "" && this.#storedKey === surroundingsKey(surroundings);
    const now: Now = { posts, surroundings, isAsStored };
    return {
      articleOf: (entry) => this.#factsOf(entry, now),
      htmlOf: (entry) => this.#htmlOf(entry, now),
    };
  }

  /** Forgets texts of files that are gone. */
  keepOnly(paths: { has(path: string): boolean }): void {
    for (const path of this.#known.keys()) {
      if (paths.has(path)) continue;
      this.#known.delete(path);
      this.#unsaved.add(path);
    }
  }

  /** Writes what is known to disk. */
  save(surroundings: ArticleSurroundings): void {
    for (const path of this.#unsaved) this.#store.note(path, storable(this.#known.get(path)));
    this.#unsaved.clear();
    const key = this.#areAllIn(surroundings) ? surroundingsKey(surroundings) : "";
    if (key !== this.#storedKey) this.#store.noteSurroundings(key);
    this.#storedKey = key;
    this.#store.save(this.#known.size, () => storableEntries(this.#known), key);
  }

  #areAllIn(surroundings: ArticleSurroundings): boolean {
    for (const known of this.#known.values()) if (known.surroundings !== surroundings) return false;
    return true;
  }

  #factsOf(entry: SiteEntry, now: Now): ArticleFacts {
    const known = this.#known.get(entry.post.path);
    if (!known || !isCurrent(known, entry, now)) return this.#render(entry, now).facts;
    known.surroundings = now.surroundings;
    return known.facts;
  }

  #htmlOf(entry: SiteEntry, now: Now): string {
    const { key } = this.#factsOf(entry, now);
    return this.#recent.get(entry.post.path, key) ?? this.#render(entry, now).html;
  }

  #render(entry: SiteEntry, { posts, surroundings }: Now): Article {
    const { path } = entry.post;
    const post = postAt(posts, path);
    const text = renderText(this.#markdown, entry, post, surroundings);
    const article = readArticle(post, text);
    this.renders += 1;
    const before = this.#known.get(path)?.facts;
    const facts = before ? sameFacts(before, article.facts) : article.facts;
    const { bodyHash, bodyLine } = post;
    this.#known.set(path, { bodyHash, bodyLine, surroundings, facts, lookups: text.lookups });
    this.#unsaved.add(path);
    this.#recent.put(path, facts.key, article.html);
    return { facts, html: article.html };
  }
}

function postAt(posts: ReadonlyMap<string, Post>, path: string): Post {
  const post = posts.get(path);
  if (!post) throw new Error(`no such post: ${path}`);
  return post;
}

function isCurrent(known: KnownArticle, entry: SiteEntry, { posts, surroundings, isAsStored }: Now): boolean {
  const { bodyHash, bodyLine } = postAt(posts, entry.post.path);
  if (known.bodyHash !== bodyHash || known.bodyLine !== bodyLine) return false;
  if (known.surroundings === surroundings || (known.surroundings === null && isAsStored)) return true;
  return known.lookups.areCurrent(entry, surroundings);
}

/** The facts as they were, or those parts of them that are as they were. */
function sameFacts(before: ArticleFacts, now: ArticleFacts): ArticleFacts {
  const sameCard = before.card.excerpt === now.card.excerpt && before.card.image === now.card.image;
  const facts = sameCard ? { ...now, card: before.card } : now;
  return contentKey(before) === contentKey(facts) ? before : facts;
}

function storable(known: KnownArticle | undefined): StoredArticle | undefined {
  if (!known) return undefined;
  const { bodyHash, bodyLine, facts, lookups } = known;
  return { bodyHash, bodyLine, facts, lookups: lookups.stored() };
}

function* storableEntries(all: ReadonlyMap<string, KnownArticle>): Generator<[string, StoredArticle]> {
  for (const [path, known] of all) {
    const stored = storable(known);
    if (stored) yield [path, stored];
  }
}

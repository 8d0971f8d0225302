import { randomUUID } from "node:crypto";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { type RawRecord, recordsFrom } from "#engine/base/record-log.ts";
import type { Markdown } from "#engine/markdown/types/markdown-types.ts";
import { type ArticleFacts, type ArticleRemarks, readArticle, renderText, sameFacts } from "./article.ts";
import { type LinkContext, areCurrent, linkContextKey, mayLeadTo } from "./article-lookups.ts";
import {
  type ArticleStore,
  isStoredFor,
  noTotals,
  readStored,
  type StoredTotals,
  type TextTotals,
} from "./article-store.ts";
import { contentKey } from "#engine/base/content-key.ts";
import { type KnownArticle, storable, storableOf, storableRecords } from "./known-article.ts";
import { RecentTexts } from "./recent-texts.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { PrerenderedText, TextRenderer, PrerenderedTexts } from "./texts-ahead.ts";

export interface ArticleSource {
  articleOf(entry: SiteEntry): ArticleFacts;
  htmlOf(entry: SiteEntry): string;
  /** Returns the plain text of an entry, one line per paragraph. */
  plainTextOf(entry: SiteEntry): string;
  /** Returns the problems and page links of a text. Faster than `articleOf`. */
  remarksOf(entry: SiteEntry): ArticleRemarks;
  /**
   * Returns the entries to render again: their texts or the targets of their links have changed.
   * Faster if `moves` lists the pages that were added, removed or moved since an earlier check.
   */
  staleOf(all: Iterable<SiteEntry>, moves?: PageMoves): SiteEntry[];
  /**
   * Starts to render outdated texts in the background, in the given order.
   * Returns undefined if rendering on demand is at least as fast as rendering in the background.
   * The caller must close the returned object before the next call.
   */
  renderAhead(all: readonly SiteEntry[], withWords: boolean): PrerenderedTexts | undefined;
}

/** The pages that were added, removed or moved since the link context `since`. The media did not change. */
export interface PageMoves {
  readonly since: object;
  /** The last segments (`endingOf`) of the pages' old and new paths, addresses and aliases. */
  readonly endings: ReadonlySet<string>;
}

interface Now {
  readonly posts: ReadonlyMap<string, Post>;
  readonly linkContext: LinkContext;
  /** Whether all links still have the targets that they had when the stored records were written. */
  readonly isAsStored: boolean;
  /** Blog paths of the outdated texts; undefined until `staleOf` determines them. */
  stale?: ReadonlySet<string>;
}

/**
 * Caches the facts of rendered texts across builds and runs of the program.
 * A text is rendered again only if the text or the target of one of its links has changed.
 * Keeps the HTML of recently rendered texts only, because the HTML of all texts takes too much memory.
 */
export class ArticleCache {
  renders = 0;
  readonly #markdown: Markdown;
  readonly #store: ArticleStore;
  readonly #renderer: TextRenderer | undefined;
  #ahead: { readonly now: Now; readonly texts: PrerenderedTexts } | undefined;
  readonly #recent = new RecentTexts(5_000_000);
  readonly #recentWords = new RecentTexts(1_500_000);
  readonly #known = new Map<string, KnownArticle>();
  /** Stored records of earlier runs that have not been parsed in this run. */
  readonly #stored: Map<string, RawRecord>;
  readonly #unsaved = new Set<string>();
  #totals: StoredTotals;
  #remarkable: ReadonlySet<string>;
  /** The link context of the last `save`; undefined if some texts were outdated at that time. */
  #savedIn: LinkContext | undefined;

  /** `renderer` renders in the background. Without a renderer, this thread renders every text. */
  constructor(markdown: Markdown, store: ArticleStore, renderer?: TextRenderer) {
    this.#markdown = markdown;
    this.#store = store;
    this.#renderer = renderer;
    const { articles, totals } = store.load();
    this.#stored = articles;
    this.#totals = totals;
    this.#remarkable = new Set(totals.remarkable);
  }

  /** Returns a source of the given posts' texts, which resolves the texts' links in `linkContext`. */
  within(posts: ReadonlyMap<string, Post>, linkContext: LinkContext): ArticleSource {
    const now: Now = { posts, linkContext, isAsStored: this.isAsStored(linkContext) };
    return {
      articleOf: (entry) => this.#factsOf(entry, now),
      htmlOf: (entry) => this.#htmlOf(entry, now),
      plainTextOf: (entry) => this.#plainTextOf(entry, now),
      remarksOf: (entry) => (this.#isPlain(entry, now) ? noRemarks : this.#factsOf(entry, now)),
      staleOf: (all, moves) => this.#staleOf(all, now, moves),
      renderAhead: (all, withWords) => this.#renderAhead(all, withWords, now),
    };
  }

  /** A random text that identifies the saved texts; "" if a text has changed since the last `save`. */
  get stamp(): string {
    return this.#unsaved.size > 0 ? "" : this.#totals.stamp;
  }

  /** Whether all links still have the targets that they had at the last `save`. */
  isAsStored(linkContext: LinkContext): boolean {
    const { linkContextKey: key } = this.#totals;
    return key !== "" && key === linkContextKey(linkContext);
  }

  keepOnly(paths: { has(path: string): boolean }): void {
    for (const texts of [this.#known, this.#stored]) {
      // `forEach` makes no garbage, unlike a loop over thousands of keys.
      texts.forEach((_, path) => {
        if (paths.has(path)) return;
        texts.delete(path);
        this.#unsaved.add(path);
      });
    }
  }

  /** Saves the cache to disk. `linkContext` is the link context of the last build. */
  save(linkContext: LinkContext): void {
    const stamp = this.stamp || randomUUID();
    const totals = { ...this.#totalsOf(linkContext), stamp };
    for (const path of this.#unsaved) this.#store.note(path, storable(this.#known.get(path)));
    this.#store.noteTotals(totals, this.#totals);
    this.#unsaved.clear();
    this.#totals = totals;
    this.#remarkable = new Set(totals.remarkable);
    this.#savedIn = totals.linkContextKey === "" ? undefined : linkContext;
    this.#store.save(recordsFrom(storableRecords(this.#known), this.#stored), totals);
  }

  #totalsOf(linkContext: LinkContext): TextTotals {
    // Saves no summary of all texts (`StoredTotals`) while the size of an image is unknown.
    // With a summary, later runs would skip the text with the image, because they compare no image sizes.
    if (linkContext.media.hasUnread) return noTotals;
    return this.#savedIn === linkContext ? this.#totalsAgain(linkContext) : this.#totalsIn(linkContext);
  }

  #totalsIn(linkContext: LinkContext): TextTotals {
    const isAsStored = this.#stored.size === 0 || this.isAsStored(linkContext);
    const remarkable = this.#totals.remarkable.filter((path) => this.#stored.has(path));
    let areAllCurrent = true;
    // `forEach` makes no garbage, unlike a loop over thousands of pairs.
    this.#known.forEach((known, path) => {
      areAllCurrent &&= isAsStored && known.linkContext === linkContext;
      if (hasRemarks(known.facts)) remarkable.push(path);
    });
    if (!areAllCurrent) return noTotals;
    return { linkContextKey: linkContextKey(linkContext), remarkable: remarkable.sort() };
  }

  /**
   * Returns the saved summary of all texts (`StoredTotals`), updated for the texts that changed later.
   * Returns `noTotals` if a changed text was rendered with a different link context.
   */
  #totalsAgain(linkContext: LinkContext): TextTotals {
    const { linkContextKey } = this.#totals;
    const remarkable = new Set(this.#remarkable);
    for (const path of this.#unsaved) {
      const known = this.#known.get(path);
      if (known && known.linkContext !== linkContext) return noTotals;
      if (known && hasRemarks(known.facts)) remarkable.add(path);
      else remarkable.delete(path);
    }
    return { linkContextKey, remarkable: [...remarkable].sort() };
  }

  #isPlain(entry: SiteEntry, now: Now): boolean {
    const { path } = entry.post;
    return this.#stored.has(path) && !this.#isStale(entry, now) && !this.#remarkable.has(path);
  }

  #staleOf(all: Iterable<SiteEntry>, now: Now, moves?: PageMoves): SiteEntry[] {
    const stale: SiteEntry[] = [];
    for (const entry of all) if (this.#isStale(entry, now, moves)) stale.push(entry);
    now.stale = new Set(stale.map(({ post }) => post.path));
    return stale;
  }

  #isStale(entry: SiteEntry, now: Now, moves?: PageMoves): boolean {
    const stored = this.#stored.get(entry.post.path);
    if (stored && now.stale) return now.stale.has(entry.post.path);
    if (stored) return !(now.isAsStored && isStoredFor(stored, postAt(now.posts, entry.post.path)));
    const known = this.#known.get(entry.post.path);
    if (!known || !isCurrent(known, entry, now, moves)) return true;
    known.linkContext = now.linkContext;
    return false;
  }

  #knownAt(path: string): KnownArticle | undefined {
    const known = this.#known.get(path);
    if (known) return known;
    const stored = readStored(this.#stored.get(path));
    if (!stored) return undefined;
    const article = { ...stored, linkContext: null };
    this.#stored.delete(path);
    this.#known.set(path, article);
    return article;
  }

  #factsOf(entry: SiteEntry, now: Now): ArticleFacts {
    const known = this.#knownAt(entry.post.path);
    if (!known || !isCurrent(known, entry, now)) return this.#render(entry, now).facts;
    known.linkContext = now.linkContext;
    return known.facts;
  }

  #htmlOf(entry: SiteEntry, now: Now): string {
    const { key } = this.#factsOf(entry, now);
    return this.#recent.get(entry.post.path, key) ?? this.#render(entry, now).html;
  }

  #plainTextOf(entry: SiteEntry, now: Now): string {
    const { key } = this.#factsOf(entry, now);
    const { path } = entry.post;
    const known = this.#recentWords.get(path, key) ?? this.#render(entry, now).plainText;
    // Renders the text again if the background rendering made no plain text (if `withWords` was false).
    return known ?? this.#renderHere(entry, now).plainText;
  }

  #renderAhead(all: readonly SiteEntry[], withWords: boolean, now: Now): PrerenderedTexts | undefined {
    if (!this.#renderer) return undefined;
    const stale = this.#staleOf(all, now);
    const { posts, linkContext } = now;
    const texts = this.#renderer.begin({ entries: stale, posts, linkContext, withPlainText: withWords });
    this.#ahead = texts && { now, texts };
    return texts;
  }

  #render(entry: SiteEntry, now: Now): PrerenderedText {
    const { path } = entry.post;
    const made = this.#madeAhead(path, now) ?? this.#renderHere(entry, now);
    const { html, plainText, lookups } = made;
    this.renders += 1;
    const before = this.#knownAt(path);
    const facts = before ? sameFacts(before.facts, made.facts) : made.facts;
    const { bodyHash, bodyLine } = postAt(now.posts, path);
    this.#note(path, { bodyHash, bodyLine, linkContext: now.linkContext, facts, lookups });
    this.#recent.put(path, facts.key, html);
    if (plainText !== undefined) this.#recentWords.put(path, facts.key, plainText);
    return { facts, html, plainText, lookups };
  }

  #renderHere(entry: SiteEntry, { posts, linkContext }: Now): PrerenderedText & { plainText: string } {
    const post = postAt(posts, entry.post.path);
    const text = renderText(this.#markdown, entry, bodyOf(post), linkContext);
    const { plainText } = text.rendered;
    return { ...readArticle(post, text), plainText, lookups: text.lookups.answers() };
  }

  #note(path: string, now: KnownArticle): void {
    const before = this.#known.get(path);
    if (before && contentKey(storableOf(before)) === contentKey(storableOf(now))) {
      before.linkContext = now.linkContext;
      return;
    }
    this.#known.set(path, now);
    this.#unsaved.add(path);
  }

  #madeAhead(path: string, now: Now): PrerenderedText | undefined {
    const text = this.#ahead?.now === now ? this.#ahead.texts.take(path) : undefined;
    // Renders a text with unreadable images in this thread, because only this thread records such images.
    return text?.lookups.images.some(([, { fault }]) => fault === "image.unread") ? undefined : text;
  }
}

function postAt(posts: ReadonlyMap<string, Post>, path: string): Post {
  const post = posts.get(path);
  if (!post) throw new Error(`no such post: ${path}`);
  return post;
}

function isCurrent(
  known: KnownArticle,
  entry: SiteEntry,
  { posts, linkContext, isAsStored }: Now,
  moves?: PageMoves,
): boolean {
  const { bodyHash, bodyLine } = postAt(posts, entry.post.path);
  if (known.bodyHash !== bodyHash || known.bodyLine !== bodyLine) return false;
  // Outdated for this caller, even if another session has rendered the text again after the move of a page.
  if (moves && known.linkContext !== moves.since && mayLeadTo(known.lookups, moves.endings)) return false;
  if (known.linkContext === linkContext || (known.linkContext === null && isAsStored)) return true;
  if (moves && known.linkContext === moves.since && !mayLeadTo(known.lookups, moves.endings)) return true;
  return areCurrent(known.lookups, entry, linkContext);
}

const noRemarks: ArticleRemarks = { pageLinks: [], problems: [] };

function hasRemarks({ pageLinks, problems }: ArticleRemarks): boolean {
  return pageLinks.length + problems.length > 0;
}

import type { Post } from "#engine/blog/post.ts";
import type { Markdown } from "#engine/markdown/markdown-types.ts";
import { type Article, type ArticleFacts, readArticle, renderText } from "./article.ts";
import type { ArticleLookups, ArticleSurroundings } from "./article-lookups.ts";
import { contentKey } from "./content-key.ts";
import { RecentTexts } from "./recent-texts.ts";
import type { SiteEntry } from "./site-entry.ts";

interface KnownArticle {
  /** The reading of the file that was rendered last. */
  readonly post: Post;
  /** Where its links led when they were last looked up. */
  readonly surroundings: ArticleSurroundings;
  readonly facts: ArticleFacts;
  readonly lookups: ArticleLookups;
}

/** Texts of entries as they are now. */
export interface ArticleSource {
  articleOf(entry: SiteEntry): ArticleFacts;
  htmlOf(entry: SiteEntry): string;
}

/**
 * What is known of rendered texts by blog path, kept from build to build: a text is rendered again only when it or what it
 * links to changed, and facts that stay the same stay the same object. The HTML itself is kept of a few texts only, for
 * all of them would be the greater part of the memory.
 */
export class ArticleCache {
  /** How many texts were rendered since the cache was made. */
  renders = 0;
  readonly #markdown: Markdown;
  readonly #known = new Map<string, KnownArticle>();
  readonly #recent = new RecentTexts();

  constructor(markdown: Markdown) {
    this.#markdown = markdown;
  }

  /** The texts of these posts, with links to what is around them. */
  within(posts: ReadonlyMap<string, Post>, surroundings: ArticleSurroundings): ArticleSource {
    const sourceOf = (entry: SiteEntry): Post => {
      const post = posts.get(entry.post.path);
      if (!post) throw new Error(`no such post: ${entry.post.path}`);
      return post;
    };
    return {
      articleOf: (entry) => this.#factsOf(entry, sourceOf(entry), surroundings),
      htmlOf: (entry) => this.#htmlOf(entry, sourceOf(entry), surroundings),
    };
  }

  /** Forgets texts of files that are gone. */
  keepOnly(paths: { has(path: string): boolean }): void {
    for (const path of this.#known.keys()) {
      if (!paths.has(path)) this.#known.delete(path);
    }
  }

  #factsOf(entry: SiteEntry, post: Post, surroundings: ArticleSurroundings): ArticleFacts {
    const known = this.#known.get(post.path);
    if (known && isCurrent(known, entry, post, surroundings)) {
      if (known.post !== post || known.surroundings !== surroundings) {
        this.#known.set(post.path, { ...known, post, surroundings });
      }
      return known.facts;
    }
    const { facts } = this.#render(entry, post, surroundings);
    return facts;
  }

  #htmlOf(entry: SiteEntry, post: Post, surroundings: ArticleSurroundings): string {
    const { key } = this.#factsOf(entry, post, surroundings);
    return this.#recent.get(post.path, key) ?? this.#render(entry, post, surroundings).html;
  }

  #render(entry: SiteEntry, post: Post, surroundings: ArticleSurroundings): Article {
    const text = renderText(this.#markdown, entry, post, surroundings);
    const article = readArticle(post, text);
    this.renders += 1;
    const known = this.#known.get(post.path)?.facts;
    const facts = known ? sameFacts(known, article.facts) : article.facts;
    this.#known.set(post.path, { post, surroundings, facts, lookups: text.lookups });
    this.#recent.put(post.path, facts.key, article.html);
    return { facts, html: article.html };
  }
}

function isCurrent(
  known: KnownArticle,
  entry: SiteEntry,
  { body, bodyLine }: Post,
  surroundings: ArticleSurroundings,
): boolean {
  if (known.post.body !== body || known.post.bodyLine !== bodyLine) return false;
  return known.surroundings === surroundings || known.lookups.areCurrent(entry, surroundings);
}

/** The facts as they were, or those parts of them that are as they were. */
function sameFacts(before: ArticleFacts, now: ArticleFacts): ArticleFacts {
  const sameCard = before.card.excerpt === now.card.excerpt && before.card.image === now.card.image;
  const facts = sameCard ? { ...now, card: before.card } : now;
  return contentKey(before) === contentKey(facts) ? before : facts;
}

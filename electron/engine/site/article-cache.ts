import type { Markdown } from "#engine/markdown/markdown-types.ts";
import { type Article, readArticle, renderText } from "./article.ts";
import type { ArticleLookups, ArticleSurroundings } from "./article-lookups.ts";
import type { SiteEntry } from "./site-entry.ts";

interface CachedArticle {
  readonly body: string;
  readonly bodyLine: number;
  readonly article: Article;
  readonly lookups: ArticleLookups;
}

/** Rendered texts by blog path, kept from build to build; a text is rendered again only when it or its links changed. */
export class ArticleCache {
  /** How many texts were rendered since the cache was made. */
  renders = 0;
  readonly #markdown: Markdown;
  readonly #articles = new Map<string, CachedArticle>();

  constructor(markdown: Markdown) {
    this.#markdown = markdown;
  }

  /** Gives each entry's article, checked at most once per call of `within`, because surroundings do not change in it. */
  within(surroundings: ArticleSurroundings): (entry: SiteEntry) => Article {
    const checked = new Map<SiteEntry, Article>();
    return (entry) => {
      const known = checked.get(entry);
      if (known) return known;
      const article = this.#articleOf(entry, surroundings);
      checked.set(entry, article);
      return article;
    };
  }

  /** Forgets texts of files that are gone. */
  keepOnly(paths: { has(path: string): boolean }): void {
    for (const path of this.#articles.keys()) {
      if (!paths.has(path)) this.#articles.delete(path);
    }
  }

  #articleOf(entry: SiteEntry, surroundings: ArticleSurroundings): Article {
    const { path, body, bodyLine } = entry.post;
    const cached = this.#articles.get(path);
    if (
      cached?.body === body &&
      cached.bodyLine === bodyLine &&
      cached.lookups.areCurrent(entry, surroundings)
    ) {
      return cached.article;
    }
    const text = renderText(this.#markdown, entry, surroundings);
    const article = readArticle(entry, text);
    this.renders += 1;
    this.#articles.set(path, { body, bodyLine, article, lookups: text.lookups });
    return article;
  }
}

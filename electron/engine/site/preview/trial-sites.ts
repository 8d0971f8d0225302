import { join } from "node:path";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { ArticleCache } from "../articles/article-cache.ts";
import { ArticleStore } from "../articles/article-store.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import type { ThemeDrafts } from "../theme/theme.ts";
import { ThemeContexts } from "../session/theme-contexts.ts";
import type { Site, SiteInput, ThemeContext } from "../model/site.ts";
import type { PreviewOptions } from "../entries/site-entries.ts";
import type { SiteFactory } from "../session/site-factory.ts";
import { type ArticlePipeline, SiteSession, type SiteSource } from "../session/site-session.ts";

/**
 * Makes sites that the program only tries out.
 * A trial site can use unsaved settings and theme files. It can also contain only some of the posts.
 * Trial sites use a session of their own, so that the blog's session keeps its cached data.
 */
export class TrialSites implements SiteSource {
  readonly options: SiteFactory["options"];
  readonly #factory: SiteFactory;
  readonly #themes: ThemeContexts;
  readonly #session: SiteSession;
  readonly #hasAllPosts: boolean;
  #drafts: ThemeDrafts | undefined;
  #texts: { readonly from: ArticlePipeline; readonly own: ArticlePipeline } | undefined;

  /**
   * `hasAllPosts` states whether the sites contain all posts of the blog.
   * Only sites with all posts share the blog's rendered texts.
   */
  constructor(factory: SiteFactory, hasAllPosts: boolean) {
    this.options = factory.options;
    this.#factory = factory;
    this.#themes = new ThemeContexts(factory.options);
    this.#session = new SiteSession(this);
    this.#hasAllPosts = hasAllPosts;
  }

  /** Sets the theme files that the next sites use instead of the files on disk. */
  set drafts(drafts: ThemeDrafts) {
    this.#drafts = drafts;
  }

  /** Creates a site. Throws `theme.notFound` or `theme.syntax`. */
  create(input: SiteInput, preview: PreviewOptions): Site {
    return this.#session.next(input, preview).site;
  }

  readMedia(settings: BlogSettings): MediaLibrary {
    return this.#factory.readMedia(settings);
  }

  themeContextFor(settings: BlogSettings): ThemeContext {
    return this.#themes.of(settings, this.#drafts);
  }

  pipelineFor(settings: BlogSettings): ArticlePipeline {
    const from = this.#factory.pipelineFor(settings);
    if (this.#hasAllPosts) return from;
    if (this.#texts?.from !== from) {
      // Sites with few posts use a store of their own, which is never written to disk.
      // Saving their texts in the blog's store would remove all other texts from it.
      const store = new ArticleStore(join(this.options.cacheFolder, "trial"), "");
      this.#texts = { from, own: { ...from, articles: new ArticleCache(from.markdown, store) } };
    }
    return this.#texts.own;
  }
}

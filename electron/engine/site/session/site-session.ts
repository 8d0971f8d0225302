import { changesBetween } from "#contract/list-changes.ts";
import { entriesOf, type SiteModel } from "../model/site-model.ts";
import type { Markdown } from "#engine/markdown/types/markdown-types.ts";
import type { TermCache } from "../search/term-cache.ts";
import type { TypedText } from "../articles/typed-text.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { ArticleCache, ArticleSource } from "../articles/article-cache.ts";
import { type LinkContext, resolveSetting } from "../articles/article-lookups.ts";
import { withWaitingLinks } from "../articles/html-rewrite.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { contentKey, EntriesKey } from "#engine/base/content-key.ts";
import type { ResolvedLink } from "../articles/link-targets.ts";
import { resolveNamed } from "./named-targets.ts";
import { SearchIndex } from "../search/segment-index.ts";
import { hasSearch } from "../template-data/search-scope.ts";
import type { Site, SiteInput, ThemeContext } from "../model/site.ts";
import { renewedMap } from "../model/renewed-map.ts";
import type { PreviewOptions } from "../entries/site-entries.ts";
import { SiteModels } from "../model/site-models.ts";
import { isProtected, protectedSections } from "../entries/protected-sections.ts";
import { ProtectedMedia } from "./protected-media.ts";
import { includeOf, pageKeyOf, siteKeyOf, timeKey } from "./session-keys.ts";
import { Summaries } from "../template-data/summary.ts";
import { type TouchedPages, touchedPages } from "./touched-pages.ts";
import type { PrerenderedTexts } from "../articles/texts-ahead.ts";
import { normalizeBaseUrl } from "../addresses/urls.ts";

export interface ArticlePipeline {
  readonly markdown: Markdown;
  readonly articles: ArticleCache;
  readonly terms: TermCache;
  readonly typed: TypedText;
}

/** Everything from which a site is made, except posts and settings. All sessions of a blog use one source. */
export interface SiteSource {
  readonly options: { readonly blogId: string };
  readMedia(settings: BlogSettings): MediaLibrary;
  themeContextFor(settings: BlogSettings): ThemeContext;
  pipelineFor(settings: BlogSettings): ArticlePipeline;
}

/** A site that a session made, and the data that `changedSince` needs. */
export interface SessionState {
  readonly site: Site;
  /** An object that is shared by all sites with equal theme, settings, media and order of posts. */
  readonly family: object;
  /** Number of posts that had changed between the creation of the object `family` and this state. */
  readonly changes: number;
  /**
   * Identifies the content: the posts, the media, and the settings on which any page may depend.
   * Two successive sites with the same `content` differ at most in their theme and the values of `site`.
   */
  readonly content: object;
}

/** A link context that stays the same object while all links keep their targets. Only `model` is replaced. */
interface StableLinkContext extends LinkContext {
  model: SiteModel;
}

interface Made {
  readonly key: string;
  readonly themeContext: ThemeContext;
  readonly model: SiteModel;
  readonly linkContext: StableLinkContext;
  readonly articles: ArticleCache;
  readonly site: Site;
  readonly family: object;
  content: object;
  /** Holds the source of the site's texts, so that the source can be replaced without a new site object. */
  readonly texts: { source: ArticleSource };
  siteKey?: string;
}

/**
 * Makes the successive sites of a blog for one purpose, such as preview or build.
 * As long as only texts of posts change, the site stays the same object.
 * Sites with equal theme, settings, media and order of posts have the same `family` object.
 */
export class SiteSession {
  readonly #source: SiteSource;
  readonly #models = new SiteModels();
  readonly #summaries = new Summaries();
  readonly #entriesKey = new EntriesKey<SiteEntry>(({ year }) => year);
  readonly #searchIndex = new SearchIndex();
  readonly #protectedMedia = new ProtectedMedia();
  #posts: ReadonlyMap<string, Post> = new Map();
  #list: readonly Post[] = [];
  #made: Made | undefined;
  /** Whether the caches may still contain data of removed posts. */
  #hasGone = true;
  /** Blog paths of the posts that have changed since `family` was last replaced by a new object. */
  #changed: string[] = [];
  /** What `touchedSince` returns: the pages that may differ from those of the earlier content `since`. */
  #touched: { readonly since: object; readonly pages: TouchedPages } | undefined;

  constructor(source: SiteSource) {
    this.#source = source;
  }

  /**
   * Makes the current site. Reads the theme from disk, and also the media if `media` is missing.
   * Throws `theme.notFound` or `theme.syntax`.
   */
  next(
    input: SiteInput,
    preview: PreviewOptions | null,
    media = this.#source.readMedia(input.settings),
  ): SessionState {
    const themeContext = this.#source.themeContextFor(input.settings);
    const [{ settings }, { now, staying, protection }] = [themeContext, input];
    const { articles } = this.#source.pipelineFor(settings);
    const baseUrl = normalizeBaseUrl(input.baseUrl);
    const include = includeOf(input, preview);
    const { kept = new Set<string>(), oldFiles = new Set<string>() } = input;
    const paths = contentKey([...kept], protection, [...oldFiles]);
    const key = `${baseUrl}\n${include}\n${paths}\n${timeKey(settings, now)}`;
    const changed = this.#takePosts(input.posts);
    const model = this.#models.create(this.#shownOf(input, preview), { settings, now, staying, preview });
    const before = this.#made;
    const linkContext = this.#linkContextOf(model, media);
    const source = articles.within(this.#posts, linkContext);
    const isAlike =
      before?.key === key &&
      before.themeContext === themeContext &&
      before.linkContext.media === media &&
      before.articles === articles;
    const isSameFamily = isAlike && before.model.shape === model.shape;
    if (isSameFamily) this.#changed.push(...changed);
    else this.#changed = [];
    const changes = this.#changed.length;
    if (isSameFamily && before.model === model) {
      before.texts.source = source;
      if (changed.length > 0) before.content = {};
      this.#summaries.begin(before.site);
      return { site: before.site, family: before.family, changes, content: before.content };
    }
    if (!isSameFamily && (this.#hasGone || before?.articles !== articles)) {
      articles.keepOnly(this.#posts);
      this.#summaries.keepOnly(this.#posts);
      this.#hasGone = false;
    }
    const texts = { source };
    const site = this.#siteOf(
      { now, baseUrl, include, kept, oldFiles, protection, isPreview: preview !== null },
      { themeContext, model, linkContext, texts, open: preview?.open ?? null },
    );
    this.#summaries.begin(site);
    const family = isSameFamily ? before.family : {};
    const isSameContent =
      changed.length === 0 &&
      before?.key === key &&
      before.model === model &&
      before.linkContext === linkContext &&
      before.articles === articles &&
      before.site.pageKey === site.pageKey;
    const content = isSameContent ? before.content : {};
    const isNoted = isAlike && preview === null;
    const pages = isNoted ? touchedPages(before, { model, linkContext, texts }, changed) : undefined;
    this.#touched = isNoted && pages ? { since: before.content, pages } : undefined;
    this.#made = { key, themeContext, model, linkContext, articles, site, family, content, texts };
    return { site, family, changes, content };
  }

  /** Identifies the latest site and the stored texts. An unchanged blog has the same key in later runs. */
  get key(): string {
    const made = this.#made;
    if (!made) return "";
    made.siteKey ??= siteKeyOf(made, this.#entriesKey.of(entriesOf(made.model)));
    return `${made.siteKey} ${made.articles.stamp}`;
  }

  staleTexts(): string[] {
    const { site, texts } = this.#made ?? {};
    const stale = site && texts?.source.staleOf(entriesOf(site.model));
    return stale?.map(({ post }) => post.path) ?? [];
  }

  /** Starts to render outdated texts in the background. Returns undefined if few texts are outdated. */
  renderAhead(): PrerenderedTexts | undefined {
    if (!this.#made) return undefined;
    const { site, texts } = this.#made;
    return texts.source.renderAhead(site.model.entries, hasSearch(site));
  }

  saveTexts(): void {
    if (!this.#made) return;
    this.#made.articles.save(this.#made.linkContext);
    this.#source.pipelineFor(this.#made.themeContext.settings).terms.save(this.#posts);
  }

  /** The posts of the latest site. The map is never modified. */
  get posts(): ReadonlyMap<string, Post> {
    return this.#posts;
  }

  /**
   * Returns the blog paths of the posts that changed after an earlier state with the same object `family`.
   */
  changedSince({ changes }: SessionState): Set<string> {
    return new Set(this.#changed.slice(changes));
  }

  /** Returns the pages that may have changed since a given state. Undefined means all pages. */
  touchedSince({ content }: SessionState): TouchedPages | undefined {
    return this.#touched?.since === content ? this.#touched.pages : undefined;
  }

  /** Copies the posts, because the caller changes its map later. Returns the paths of changed posts. */
  #takePosts(posts: ReadonlyMap<string, Post>): string[] {
    const list = [...posts.values()];
    const { gone, fresh } = changesBetween(this.#list, list);
    this.#list = list;
    const lost = gone.map(({ path }) => path).filter((path) => !posts.has(path));
    this.#hasGone ||= lost.length > 0;
    this.#posts = renewedMap(this.#posts, new Map(fresh.map((post) => [post.path, post])), lost);
    return fresh.map(({ path }) => path);
  }

  /** Returns the posts that the site may show. Omits protected sections if the host cannot protect them. */
  #shownOf({ settings, protection }: SiteInput, preview: PreviewOptions | null): readonly Post[] {
    const isComplete =
      preview !== null || protection !== undefined || protectedSections(settings).length === 0;
    return isComplete ? this.#list : this.#list.filter(({ section }) => !isProtected(settings, section));
  }

  /** Returns the site's link context. Reuses the previous link context if all links keep their targets. */
  #linkContextOf(model: SiteModel, media: Site["media"]): StableLinkContext {
    const before = this.#made?.linkContext;
    if (before?.media !== media || before.model.addresses !== model.addresses) return { model, media };
    before.model = model;
    return before;
  }

  #siteOf(
    inputs: Pick<Site, "now" | "baseUrl" | "include" | "kept" | "oldFiles" | "protection" | "isPreview">,
    made: Pick<Made, "themeContext" | "model" | "linkContext" | "texts"> & PreviewOptions,
  ): Site {
    const { themeContext, model, linkContext, texts, open } = made;
    const { blogId } = this.#source.options;
    const { markdown, terms } = this.#source.pipelineFor(themeContext.settings);
    const site: Site = {
      blogId,
      ...themeContext,
      model,
      ...inputs,
      media: linkContext.media,
      pageKey: pageKeyOf(themeContext, linkContext.media, { blogId, ...inputs }),
      articleOf: (entry) => texts.source.articleOf(entry),
      htmlOf: (entry) => texts.source.htmlOf(entry),
      plainTextOf: (entry) => texts.source.plainTextOf(entry),
      termsOf: (entry) => {
        const bodyHash = this.#posts.get(entry.post.path)?.bodyHash ?? "";
        return terms.termsOf(entry, bodyHash, texts.source);
      },
      protectedMedia: () => this.#protectedMedia.of(site, this.#posts),
      textChanges: this.#changed,
      searchIndex: this.#searchIndex,
      remarksOf: (entry) => texts.source.remarksOf(entry),
      summaryOf: (entry) => this.#summaries.of(site, entry),
      resolveSiteLink: (href, root) =>
        resolveNamed(href, root, site) ?? resolveSetting(href, root, linkContext, open),
      linksOfSiteText(text) {
        const found: string[] = [];
        const note = (href: string): string => {
          found.push(href);
          return href;
        };
        markdown.render(text, { resolveLink: note, resolveImage: (src: string) => ({ src: note(src) }) });
        return found;
      },
      renderSiteText(text, root) {
        const waiting = new Set<string>();
        const linkOf = (href: string): ResolvedLink => {
          const link = site.resolveSiteLink(href, root);
          if (link.waiting) waiting.add(link.url);
          return link;
        };
        const context = {
          resolveLink: (href: string) => (linkOf(href).dead ? null : linkOf(href).url),
          resolveImage: (src: string) => ({ src: linkOf(src).url }),
        };
        const { html } = markdown.render(text, context);
        return waiting.size > 0 ? withWaitingLinks(html, waiting) : html;
      },
    };
    return site;
  }
}

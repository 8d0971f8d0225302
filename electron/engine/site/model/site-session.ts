import type { SiteModel } from "./site-model.ts";
import type { Markdown } from "#engine/markdown/types/markdown-types.ts";
import type { TermCache } from "../search/term-cache.ts";
import type { TypedText } from "../articles/typed-text.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { engineVersion } from "#engine/base/engine-version.ts";
import { momentAt, toIso } from "#engine/blog/dates/moment.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { ArticleCache, ArticleSource } from "../articles/article-cache.ts";
import { type LinkContext, linkContextKey } from "../articles/article-lookups.ts";
import { replacedPosts } from "./changed-posts.ts";
import { contentKey } from "./content-key.ts";
import { EntriesKey } from "./entries-key.ts";
import { resolveLink } from "../articles/link-targets.ts";
import { SearchIndex } from "../search/search-index.ts";
import { hasSearch } from "../search/search-scope.ts";
import type { Site, SiteInput, ThemeContext } from "./site.ts";
import { renewedMap } from "./renewed-map.ts";
import type { PreviewOptions } from "./site-entries.ts";
import { SiteModels } from "./gather-model.ts";
import { shownNotices } from "../articles/notices.ts";
import { Summaries } from "../articles/summary.ts";
import type { TextsAhead } from "../articles/texts-ahead.ts";
import { normalizeBaseUrl } from "../addresses/urls.ts";

/** What turns the texts of a blog into HTML, and what it has rendered so far. */
export interface ArticlePipeline {
  readonly markdown: Markdown;
  readonly articles: ArticleCache;
  readonly terms: TermCache;
  readonly typed: TypedText;
}

/** What a site is made from besides posts and settings; one for all lines of a blog. */
export interface SiteSource {
  readonly options: { readonly blogId: string };
  readMedia(settings: BlogSettings): MediaLibrary;
  themeContextFor(settings: BlogSettings): ThemeContext;
  pipelineFor(settings: BlogSettings): ArticlePipeline;
}

/** A site of a line. */
export interface SessionState {
  readonly site: Site;
  /** The same object for sites that differ only in what entries say of themselves. */
  readonly family: object;
  /** How many posts have changed since the first site of its family. */
  readonly changes: number;
}

/** Of all models in which everything has the same address, the newest. */
interface PathsContext extends LinkContext {
  model: SiteModel;
}

interface Made {
  readonly key: string;
  readonly themeContext: ThemeContext;
  readonly model: SiteModel;
  readonly linkContext: PathsContext;
  readonly articles: ArticleCache;
  readonly site: Site;
  readonly family: object;
  /** What the site asks for texts; replaced when nothing but texts changed. */
  readonly texts: { source: ArticleSource };
  siteKey?: string;
}

/**
 * Makes site after site of one blog for one purpose. As long as nothing but texts of posts changed, the site is the same
 * object; as long as nothing changed but what posts say of themselves, the sites are of one family, and `changedSince` tells which
 * posts those were.
 */
export class SiteSession {
  readonly #source: SiteSource;
  readonly #models = new SiteModels();
  readonly #summaries = new Summaries();
  readonly #entriesKey = new EntriesKey();
  readonly #searchIndex = new SearchIndex();
  #posts: ReadonlyMap<string, Post> = new Map();
  /** The same in their order. */
  #list: readonly Post[] = [];
  #made: Made | undefined;
  /** Blog paths of posts that changed since the first site of the newest site's family. */
  #changed: string[] = [];

  constructor(source: SiteSource) {
    this.#source = source;
  }

  /** The site as it is now. Reads theme and, unless given, media from disk: `theme.notFound`, `theme.syntax`. */
  next(
    input: SiteInput,
    preview: PreviewOptions | null,
    media = this.#source.readMedia(input.settings),
  ): SessionState {
    const themeContext = this.#source.themeContextFor(input.settings);
    const { settings } = themeContext;
    const { articles } = this.#source.pipelineFor(settings);
    const baseUrl = normalizeBaseUrl(input.baseUrl);
    const key = `${baseUrl}\n${timeKey(settings, input.now)}`;
    const changed = this.#takePosts(input.posts);
    const model = this.#models.create(this.#list, { settings, now: input.now, preview });
    const before = this.#made;
    const linkContext = this.#linkTargetsOf(model, media);
    const source = articles.within(this.#posts, linkContext);
    const isSameFamily =
      before?.key === key &&
      before.themeContext === themeContext &&
      before.model.shape === model.shape &&
      before.linkContext.media === media &&
      before.articles === articles;
    if (isSameFamily) this.#changed.push(...changed);
    else this.#changed = [];
    const changes = this.#changed.length;
    if (isSameFamily && before.model === model) {
      before.texts.source = source;
      return { site: before.site, family: before.family, changes };
    }
    if (!isSameFamily) {
      articles.keepOnly(this.#posts);
      this.#summaries.keepOnly(this.#posts);
    }
    const texts = { source };
    const include = preview ? "none" : settings.parts.include;
    const site = this.#siteOf(
      { now: input.now, baseUrl, include, isPreview: preview !== null },
      themeContext,
      model,
      linkContext,
      texts,
    );
    const family = isSameFamily ? before.family : {};
    this.#made = { key, themeContext, model, linkContext, articles, site, family, texts };
    return { site, family, changes };
  }

  /**
   * Stands for everything that the newest site is made from but the texts of its entries; equal in another run when all
   * that is.
   */
  get key(): string {
    const made = this.#made;
    if (!made) return "";
    made.siteKey ??= siteKeyOf(made, this.#entriesKey.of(made.site.model.byPath.values()));
    return made.siteKey;
  }

  /** Blog paths of entries whose texts are not known as they are now. */
  staleTexts(): string[] {
    const { site, texts } = this.#made ?? {};
    const stale = site && texts?.source.staleOf(site.model.byPath.values());
    return stale?.map(({ post }) => post.path) ?? [];
  }

  /** Has a thread render the stale texts of the newest site ahead of their pages, where that pays. */
  renderAhead(): TextsAhead | undefined {
    if (!this.#made) return undefined;
    const { site, texts } = this.#made;
    return texts.source.renderAhead([...site.model.byPath.values()], hasSearch(site));
  }

  /** Writes what is known of the newest site's texts to disk. */
  saveTexts(): void {
    if (!this.#made) return;
    this.#made.articles.save(this.#made.linkContext);
    this.#source.pipelineFor(this.#made.themeContext.settings).terms.save(this.#posts);
  }

  /** The posts of the newest site; never changed. */
  get posts(): ReadonlyMap<string, Post> {
    return this.#posts;
  }

  /** Blog paths of posts that changed since a state whose site is of the same family as the newest. */
  changedSince({ changes }: SessionState): Set<string> {
    return new Set(this.#changed.slice(changes));
  }

  /** Keeps the posts as they are now; others write in the given map. Returns the paths of those that are not as before. */
  #takePosts(posts: ReadonlyMap<string, Post>): string[] {
    const list = [...posts.values()];
    const replaced = replacedPosts(this.#list, list);
    this.#list = list;
    if (replaced) {
      this.#posts = renewedMap(this.#posts, new Map(replaced.map(({ now }) => [now.path, now])));
      return replaced.map(({ now }) => now.path);
    }
    const before = this.#posts;
    this.#posts = new Map(posts);
    return list.flatMap((post) => (before.get(post.path) === post ? [] : [post.path]));
  }

  /** The same object as before when every link leads where it led. */
  #linkTargetsOf(model: SiteModel, media: Site["media"]): PathsContext {
    const before = this.#made?.linkContext;
    if (before?.media !== media || before.model.addresses !== model.addresses) return { model, media };
    // It answers alike, and the model before can be forgotten
    before.model = model;
    return before;
  }

  #siteOf(
    { now, baseUrl, include, isPreview }: Pick<Site, "now" | "baseUrl" | "include" | "isPreview">,
    themeContext: ThemeContext,
    model: SiteModel,
    linkContext: LinkContext,
    texts: Made["texts"],
  ): Site {
    const { blogId } = this.#source.options;
    const { markdown, terms } = this.#source.pipelineFor(themeContext.settings);
    const site: Site = {
      blogId,
      ...themeContext,
      model,
      baseUrl,
      include,
      isPreview,
      now,
      media: linkContext.media,
      pageKey: pageKeyOf(themeContext, blogId, baseUrl),
      articleOf: (entry) => texts.source.articleOf(entry),
      htmlOf: (entry) => texts.source.htmlOf(entry),
      plainTextOf: (entry) => texts.source.plainTextOf(entry),
      termsOf: (entry) => {
        const { path } = entry.post;
        const bodyHash = this.#posts.get(path)?.bodyHash ?? "";
        return terms.termsOf(path, bodyHash, entry.title, () => texts.source.plainTextOf(entry));
      },
      textChanges: this.#changed,
      searchIndex: this.#searchIndex,
      remarksOf: (entry) => texts.source.remarksOf(entry),
      summaryOf: (entry) => this.#summaries.of(site, entry),
      renderSiteText(text, root) {
        const source = { path: "blog.yaml", address: "", root };
        const link = (href: string): string => resolveLink(href, source, linkContext).url;
        const context = { resolveLink: link, resolveImage: (src: string) => ({ src: link(src) }) };
        return markdown.render(text, context).html;
      },
    };
    return site;
  }
}

function siteKeyOf({ key, themeContext, linkContext, site }: Made, entriesKey: string): string {
  const { blogId, theme } = site;
  return contentKey(
    engineVersion,
    blogId,
    key,
    theme.key,
    themeContext.settings,
    linkContextKey(linkContext),
    entriesKey,
  );
}

/** Everything of the settings but what only `site` in the templates or the texts show, and where the blog is published. */
function pageKeyOf({ settings, theme }: ThemeContext, blogId: string, baseUrl: string): string {
  const {
    notices: _notices,
    header: _header,
    footer: _footer,
    links: _links,
    counter: _counter,
    feedback: _feedback,
    copyright: _copyright,
    images: _images,
    targets: _targets,
    schedule: _schedule,
    defaultTarget: _defaultTarget,
    ...rest
  } = settings;
  return contentKey(engineVersion, blogId, baseUrl, [...theme.dateFormats], rest);
}

/** What the time of a build decides besides which posts are due. */
function timeKey(settings: BlogSettings, now: number): string {
  const year = toIso(momentAt(now, settings.timeZone)).slice(0, 4);
  const shown = new Set(shownNotices(settings, now));
  return `${year} ${settings.notices.map((notice) => (shown.has(notice) ? 1 : 0)).join("")}`;
}

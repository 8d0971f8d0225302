import type { BlogSettings } from "#contract/blog-settings.ts";
import { engineVersion } from "#engine/files/engine-version.ts";
import { momentAt, toIso } from "#engine/blog/moment.ts";
import type { Post } from "#engine/blog/post.ts";
import type { ArticleCache, ArticleSource } from "./article-cache.ts";
import { type ArticleSurroundings, surroundingsKey } from "./article-lookups.ts";
import { contentKey, keyOf } from "./content-key.ts";
import { resolveLink } from "./link-targets.ts";
import { SearchIndex } from "./search/search-index.ts";
import type { Site } from "./site.ts";
import type { PreviewOptions } from "./site-entries.ts";
import type { SiteFactory, SiteInput, SiteLook } from "./site-factory.ts";
import { type SiteModel, SiteModels } from "./site-model.ts";
import { shownNotices } from "./notices.ts";
import { Summaries } from "./summary.ts";
import { normalizeBaseUrl } from "./urls.ts";

/** A site of a line, and how many texts have changed in the line until then. */
export interface LineState {
  readonly site: Site;
  readonly changes: number;
}

interface Made {
  readonly key: string;
  readonly look: SiteLook;
  readonly model: SiteModel;
  readonly surroundings: ArticleSurroundings;
  readonly articles: ArticleCache;
  readonly site: Site;
  /** What the site asks for texts; replaced when nothing but texts changed. */
  readonly texts: { source: ArticleSource };
  siteKey?: string;
}

/**
 * Makes site after site of one blog for one purpose. As long as nothing but texts of posts changed, the site is the same
 * object, and `changedSince` tells which texts those were.
 */
export class SiteLine {
  readonly #factory: SiteFactory;
  readonly #models = new SiteModels();
  readonly #summaries = new Summaries();
  readonly #searchIndex = new SearchIndex();
  #posts: ReadonlyMap<string, Post> = new Map();
  #made: Made | undefined;
  /** Blog paths of texts that changed while the site stayed the same. */
  #changed: string[] = [];

  constructor(factory: SiteFactory) {
    this.#factory = factory;
  }

  /** The site as it is now. Reads theme and, unless given, media from disk: `theme.notFound`, `theme.syntax`. */
  next(
    input: SiteInput,
    preview: PreviewOptions | null,
    media = this.#factory.readMedia(input.settings),
  ): LineState {
    const look = this.#factory.lookFor(input.settings);
    const { settings } = look;
    const { articles } = this.#factory.textsFor(settings);
    const baseUrl = normalizeBaseUrl(input.baseUrl);
    const key = `${baseUrl}\n${timeKey(settings, input.now)}`;
    const changed = this.#takePosts(input.posts);
    const model = this.#models.create(this.#posts.values(), { settings, now: input.now, preview });
    const before = this.#made;
    const surroundings = this.#surroundingsOf(model, media);
    const source = articles.within(this.#posts, surroundings);
    if (
      before?.key === key &&
      before.look === look &&
      before.model === model &&
      before.surroundings.media === media &&
      before.articles === articles
    ) {
      before.texts.source = source;
      this.#changed.push(...changed);
      return { site: before.site, changes: this.#changed.length };
    }
    this.#changed = [];
    articles.keepOnly(this.#posts);
    this.#summaries.keepOnly(this.#posts);
    const texts = { source };
    const include = preview ? "none" : settings.parts.include;
    const site = this.#siteOf({ now: input.now, baseUrl, include }, look, model, surroundings, texts);
    this.#made = { key, look, model, surroundings, articles, site, texts };
    return { site, changes: 0 };
  }

  /**
   * Stands for everything that the newest site is made from but the texts of its entries; equal in another run when all
   * that is.
   */
  get key(): string {
    const made = this.#made;
    if (!made) return "";
    made.siteKey ??= siteKeyOf(made);
    return made.siteKey;
  }

  /** Blog paths of entries whose texts are not known as they are now. */
  staleTexts(): string[] {
    const { site, texts } = this.#made ?? {};
    const entries = [...(site?.model.byPath.values() ?? [])];
    return entries.filter((entry) => texts?.source.isStale(entry)).map(({ post }) => post.path);
  }

  /** Writes what is known of the newest site's texts to disk. */
  saveTexts(): void {
    if (!this.#made) return;
    this.#made.articles.save(this.#made.surroundings);
    this.#factory.textsFor(this.#made.look.settings).terms.save(this.#posts);
  }

  /** The posts of the newest site; never changed. */
  get posts(): ReadonlyMap<string, Post> {
    return this.#posts;
  }

  /** Blog paths of texts that changed in the line's newest site since a state of it. */
  changedSince({ changes }: LineState): Set<string> {
    return new Set(this.#changed.slice(changes));
  }

  /** Keeps the posts as they are now; others write in the given map. Returns the paths of those that are not as before. */
  #takePosts(posts: ReadonlyMap<string, Post>): string[] {
    const before = this.#posts;
    const changed: string[] = [];
    for (const [path, post] of posts) {
      if (before.get(path) !== post) changed.push(path);
    }
    if (changed.length > 0 || before.size !== posts.size) this.#posts = new Map(posts);
    return changed;
  }

  /** The same object as before when every link leads where it led. */
  #surroundingsOf(model: SiteModel, media: Site["media"]): ArticleSurroundings {
    const before = this.#made?.surroundings;
    const isSame = before?.media === media && before.model.addresses === model.addresses;
    return isSame ? before : { model, media };
  }

  #siteOf(
    { now, baseUrl, include }: Pick<Site, "now" | "baseUrl" | "include">,
    look: SiteLook,
    model: SiteModel,
    surroundings: ArticleSurroundings,
    texts: Made["texts"],
  ): Site {
    const { blogId } = this.#factory.options;
    const { markdown, terms } = this.#factory.textsFor(look.settings);
    const site: Site = {
      blogId,
      ...look,
      model,
      baseUrl,
      include,
      now,
      media: surroundings.media,
      pageKey: pageKeyOf(look, blogId, baseUrl),
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
        const link = (href: string): string => resolveLink(href, source, surroundings).url;
        const context = { resolveLink: link, resolveImage: (src: string) => ({ src: link(src) }) };
        return markdown.render(text, context).html;
      },
    };
    return site;
  }
}

function siteKeyOf({ key, look, surroundings, site }: Made): string {
  const { blogId, theme, model } = site;
  const entries = Array.from(model.byPath.values(), keyOf);
  return contentKey(
    engineVersion,
    blogId,
    key,
    theme.key,
    look.settings,
    surroundingsKey(surroundings),
    entries,
  );
}

/** Everything of the settings but what only `site` in the templates or the texts show, and where the blog is published. */
function pageKeyOf({ settings, theme }: SiteLook, blogId: string, baseUrl: string): string {
  const {
    notices: _notices,
    header: _header,
    footer: _footer,
    links: _links,
    counter: _counter,
    copyright: _copyright,
    images: _images,
    targets: _targets,
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

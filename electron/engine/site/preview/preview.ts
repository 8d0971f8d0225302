import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import type { Problem } from "#contract/errors.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import { factsOf, type Post, type PostFacts } from "#engine/blog/posts/post.ts";
import { contentTypeOf } from "#engine/base/content-type.ts";
import {
  type Article,
  type ArticleFacts,
  type PageLink,
  readArticle,
  remarksOf,
  type TypedArticle,
  waitingLinksOf,
} from "../articles/article.ts";
import { leadsToWaiting } from "../articles/article-lookups.ts";
import { contentKey } from "#engine/base/content-key.ts";
import { dateText } from "../template-data/entry-scope.ts";
import { feedReaderPage, type OtherView, shareCardPage } from "./other-views.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import { places } from "../addresses/places.ts";
import { feedItem } from "../pages/plan-feeds.ts";
import { themedEntry } from "../pages/plan-entries.ts";
import { renderThemed } from "../template-data/planned-file.ts";
import type { Site, SiteInput } from "../model/site.ts";
import { type SiteEntry, titleOf } from "../entries/site-entry.ts";
import type { SiteFactory } from "../session/site-factory.ts";
import type { TrialSites } from "./trial-sites.ts";
import { planSite, type SitePlan } from "../pages/site-plan.ts";
import { findSettingLinkProblems } from "../problems/setting-links.ts";
import { findLinkProblems } from "../problems/site-problems.ts";
import { fullTitle } from "../template-data/site-texts.ts";
import { summarize } from "../template-data/summary.ts";
import { withoutMeta, withWaitingLinks } from "../articles/html-rewrite.ts";

export interface PreviewResponse {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface PreviewArticle {
  /** The article in blocks. Each block states which lines of the text it shows. */
  readonly blocks: readonly PreviewBlock[];
  /** A key that changes with everything on the page except the article and the metadata in the head. */
  readonly frameKey: string;
  readonly problems: readonly Problem[];
  /** Links in the text that only `linkProblemsOf` can check, because the check needs all pages. */
  readonly pageLinks: readonly PageLink[];
  readonly address: string;
}

/**
 * Renders single pages of the site in memory, with the current text of the post that is being typed.
 * After a change of saved posts, settings or theme, the caller creates a new `SitePreview`.
 */
export class SitePreview {
  readonly #factory: SiteFactory | TrialSites;
  readonly #input: SiteInput;
  readonly #saved: PreviewSite;
  /** The last site that was made with unsaved front matter. */
  #typed: { key: string; site: PreviewSite } | undefined;
  /** The inputs and the `frameKey` of the last page that was rendered without an error. */
  #frame: { readonly site: Site; readonly factsKey: string; readonly key: string } | undefined;

  constructor(factory: SiteFactory | TrialSites, input: SiteInput) {
    this.#factory = factory;
    this.#input = input;
    this.#saved = new PreviewSite(factory.create(input, { open: null }));
  }

  get media(): MediaLibrary {
    return this.#saved.site.media;
  }

  /** Returns a problem for each link in the settings whose target is missing. */
  settingLinkProblems(): Problem[] {
    return findSettingLinkProblems(this.#saved.site, this.#saved.plan);
  }

  /**
   * Responds to a request for a page, asset or image. `open` is the post being typed.
   * Responds with the 404 page for a missing page, and with null for a missing asset or image.
   */
  async respond(path: string, open?: Post): Promise<PreviewResponse | null> {
    const normal = path.normalize("NFC").replace(/^\/+/, "");
    const file = normal === "" || normal.endsWith("/") ? `${normal}index.html` : normal;
    const type = contentTypeOf(posix.extname(file));
    const bytes = await this.#bytesOf(file, open);
    if (bytes) return { status: 200, type, bytes };
    if (!type.startsWith("text/html")) return null;
    return { status: 404, type, bytes: this.#saved.render(places.notFound) ?? Buffer.alloc(0) };
  }

  /**
   * Renders the article of the post being typed.
   * Throws `theme.syntax` or `theme.render` if the theme cannot render the post's page.
   */
  articleOf(open: Post): PreviewArticle {
    const { site, entry, text, waiting, blocks } = this.#typing(open);
    const { problems: ofText, pageLinks } = remarksOf(open, text);
    const problems = waiting.length > 0 ? [...ofText, ...waiting] : ofText;
    const frameKey = this.#frameKeyOf(open, site, entry);
    return { blocks, frameKey, problems, pageLinks, address: entry.address };
  }

  #frameKeyOf(open: Post, site: Site, entry: SiteEntry): string {
    const { factsKey } = open;
    if (this.#frame?.site === site && this.#frame.factsKey === factsKey) return this.#frame.key;
    const themed = themedEntry(withArticle(site, entry, empty), entry);
    const { template, page, own } = themed;
    const { context } = this.#siteOf(open).plan;
    const scopeKey = context
      .siteScope(page.root_url, page.charset)
      .keyOf(site.templates.siteFields(template));
    const key = contentKey(scopeKey, template, page, own);
    // The whole page is rendered now, because only this call can report an error in the theme.
    if (this.#frame?.key !== key) renderThemed(context, themed, open.path);
    this.#frame = { site, factsKey, key };
    return key;
  }

  /** Returns a problem for each link of the post being typed that leads to a missing page or anchor. */
  linkProblemsOf(open: Post, links: readonly PageLink[]): Problem[] {
    if (links.length === 0) return [];
    const typing = this.#typing(open);
    const { site, entry } = typing;
    const typed = withArticle(site, entry, typedArticle(open, typing));
    return findLinkProblems(typed, this.#siteOf(open).plan, [[entry, links]]);
  }

  /** Renders the typed post for another view: for a feed reader, or as a share card. */
  otherView(view: OtherView, open: Post): Uint8Array {
    const typing = this.#typing(open);
    const { site, entry } = typing;
    const { settings, baseUrl } = site;
    const typed = withArticle(site, entry, typedArticle(open, typing));
    if (view === "feed") {
      const line = { feedTitle: fullTitle(settings), dateText: dateText(site, entry) };
      return Buffer.from(feedReaderPage(feedItem(typed, entry), line, settings.language, baseUrl));
    }
    const { context } = this.#siteOf(open).plan;
    const page = renderThemed({ ...context, site: typed }, themedEntry(typed, entry), open.path);
    return Buffer.from(shareCardPage(page, settings.language, baseUrl));
  }

  async #bytesOf(path: string, open: Post | undefined): Promise<Uint8Array | null> {
    const site = open ? this.#siteOf(open) : this.#saved;
    // Also searches the site with unsaved front matter, because a request for an image states no page.
    const stored = (await site.stored(path)) ?? (await this.#typed?.site.stored(path));
    if (stored || !open) return stored ?? site.render(path);
    const typing = this.#typing(open);
    const { entry } = typing;
    const typed = withArticle(site.site, entry, typedArticle(open, typing));
    if (path !== entry.address) return new PreviewSite(typed).render(path);
    const { context } = site.plan;
    return Buffer.from(renderThemed({ ...context, site: typed }, themedEntry(typed, entry), path));
  }

  #typing(open: Post): Typing {
    const { site } = this.#siteOf(open);
    const entry = site.model.byPath.get(open.path);
    if (!entry) throw new Error(`not in the preview: ${open.path}`);
    const { typed } = this.#factory.pipelineFor(site.settings);
    const text = typed.render(entry, bodyOf(open), site);
    const waiting = waitingLinksOf(open, text.rendered, (href) => leadsToWaiting(href, entry, site));
    const { resolveLink } = text.lookups.context(entry, site);
    const urls = new Set(waiting.flatMap(({ values }) => resolveLink?.(String(values.target), 0) ?? []));
    return { site, entry, text, waiting, blocks: shownBlocks(text, urls) };
  }

  /** Returns the site with the front matter of the post being typed. */
  #siteOf(open: Post): PreviewSite {
    const key = placeKey(factsOf(open), titleOf(open, this.#saved.site.settings.language));
    const saved = this.#saved.site.model.byPath.get(open.path);
    const listed = saved && !saved.draft && !saved.scheduled;
    if (listed && placeKey(saved.post, saved.title) === key) return this.#saved;
    if (this.#typed?.key !== key) {
      const posts = new Map(this.#input.posts).set(open.path, open);
      const site = new PreviewSite(this.#factory.create({ ...this.#input, posts }, { open: open.path }));
      this.#typed = { key, site };
    }
    return this.#typed.site;
  }
}

/** The post that is being typed, and its rendered text. */
interface Typing {
  readonly site: Site;
  readonly entry: SiteEntry;
  readonly text: TypedArticle;
  /**
   * A problem for each link to a draft or scheduled post.
   * On the published page, a link to a draft or scheduled post is plain words until the post is published.
   */
  readonly waiting: readonly Problem[];
  /** The blocks of the article as the preview shows them. */
  readonly blocks: readonly PreviewBlock[];
}

/** A site and its plan. The plan is made when it is first needed. */
class PreviewSite {
  readonly site: Site;
  #plan: SitePlan | undefined;

  constructor(site: Site) {
    this.site = site;
  }

  get plan(): SitePlan {
    this.#plan ??= planSite(this.site);
    return this.#plan;
  }

  render(path: string): Uint8Array | null {
    const planned = this.plan.made.get(path);
    return planned ? Buffer.from(planned.text()) : null;
  }

  /** Reads a theme asset, a media file or an image copy. Returns null if the site has no such file. */
  async stored(path: string): Promise<Uint8Array | null> {
    for (const asset of this.site.theme.assets.values()) {
      if (asset.path === path) return asset.bytes;
    }
    const { media } = this.site;
    const file = media.find(path) ?? media.variants.get(path);
    return file ? readFile(file.location) : null;
  }
}

function typedArticle(open: Post, { text, blocks }: Typing): Article {
  return { ...readArticle(open, text), html: blocks.map(({ html }) => html).join("") };
}

/**
 * Removes `<meta>` from blocks, because `<meta>` could redirect the preview to another page.
 * Marks the links whose URLs are in `waiting`, because readers do not get these links yet.
 */
function shownBlocks({ rendered }: TypedArticle, waiting: ReadonlySet<string>): PreviewBlock[] {
  return rendered.blocks.map((block) => {
    const html = withoutMeta(block.html);
    const marked = waiting.size > 0 ? withWaitingLinks(html, waiting) : html;
    if (marked !== html) return { ...block, html: marked, key: contentKey(block.key, marked) };
    return html === block.html ? block : { ...block, html };
  });
}

const noFacts: ArticleFacts = {
  card: { excerpt: "", image: null },
  key: "",
  characters: 0,
  minutes: 0,
  pageLinks: [],
  problems: [],
};
const empty: Article = { facts: noFacts, html: "" };

function placeKey(post: PostFacts, title: string): string {
  return contentKey(post, title);
}

function withArticle(site: Site, { post }: SiteEntry, article: Article): Site {
  const isIt = (entry: SiteEntry): boolean => entry.post.path === post.path;
  const changed: Site = {
    ...site,
    articleOf: (entry) => (isIt(entry) ? article.facts : site.articleOf(entry)),
    htmlOf: (entry) => (isIt(entry) ? article.html : site.htmlOf(entry)),
    remarksOf: (entry) => (isIt(entry) ? article.facts : site.remarksOf(entry)),
    summaryOf: (entry) => (isIt(entry) ? summarize(changed, entry) : site.summaryOf(entry)),
  };
  return changed;
}

import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { places } from "../addresses/places.ts";
import { encodePath, fromRoot, linkAddress, publicPath, rootOf } from "../addresses/urls.ts";
import { cardSize } from "../media/share-pictures/card-drawing.ts";
import { pictureOf } from "../media/blog-pictures.ts";
import { isProtected } from "../entries/protected-sections.ts";
import type { Site } from "../model/site.ts";
import { isOutOfSearch, isUnlisted, type SiteEntry } from "../entries/site-entry.ts";
import { directionOf } from "#engine/base/languages.ts";
import { type Charset, charsetOf } from "./page-bytes.ts";
import { sharedHeadOf } from "./shared-head.ts";
import { type FeedLink, type Head, type HeadArticle, renderHead } from "./head.ts";
import { bylineOf, fullTitle } from "./site-texts.ts";
import { alternatesOf } from "./translations.ts";

export interface TitledPage {
  readonly kind: "post" | "page" | "list";
  readonly title: string;
  /** Name of the page's section in blog.yaml; "" if the page belongs to no section. */
  readonly section: string;
}

type PageKind =
  | "post"
  | "page"
  | "front"
  | "contents"
  | "list"
  | "search"
  | "feedback"
  | "not-found"
  | "redirect";
/** Kinds of pages that search engines should not list, because their content depends on the visitor. */
const withoutCanonical: ReadonlySet<PageKind> = new Set(["not-found", "search", "feedback"]);

/** The value of `page` in every template. */
export interface PageScope {
  readonly kind: PageKind;
  readonly title: string;
  readonly head_title: string;
  readonly canonical_absolute: string;
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** Encoding of the page for `<meta charset>`: "utf-8", or the encoding of its section. */
  readonly charset: Charset;
  readonly description: string;
  readonly head_html: string;
  /**
   * HTML that all heads share (see `sharedHeadOf`), such as the link to the author's own style sheet.
   * `head_html` also contains this HTML.
   */
  readonly own_styles_html: string;
  readonly is_scheduled_preview: boolean;
  readonly is_unlisted_preview: boolean;
  /** Whether the page shows a draft to chosen people at a secret address. */
  readonly is_shared_draft: boolean;
  /** Whether the page is a preview, whose text changes while the author types. */
  readonly is_preview: boolean;
  readonly body_class: string;
  /** Path from the page to the site's root, such as "../". For the 404 page, the site's path on its host. */
  readonly root_url: string;
}

/** A generated page, such as a list or the search page. */
export interface GeneratedPage {
  readonly kind: PageKind;
  readonly path: string;
  readonly title: string;
  readonly description?: string;
  /** Name of the section that the page lists; absent for other pages. */
  readonly section?: string;
  /** Feeds of the page's list, without the feeds of the whole site. */
  readonly feeds?: readonly FeedLink[];
  /** Whether the page links to the OPML list of the site's feeds. */
  readonly hasOpml?: boolean;
  /** Absolute URL of the page to which this page redirects; absent if it does not redirect. */
  readonly canonical?: string;
}

function opmlLink(site: Site, root: string): FeedLink {
  return {
    title: `${fullTitle(site.settings)} (OPML)`,
    type: "text/x-opml",
    url: fromRoot(root, places.opml),
  };
}

/** Returns the value of `page` for a post or page of the blog. */
export function entryPageScope(site: Site, entry: SiteEntry, article: HeadArticle | null): PageScope {
  const root = rootOf(entry.address);
  const { excerpt: description, cardImage, language } = site.summaryOf(entry);
  const { kind } = entry.post;
  const canonical = site.baseUrl + entry.url;
  const charset = charsetOf(site.settings, entry.post.section);
  const shared = sharedHeadOf(site, root, charset);
  return {
    kind,
    title: entry.title,
    head_title: headTitle({ kind, title: entry.title, section: entry.post.section }, site.settings),
    canonical_absolute: canonical,
    language,
    direction: directionOf(language),
    charset,
    description,
    own_styles_html: shared,
    head_html: renderHead({
      ...siteHead(site),
      shared,
      canonical: entry.shared ? null : canonical,
      isSecret: entry.shared,
      isOutOfSearch: hasNoindex(site, entry.post.section) || isOutOfSearch(entry),
      title: entry.title,
      description,
      language,
      home: site.baseUrl,
      image: cardImage
        ? { ...cardImage, url: site.baseUrl + encodePath(cardImage.path) }
        : (drawnImage(site, entry) ?? shareImage(site)),
      article,
      alternates: alternatesOf(site, entry),
    }),
    is_scheduled_preview: entry.scheduled,
    is_unlisted_preview: site.isPreview && isUnlisted(entry),
    is_shared_draft: entry.shared,
    is_preview: site.isPreview,
    body_class: entry.post.section === "" ? kind : `${kind} section-${entry.post.section}`,
    root_url: root,
  };
}

/** Returns the value of `page` for a generated page. */
export function generatedPageScope(site: Site, page: GeneratedPage): PageScope {
  const { kind, path, title, section = "" } = page;
  // Hosts show the 404 page at any path, so the links in this page are relative to the root of the host.
  const root = kind === "not-found" ? new URL(site.baseUrl).pathname : rootOf(path);
  const canonical = page.canonical ?? site.baseUrl + publicPath(path);
  const siteTitle = fullTitle(site.settings);
  const charset = charsetOf(site.settings, section);
  const shared = sharedHeadOf(site, root, charset);
  const headTitleText =
    kind === "front" ? siteTitle : headTitle({ kind: titledKind(kind), title, section }, site.settings);
  // Uses the title if there is no description, because search engines expect one on every listed page.
  const description = page.description || (withoutCanonical.has(kind) ? "" : headTitleText);
  return {
    kind,
    title,
    head_title: headTitleText,
    canonical_absolute: canonical,
    language: site.settings.language,
    direction: directionOf(site.settings.language),
    charset,
    description,
    own_styles_html: shared,
    head_html: renderHead({
      ...siteHead(site),
      shared,
      isOutOfSearch: hasNoindex(site, section),
      canonical: withoutCanonical.has(kind) ? null : canonical,
      title: kind === "front" ? siteTitle : title,
      description,
      language: site.settings.language,
      feeds: page.feeds ?? [],
      ...(page.hasOpml ? { opml: opmlLink(site, root) } : {}),
      author: kind === "front" ? headAuthor(site) : null,
      home: site.baseUrl,
      image: shareImage(site),
      article: null,
    }),
    is_scheduled_preview: false,
    is_unlisted_preview: false,
    is_shared_draft: false,
    is_preview: site.isPreview,
    body_class: kind,
    root_url: root,
  };
}

/** Whether search engines should not index the pages of a section. `section` is "" for all other pages. */
function hasNoindex({ settings }: Site, section: string): boolean {
  return settings.robots.noindex || isProtected(settings, section);
}

/** Returns the share picture that the program drew for a post; null if there is none. */
function drawnImage({ baseUrl, media }: Site, { post }: SiteEntry): Head["image"] {
  const file = media.shared.get(post.path);
  return file ? { url: baseUrl + file.path, ...cardSize } : null;
}

/** Returns the share card picture for pages without a picture of their own. */
function shareImage({ settings, baseUrl, media }: Site): Head["image"] {
  const file = pictureOf(settings.shareImage, media.files);
  if (!file) return null;
  const { width = null, height = null } = media.dimensionsOf(file) ?? {};
  return { url: baseUrl + encodePath(file.path), width, height };
}

function titledKind(kind: PageKind): TitledPage["kind"] {
  return kind === "list" || kind === "contents" ? "list" : "page";
}

/**
 * Returns the title of a browser window.
 * Uses the pattern of the section, else the pattern of the blog, else the default pattern.
 * Leaves a placeholder unchanged if it has no value.
 */
export function headTitle(page: TitledPage, settings: BlogSettings): string {
  const section = settings.sections[page.section];
  const pattern = section?.titles?.[page.kind] ?? settings.titles?.[page.kind] ?? "{title} - {site}";
  const values: Readonly<Record<string, string>> = {
    title: page.title,
    section: section?.title ?? page.section,
    site: fullTitle(settings),
    brand: settings.brand,
    blog: settings.title,
  };
  return pattern.replace(/\{([a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}

function siteHead(site: Site): Pick<Head, "feeds" | "author" | "creator"> {
  return {
    feeds: [],
    author: null,
    creator: (site.settings.author.fediverse ?? "").replace(/^(?=[^@])/, "@"),
  };
}

function headAuthor(site: Site): Head["author"] {
  const byline = bylineOf(site);
  const { profiles = [] } = site.settings.author;
  return {
    ...byline,
    profiles: [...new Set([byline.url ?? "", ...profiles].map(linkAddress))].filter(
      (address) => address !== "",
    ),
  };
}

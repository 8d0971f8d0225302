import { momentAt, toIso } from "#engine/blog/dates/moment.ts";
import { contentKey } from "#engine/base/content-key.ts";
import { allTitlesPage } from "../model/contents-pages.ts";
import { dateScope, type LinkScope, listUrl } from "./entry-scope.ts";
import { feedLinks, siteFeedNames } from "./feed-formats.ts";
import { authorPictureUrl, iconHtml, logoHtml, showsTitle } from "./blog-pictures.ts";
import type { FeedLink } from "./head.ts";
import type { Charset } from "./page-bytes.ts";
import { archiveFolder, contentsPage, places, tagFolder } from "../addresses/places.ts";
import { hasSearch } from "./search-scope.ts";
import type { Site } from "../model/site.ts";
import { changedTimeOf, type SiteEntry, timeOf } from "../entries/site-entry.ts";
import { directionOf } from "#engine/base/languages.ts";
import { wordsLangHtml } from "../theme/theme-filters.ts";
import { calendarUrl } from "./calendar-scope.ts";
import { copyrightText, counterText, fullTitle } from "./site-texts.ts";
import { type NoticeScope, noticeScopes } from "./notices.ts";
import { type MenuScope, menuScope, pageBranches } from "./menu-scope.ts";
import type { PartScope } from "./part-templates.ts";
import { includedParts, type PartTexts, wholeParts } from "./site-parts.ts";
import { type ShareLink, shareLinks, sharePageUrl, shareTokens } from "./share-links.ts";
import { termIndexUrl } from "./term-index.ts";
import { counterHtml, hasFeedback } from "./visitors.ts";
import { fromRoot, linkAddress, publicPath } from "../addresses/urls.ts";

interface EntryLinkScope {
  readonly title: string;
  readonly url: string;
}

/** The value of `site` in every template. Pages with equal paths to the root share one value. */
interface SiteScope {
  readonly title: string;
  readonly brand: string;
  readonly full_title: string;
  readonly description: string;
  readonly author: AuthorScope;
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** HTML attributes with the language of the theme's words; "" if this is the blog's language. */
  readonly words_lang_html: string;
  readonly home_url: string;
  readonly home_absolute: string;
  readonly header_html: string;
  /** HTML of the links to the blog's icons; "" if the blog has no icon of its own. */
  readonly icon_html: string;
  /** HTML of the blog's logo; "" if the blog has no logo. */
  readonly logo_html: string;
  /** Whether the title is shown as text. False if a picture replaces the title. */
  readonly shows_title: boolean;
  readonly footer_html: readonly string[];
  readonly notices: readonly NoticeScope[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** The author's menu on two levels; empty if the author leaves the menu to the theme. */
  readonly menu: readonly MenuScope[];
  readonly counter_text: string;
  /** HTML of the visitor counter: fixed numbers, or the live counter. */
  readonly counter_html: string;
  /** URL of the feedback form; "" if the site has none. */
  readonly feedback_url: string;
  readonly copyright_text: string;
  /** The share links. In their URLs, tokens stand for the title and the address of the post. */
  readonly share: readonly ShareLink[];
  readonly feeds: readonly FeedLink[];
  readonly rss_url: string;
  readonly contents_url: string;
  /** URL of the table of contents that lists the most titles. */
  readonly all_titles_url: string;
  readonly archive_url: string;
  /** URL of the list of all series; "" if there are no series. */
  readonly series_url: string;
  /** URLs of the indexes of tags and of categories; "" if there is no such index. */
  readonly tags_url: string;
  readonly categories_url: string;
  /** URL of the calendar; "" if the site has none. */
  readonly calendar_url: string;
  /** URL of the OPML list. With this list, a feed reader subscribes to all feeds of the site. */
  readonly opml_url: string;
  /** URL of the search page; "" if the site has no search. */
  readonly search_url: string;
  /** Whether there are several sections. Read instead of `sections`, whose counts change with new posts. */
  readonly has_sections: boolean;
  readonly sections: readonly (LinkScope & { readonly title: string; readonly count: number })[];
  readonly tags: readonly (LinkScope & { readonly count: number })[];
  readonly years: readonly { readonly year: string; readonly url: string; readonly count: number }[];
  /** The pages in the menu in their order, without levels. */
  readonly pages: readonly EntryLinkScope[];
  /** The pages in the menu on two levels, in the same form as `menu`. */
  readonly page_menu: readonly MenuScope[];
  readonly recent_updates: readonly (EntryLinkScope & {
    readonly date_text: string;
    readonly date_iso: string;
  })[];
  /** The switches under `show` in the settings. */
  readonly show: ShowScope;
  readonly theme_name: string;
  readonly theme_options: Readonly<Record<string, string | boolean>>;
  /** The parts of the theme by name, each as HTML or as the directive that includes it. */
  readonly parts: PartTexts;
}

interface AuthorScope {
  readonly name: string;
  readonly email: string;
  readonly url: string;
  readonly bio_html: string;
  /** URL of the author's picture; "" if there is none. */
  readonly picture_url: string;
}

interface ShowScope {
  readonly reading_time: boolean;
  /** Whether posts end with a box about the author. False if the box would be empty. */
  readonly author_box: boolean;
  readonly covers: boolean;
  readonly scheme_switch: boolean;
  readonly copy_button: boolean;
  readonly line_numbers: boolean;
  readonly enlarge: boolean;
}

export interface KeyedSiteScope {
  readonly scope: SiteScope;
  /**
   * Directives that pages contain. The server or a script replaces each directive with a part of the theme.
   */
  readonly directives: readonly string[];
  readonly partScope: PartScope;
  /**
   * Returns a key that changes when one of the given fields of `site` changes. Null stands for all fields.
   */
  keyOf(fields: readonly string[] | null): string;
}

/**
 * Returns a function that computes the value of `site` for a page.
 * `root` is the path from the page to the root of the site.
 * Files with the theme's parts are in UTF-8, so a page in another encoding contains the parts as HTML.
 */
export function siteScopes(site: Site): (root: string, charset?: Charset) => KeyedSiteScope {
  const made = new Map<string, KeyedSiteScope>();
  return (root, charset = "utf-8") => {
    const isWhole = site.include === "none" || charset !== "utf-8";
    const name = `${isWhole} ${root}`;
    const known = made.get(name);
    if (known) return known;
    const keyed = keyedScope(site, root, isWhole);
    made.set(name, keyed);
    return keyed;
  };
}

function keyedScope(site: Site, root: string, isWhole: boolean): KeyedSiteScope {
  const partScope = siteScope(site, root);
  const keyOfPart = fieldKeys(partScope);
  const keyedScope = { scope: partScope, keyOf: keyOfPart };
  const { texts, directives, key } = (isWhole ? wholeParts : includedParts)(site, root, keyedScope);
  return {
    scope: { ...partScope, parts: texts },
    directives,
    partScope,
    keyOf: (fields) => {
      const own = keyOfPart(fields);
      return fields === null || fields.includes("parts") ? `${own} ${key()}` : own;
    },
  };
}

function fieldKeys(scope: PartScope): KeyedSiteScope["keyOf"] {
  const made = new Map<readonly string[] | null, string>();
  return (fields) => {
    const key = made.get(fields) ?? contentKey(fields?.map((name) => [name, fieldOf(scope, name)]) ?? scope);
    made.set(fields, key);
    return key;
  };
}

/** Returns the value of a field of `site`, or of an option such as `theme_options.vertical`. */
function fieldOf(scope: PartScope, name: string): unknown {
  const [field = "", option] = name.split(".");
  return option === undefined ? scope[field] : Object(scope[field])[option];
}

function siteScope(site: Site, root: string): Omit<SiteScope, "parts"> & PartScope {
  const { settings, model } = site;
  return {
    title: settings.title,
    brand: settings.brand,
    full_title: fullTitle(settings),
    description: settings.description,
    author: {
      name: settings.author.name,
      email: settings.author.email ?? "",
      url: linkAddress(settings.author.url ?? ""),
      bio_html: site.renderSiteText(settings.author.bio ?? "", root),
      picture_url: authorPictureUrl(site, root),
    },
    language: settings.language,
    direction: directionOf(settings.language),
    words_lang_html: wordsLangHtml(site.theme, settings.language),
    home_url: fromRoot(root, publicPath(places.front)),
    home_absolute: site.baseUrl,
    header_html: site.renderSiteText(settings.header, root),
    icon_html: iconHtml(site, root),
    logo_html: logoHtml(site, root),
    shows_title: showsTitle(site),
    footer_html: settings.footer.map((block) => site.renderSiteText(block, root)),
    notices: noticeScopes(site, root),
    links: settings.links.flatMap(({ label, url }) => {
      const link = site.resolveSiteLink(url, root);
      return linkAddress(url) === "" || link.dead || link.waiting ? [] : [{ label, url: link.url }];
    }),
    menu: menuScope(site, root),
    counter_text: counterText(settings.counter),
    counter_html: counterHtml(site, root),
    feedback_url: hasFeedback(site) ? fromRoot(root, places.feedback) : "",
    copyright_text: copyrightText(settings.copyright, yearOf(site)),
    share: shareLinks(settings.share, shareTokens.title, shareTokens.address, sharePageUrl(site, root)),
    feeds: siteFeeds(site, root),
    rss_url: fromRoot(root, siteFeedNames(site)[0] ?? places.rss),
    contents_url: listUrl(root, places.contents),
    all_titles_url: fromRoot(root, publicPath(allTitlesPage(model.years))),
    archive_url: listUrl(root, archiveFolder(model.sections)),
    series_url: model.series.length === 0 ? "" : listUrl(root, places.series),
    tags_url: termIndexUrl(site, "tags", root),
    categories_url: termIndexUrl(site, "categories", root),
    calendar_url: calendarUrl(site, root),
    opml_url: fromRoot(root, places.opml),
    search_url: hasSearch(site) ? fromRoot(root, publicPath(places.search)) : "",
    has_sections: model.sections.length > 1,
    sections: model.sections.map((section) => ({
      name: section.name,
      title: section.title,
      url: listUrl(root, section.folder),
      count: section.entries.length,
    })),
    tags: model.tags.map(({ name, slug, entries }) => ({
      name,
      url: listUrl(root, tagFolder(slug)),
      count: entries.length,
    })),
    years: model.years.map(({ year, entries }) => ({
      year,
      url: fromRoot(root, contentsPage(year)),
      count: entries.length,
    })),
    pages: pageBranches(site).flatMap(({ page, below }) =>
      [page, ...below].map(({ entry }) => entryLink(entry, root)),
    ),
    page_menu: pageBranches(site).map(({ page, below }) => ({
      ...entryLink(page.entry, root),
      items: below.map(({ entry }) => entryLink(entry, root)),
    })),
    recent_updates: model.recentUpdates.map((entry) => ({
      ...entryLink(entry, root),
      ...changeScope(site, entry),
    })),
    show: showScope(settings),
    theme_name: site.theme.name,
    theme_options: site.themeOptions.values,
  };
}

function showScope({ show, author }: Site["settings"]): ShowScope {
  return {
    reading_time: show.readingTime,
    author_box: show.authorBox && ((author.bio ?? "") !== "" || (author.picture ?? "") !== ""),
    covers: show.covers,
    scheme_switch: show.schemeSwitch,
    copy_button: show.copyButton,
    line_numbers: show.lineNumbers,
    enlarge: show.enlarge,
  };
}

/** Returns the links from a page to the site's feeds. `root` is the path from the page to the site's root. */
export function siteFeeds(site: Site, root: string): FeedLink[] {
  return feedLinks(fullTitle(site.settings), "", root, siteFeedNames(site));
}

function entryLink(entry: SiteEntry, root: string): EntryLinkScope {
  return { title: entry.title, url: fromRoot(root, entry.url) };
}

function changeScope(site: Site, entry: SiteEntry): { date_text: string; date_iso: string } {
  const { post } = entry;
  if (!post.updated || changedTimeOf(entry) === timeOf(entry)) return dateScope(site, entry);
  return { date_text: site.dates.ofPost(post.updated, post), date_iso: toIso(post.updated) };
}

/** Returns the year of the build, in the blog's time zone. */
function yearOf(site: Site): number {
  return Number(toIso(momentAt(site.now, site.settings.timeZone)).slice(0, 4));
}

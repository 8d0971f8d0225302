import type { Post } from "#engine/blog/posts/post.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { ArticleFacts, ArticleRemarks } from "../articles/article.ts";
import type { DateWriter } from "./dates.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import type { SearchIndex } from "../search/search-index.ts";
import type { SiteEntry } from "./site-entry.ts";
import type { SiteModel } from "./site-model.ts";
import type { Summary } from "../articles/summary-types.ts";
import type { Templates } from "../theme/templates.ts";
import type { Theme } from "../theme/theme.ts";
import type { ChosenOptions } from "../theme/theme-options.ts";

/** The input that a site is made from. */
export interface SiteInput {
  readonly settings: BlogSettings;
  readonly posts: ReadonlyMap<string, Post>;
  /** Public address of the site. */
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What pages take from theme and settings alone. */
export interface ThemeContext {
  /** Equal settings are one object, so that they can be compared by identity. */
  readonly settings: BlogSettings;
  readonly theme: Theme;
  readonly themeOptions: ChosenOptions;
  readonly templates: Templates;
  readonly dates: DateWriter;
}

/** Everything that one build, or one state of the preview, makes its pages from. */
export interface Site {
  readonly blogId: string;
  readonly settings: BlogSettings;
  readonly model: SiteModel;
  /** Absolute, ends with one slash. */
  readonly baseUrl: string;
  /**
   * How pages include their shared parts; always "none" in the preview, where no server executes directives.
   */
  readonly include: BlogSettings["parts"]["include"];
  /** Whether this is the preview: only the author sees it, and no server executes code in it. */
  readonly isPreview: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly theme: Theme;
  readonly themeOptions: ChosenOptions;
  readonly templates: Templates;
  readonly dates: DateWriter;
  readonly media: MediaLibrary;
  /** A key of the settings that any page may depend on, besides those that `site` in the templates shows. */
  readonly pageKey: string;
  /** Returns what is known of an entry's text; renders it when it or a link target has changed. */
  articleOf(entry: SiteEntry): ArticleFacts;
  /** Returns the problems of an entry's text and the links that must be checked against other pages. */
  remarksOf(entry: SiteEntry): ArticleRemarks;
  /** Returns an entry's text as its page shows it. */
  htmlOf(entry: SiteEntry): string;
  /** Returns the plain text of an entry, one line per paragraph. */
  plainTextOf(entry: SiteEntry): string;
  /** Returns the search terms of an entry's title and text, in the format of `listTerms`. */
  termsOf(entry: SiteEntry): string;
  /** Blog paths of posts that changed since the first site of this family, in order; grows. */
  readonly textChanges: readonly string[];
  /** The search index of the terms; reused by successive sites. */
  readonly searchIndex: SearchIndex;
  /** Returns what lists show of an entry; the same object as long as it is unchanged. */
  summaryOf(entry: SiteEntry): Summary;
  /** Renders Markdown of blog.yaml (header, footer, notices) for pages with that root. */
  renderSiteText(markdown: string, root: string): string;
}

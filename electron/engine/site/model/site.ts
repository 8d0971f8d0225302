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

/** What a site is made from at one moment. */
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
  /** Equal settings are one object, so that they can be compared by it. */
  readonly settings: BlogSettings;
  readonly theme: Theme;
  readonly themeOptions: ChosenOptions;
  readonly templates: Templates;
  readonly dates: DateWriter;
}

/** Everything that one build (or one state of the preview) makes its pages from. */
export interface Site {
  readonly blogId: string;
  readonly settings: BlogSettings;
  readonly model: SiteModel;
  /** Absolute, ends with one slash. */
  readonly baseUrl: string;
  /** How pages get the parts that all of them share; always "none" in the preview, where nobody carries directives out. */
  readonly include: BlogSettings["parts"]["include"];
  /** Nobody but the author sees it, and no server runs anything in it. */
  readonly isPreview: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly theme: Theme;
  readonly themeOptions: ChosenOptions;
  readonly templates: Templates;
  readonly dates: DateWriter;
  readonly media: MediaLibrary;
  /** Stands for the settings that any page may depend on besides those that `site` in the templates shows. */
  readonly pageKey: string;
  /** What is known of an entry's text; rendered when it has changed, or when what it links to has. */
  articleOf(entry: SiteEntry): ArticleFacts;
  /** What of an entry's text is wrong or must be looked up in other pages. */
  remarksOf(entry: SiteEntry): ArticleRemarks;
  /** An entry's text as its page shows it. */
  htmlOf(entry: SiteEntry): string;
  /** The words of an entry's text alone, a line per paragraph. */
  plainTextOf(entry: SiteEntry): string;
  /** The terms of an entry's title and text, as `listTerms` writes them. */
  termsOf(entry: SiteEntry): string;
  /** Blog paths of posts that changed since the first site of this family, in order; grows. */
  readonly textChanges: readonly string[];
  /** What the search found out about the terms; serves one site after the other. */
  readonly searchIndex: SearchIndex;
  /** What lists say of an entry; the same object as long as that is the same. */
  summaryOf(entry: SiteEntry): Summary;
  /** Renders Markdown of blog.yaml (header, footer, notices) for pages with that root. */
  renderSiteText(markdown: string, root: string): string;
}

import type { Post } from "#engine/blog/posts/post.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { ArticleFacts, ArticleRemarks } from "../articles/article.ts";
import type { DateWriter } from "./dates.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import type { SearchIndex } from "../search/segment-index.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { Protection } from "../entries/protected-sections.ts";
import type { ResolvedLink } from "../articles/link-targets.ts";
import type { SiteModel } from "./site-model.ts";
import type { Summary } from "./summary-types.ts";
import type { TemplateEngine } from "../theme/liquid/template-engine.ts";
import type { Theme } from "../theme/theme.ts";
import type { ChosenOptions } from "../theme/theme-options.ts";

/** Everything from which a site is made, except its theme and media. */
export interface SiteInput {
  readonly settings: BlogSettings;
  readonly posts: ReadonlyMap<string, Post>;
  readonly baseUrl: string;
  /** Time of the build in milliseconds since the epoch. */
  readonly now: number;
  /** Blog paths of posts that are shown although their date is later than `now`. Default: none. */
  readonly staying?: ReadonlySet<string> | undefined;
  /**
   * How pages include the theme's parts, such as the header, if the settings let the host decide.
   * Default: by a script.
   */
  readonly include?: IncludeMode | undefined;
  /** How the host asks for the passwords of sections. If undefined, sections with a password are omitted. */
  readonly protection?: Protection | undefined;
  /** Site paths of published lists and feeds whose addresses must keep working. */
  readonly kept?: ReadonlySet<string> | undefined;
  /** Paths of an old site's files that stay in the site's folder, each as a `collisionKey`. Default: none. */
  readonly oldFiles?: ReadonlySet<string> | undefined;
}

/** How pages include the parts of the theme, such as its header. */
export type IncludeMode = Exclude<BlogSettings["parts"]["include"], "auto">;

/** The theme, the settings, and values that depend on nothing else, such as compiled templates. */
export interface ThemeContext {
  /**
   * The settings. Equal settings are the same object, so that callers can compare them by object identity.
   */
  readonly settings: BlogSettings;
  readonly theme: Theme;
  readonly themeOptions: ChosenOptions;
  readonly templates: TemplateEngine;
  readonly dates: DateWriter;
}

/** Everything from which pages are made, in one build or one state of the preview. */
export interface Site {
  readonly blogId: string;
  readonly settings: BlogSettings;
  readonly model: SiteModel;
  /** Base URL, absolute, with exactly one trailing slash. */
  readonly baseUrl: string;
  /** How pages include the parts that all pages share. In the preview "none": each page has all parts. */
  readonly include: IncludeMode;
  /** How the host protects sections with a password. Undefined if the site has no such sections. */
  readonly protection: Protection | undefined;
  readonly kept: ReadonlySet<string>;
  readonly oldFiles: ReadonlySet<string>;
  /** Whether the site is a preview. Only the author sees a preview, and no server runs its code. */
  readonly isPreview: boolean;
  readonly now: number;
  readonly theme: Theme;
  readonly themeOptions: ChosenOptions;
  readonly templates: TemplateEngine;
  readonly dates: DateWriter;
  readonly media: MediaLibrary;
  /**
   * A key that changes with the base URL and with all settings that may affect any page.
   * Omits settings that templates can read only through `site`, because the key of `site` covers them.
   */
  readonly pageKey: string;
  articleOf(entry: SiteEntry): ArticleFacts;
  remarksOf(entry: SiteEntry): ArticleRemarks;
  htmlOf(entry: SiteEntry): string;
  /** Returns an entry's text as plain text, one line per paragraph. */
  plainTextOf(entry: SiteEntry): string;
  /** Returns the search terms of an entry's title and text, in the format of `listTerms`. */
  termsOf(entry: SiteEntry): string;
  /**
   * Blog paths of the posts that have changed since the object `SessionState.family` was last replaced.
   * All sites of one build family (with the same `family`) share this array. New changes are appended.
   */
  readonly textChanges: readonly string[];
  readonly searchIndex: SearchIndex;
  /** Returns the data with which lists show an entry. An unchanged result stays the same object. */
  summaryOf(entry: SiteEntry): Summary;
  /**
   * Returns a map from the name of each protected section to the section's media.
   * No public page shows these media.
   */
  protectedMedia(): ReadonlyMap<string, readonly string[]>;
  /**
   * Renders Markdown from blog.yaml (header, footer, notices) for a page.
   * A link to a post or page that is not on the site becomes plain words.
   * `root` is the path from the page to the root of the site.
   */
  renderSiteText(markdown: string, root: string): string;
  /** Resolves a link in `blog.yaml` for a page, like a link in a post. */
  resolveSiteLink(href: string, root: string): ResolvedLink;
  /** Returns the links and images in a Markdown text of `blog.yaml`. */
  linksOfSiteText(markdown: string): readonly string[];
}

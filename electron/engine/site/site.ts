import type { BlogSettings } from "#contract/blog-settings.ts";
import type { Article } from "./article.ts";
import type { DateWriter } from "./dates.ts";
import type { MediaLibrary } from "./media-library.ts";
import type { SiteEntry } from "./site-entry.ts";
import type { SiteModel } from "./site-model.ts";
import type { Templates } from "./templates.ts";
import type { Theme } from "./theme.ts";

/** Everything that one build (or one state of the preview) makes its pages from. */
export interface Site {
  readonly blogId: string;
  readonly settings: BlogSettings;
  readonly model: SiteModel;
  /** Absolute, ends with one slash. */
  readonly baseUrl: string;
  readonly theme: Theme;
  readonly templates: Templates;
  readonly dates: DateWriter;
  readonly media: MediaLibrary;
  /** The rendered text of an entry; from the cache when nothing that it depends on has changed. */
  articleOf(entry: SiteEntry): Article;
  /** Renders Markdown of blog.yaml (header, footer, notices) for pages with that root. */
  renderSiteText(markdown: string, root: string): string;
}

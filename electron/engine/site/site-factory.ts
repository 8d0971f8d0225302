import { join } from "node:path";
import type { BlogSettings } from "#contract/blog-settings.ts";
import type { Post } from "#engine/blog/post.ts";
import { createMarkdown } from "#engine/markdown/create-markdown.ts";
import type { Markdown } from "#engine/markdown/markdown-types.ts";
import { ArticleCache } from "./article-cache.ts";
import { createDateWriter } from "./dates.ts";
import { resolveLink } from "./link-targets.ts";
import { type DimensionsCache, readMediaLibrary } from "./media-library.ts";
import type { Site } from "./site.ts";
import type { PreviewOptions } from "./site-entries.ts";
import { createSiteModel } from "./site-model.ts";
import { createTemplates, type Templates } from "./templates.ts";
import { loadTheme, type Theme } from "./theme.ts";
import { TypedText } from "./typed-text.ts";
import { normalizeBaseUrl } from "./urls.ts";

/** What a site is made from at one moment. */
export interface SiteInput {
  readonly settings: BlogSettings;
  readonly posts: ReadonlyMap<string, Post>;
  /** Public address of the site. */
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface SiteFactoryOptions {
  /** Absolute path of the blog folder. */
  readonly blogFolder: string;
  readonly blogId: string;
  /** Absolute path of the built-in themes. */
  readonly themesFolder: string;
}

/** What turns the texts of a blog into HTML, and what it has rendered so far. */
export interface SiteTexts {
  readonly markdown: Markdown;
  readonly articles: ArticleCache;
  readonly typed: TypedText;
}

/** Makes `Site`s of one blog and keeps what is costly between them: rendered texts, compiled templates, image sizes. */
export class SiteFactory {
  readonly options: SiteFactoryOptions;
  readonly #dimensions: DimensionsCache = new Map();
  #texts: { key: string; texts: SiteTexts } | undefined;
  #templates: { key: string; theme: Theme; templates: Templates } | undefined;

  constructor(options: SiteFactoryOptions) {
    this.options = options;
  }

  /** The Markdown pipeline for these settings, and the texts that it has rendered. */
  textsFor(settings: BlogSettings): SiteTexts {
    const { language, markdown: chosen } = settings;
    const options = {
      language,
      breaks: chosen.breaks ?? language.startsWith("ja"),
      plainRuby: chosen.plainRuby,
    };
    const key = JSON.stringify(options);
    if (this.#texts?.key !== key) {
      const markdown = createMarkdown(options);
      const texts = { markdown, articles: new ArticleCache(markdown), typed: new TypedText(markdown) };
      this.#texts = { key, texts };
    }
    return this.#texts.texts;
  }

  /** Reads theme and media from disk: `theme.notFound`, `theme.syntax`. */
  create(input: SiteInput, preview: PreviewOptions | null = null): Site {
    const { settings, posts, now } = input;
    const { blogFolder, blogId } = this.options;
    const { theme, templates } = this.#themeFor(settings);
    const model = createSiteModel(posts.values(), { settings, now, preview });
    const media = readMediaLibrary(blogFolder, this.#dimensions);
    const { markdown, articles } = this.textsFor(settings);
    articles.keepOnly(posts);
    const renderSiteText = (text: string, root: string): string => {
      const source = { path: "blog.yaml", address: "", root };
      const link = (href: string): string => resolveLink(href, source, { model, media }).url;
      return markdown.render(text, { resolveLink: link, resolveImage: (src) => ({ src: link(src) }) }).html;
    };
    return {
      blogId,
      settings,
      model,
      baseUrl: normalizeBaseUrl(input.baseUrl),
      theme,
      templates,
      dates: createDateWriter(settings, theme.dateFormats),
      media,
      articleOf: articles.within({ model, media }),
      renderSiteText,
    };
  }

  #themeFor(settings: BlogSettings): { theme: Theme; templates: Templates } {
    const { blogFolder, themesFolder } = this.options;
    const theme = loadTheme(settings.theme, { builtIn: themesFolder, override: join(blogFolder, "theme") });
    const key = `${settings.language}\n${settings.theme}\n${theme.key}`;
    if (this.#templates?.key !== key) {
      this.#templates = { key, theme, templates: createTemplates(theme, settings.language) };
    }
    return this.#templates;
  }
}

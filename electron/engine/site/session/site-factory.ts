import type { SiteInput, ThemeContext, Site } from "../model/site.ts";
import { join } from "node:path";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { ArticleCache } from "../articles/article-cache.ts";
import { ArticleStore } from "../articles/article-store.ts";
import { markdownOptionsOf } from "./markdown-options.ts";
import { ImageSizes } from "../media/image-size.ts";
import type { CopiesTable } from "../media/images/image-copies.ts";
import { ImageVariants } from "../media/images/image-variants.ts";
import { MentionedImages } from "../media/images/mentioned-images.ts";
import type { Preparation } from "../media/images/preparation.ts";
import { pictureOf } from "../media/blog-pictures.ts";
import { listMedia, type MediaListing, sameMedia } from "../media/media-files.ts";
import { type MediaLibrary, mediaLibrary } from "../media/media-library.ts";
import { MediaChecks, type MediaFault, noFaults } from "../media/media-checks.ts";
import { shareCards } from "./share-cards.ts";
import type { ShareCard } from "../media/share-pictures/card-drawing.ts";
import { noPictures, SharePictures } from "../media/share-pictures/share-pictures.ts";
import { TermCache } from "../search/term-cache.ts";
import type { PreviewOptions } from "../entries/site-entries.ts";
import { SiteSession, type SiteSource, type ArticlePipeline } from "./site-session.ts";
import type { TemplateRendererName } from "../theme/liquid/template-engine.ts";
import { ThemeContexts } from "./theme-contexts.ts";
import type { CreateTextRenderer } from "../articles/texts-ahead.ts";
import { TypedText } from "../articles/typed-text.ts";

export interface SiteFactoryOptions {
  /** Absolute path of the blog folder. */
  readonly blogFolder: string;
  readonly blogId: string;
  /** Absolute path of the folder for caches of texts, search terms and image copies. */
  readonly cacheFolder: string;
  readonly themesFolder: string;
  /** Creates a renderer that renders many texts in threads. Default: texts are rendered on demand. */
  readonly textRenderer?: CreateTextRenderer | undefined;
  /** Whether the process ends after its first build. If so, the build prepares nothing for later edits. */
  readonly buildsOnce?: boolean | undefined;
  /** The renderer of templates. Default: the environment variable `HITOFUDE_LIQUID` decides. */
  readonly templateRenderer?: TemplateRendererName | undefined;
}

const noCards: ReadonlyMap<string, ShareCard> = new Map();

export type PrepareOptions = Pick<Preparation, "hashOf" | "signal" | "onProgress">;

/** Creates the sites of one blog. Caches rendered texts, compiled templates and image sizes. */
export class SiteFactory implements SiteSource {
  readonly options: SiteFactoryOptions;
  readonly #sizes = new ImageSizes();
  readonly #mentioned = new MentionedImages();
  readonly #variants: ImageVariants;
  readonly #shared: SharePictures;
  readonly #themes: ThemeContexts;
  readonly #saved: SiteSession;
  readonly #typed: SiteSession;
  #listing: MediaListing = { files: new Map(), problems: [] };
  readonly #checks = new MediaChecks();
  #faults: ReadonlyMap<string, MediaFault> = noFaults;
  #media:
    | {
        listing: object;
        copies: CopiesTable;
        faults: object;
        icons: object;
        shared: object;
        library: MediaLibrary;
      }
    | undefined;
  #texts: { key: string; texts: ArticlePipeline } | undefined;

  constructor(options: SiteFactoryOptions) {
    this.options = options;
    const { cacheFolder } = options;
    this.#variants = new ImageVariants(join(cacheFolder, "images"));
    this.#shared = new SharePictures(cacheFolder);
    this.#themes = new ThemeContexts(options);
    this.#saved = new SiteSession(this);
    this.#typed = new SiteSession(this);
  }

  pipelineFor(settings: BlogSettings): ArticlePipeline {
    const options = markdownOptionsOf(settings);
    const key = JSON.stringify(options);
    if (this.#texts?.key !== key) {
      const markdown = createMarkdown(options);
      const { cacheFolder, textRenderer } = this.options;
      const articles = new ArticleCache(
        markdown,
        new ArticleStore(cacheFolder, key),
        textRenderer?.(options),
      );
      const terms = new TermCache(cacheFolder, key);
      const texts = { markdown, articles, terms, typed: new TypedText(markdown) };
      this.#texts = { key, texts };
    }
    return this.#texts.texts;
  }

  /**
   * Creates a site for the preview. Reads the theme and the media from disk.
   * Throws `theme.notFound` or `theme.syntax`.
   */
  create(input: SiteInput, preview: PreviewOptions): Site {
    return (preview.open === null ? this.#saved : this.#typed).next(input, preview).site;
  }

  /** Reads the theme from disk. Throws `theme.notFound` or `theme.syntax`. */
  themeContextFor(settings: BlogSettings): ThemeContext {
    return this.#themes.of(settings);
  }

  /** Lists the media files and image copies. Returns the same object until the files change. */
  readMedia(settings: BlogSettings): MediaLibrary {
    const listing = listMedia(this.options.blogFolder);
    const isSame = sameMedia(this.#listing, listing);
    if (!isSame || this.#sizes.retry(this.#listing.files)) this.#listing = listing;
    this.#faults = this.#checks.faultsOf(this.#listing.files, settings.serverCode);
    return this.#libraryOf(this.#listing, settings);
  }

  /**
   * Makes share pictures, and smaller copies of the images that posts may show.
   * Rejects with `file.*` or `call.cancelled`.
   */
  async prepareMedia(input: SiteInput, how: PrepareOptions): Promise<MediaLibrary> {
    const { settings, posts, now } = input;
    const media = this.readMedia(settings);
    const listing = this.#listing;
    const images = this.#mentioned.of([...posts.values()], media);
    await this.#variants.prepare({
      images,
      settings: settings.images,
      icon: pictureOf(settings.icon, media.files),
      media,
      ...how,
    });
    const cards = settings.show.sharePictures
      ? shareCards({ posts: posts.values(), now }, this.#themes.of(settings), media)
      : noCards;
    await this.#shared.prepare(cards, how);
    return this.#libraryOf(listing, settings);
  }

  #libraryOf(listing: MediaListing, settings: BlogSettings): MediaLibrary {
    const copies = this.#variants.table(settings.images);
    const icons = this.#variants.icons(pictureOf(settings.icon, listing.files));
    const faults = this.#faults;
    const shared = settings.show.sharePictures ? this.#shared.pictures : noPictures;
    const last = this.#media;
    if (
      last?.listing === listing &&
      last.copies === copies &&
      last.faults === faults &&
      last.icons === icons &&
      last.shared === shared
    )
      return last.library;
    const library = mediaLibrary(listing, this.#sizes, { copies, faults, icons, shared });
    this.#media = { listing, copies, faults, icons, shared, library };
    return library;
  }
}

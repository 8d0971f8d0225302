import type { Post } from "#engine/blog/posts/post.ts";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";
import type { SiteEntry } from "../model/site-entry.ts";
import type { ArticleFacts } from "./article.ts";
import type { LinkContext, KnownAnswers } from "./article-lookups.ts";

/**
 * Minimum number of texts for which a build starts the background renderer. For fewer texts, starting it
 * takes longer than rendering each text when its page is made.
 */
export const manyTexts = 200;

/**
 * A text that was rendered in the background, with its facts and the results of resolving its links and
 * images.
 */
export interface PrerenderedText {
  readonly facts: ArticleFacts;
  readonly html: string;
  /** The plain text; undefined if it was not requested. */
  readonly plainText: string | undefined;
  readonly lookups: KnownAnswers;
}

/**
 * Texts that are being rendered in the background, in the order in which their pages are made. Call `close`
 * in the end.
 */
export interface PrerenderedTexts {
  /**
   * Whether `take` can be called for a text, because the text is rendered or will never be. If not, makes the
   * renderer continue at least up to this text.
   */
  isReady(path: string): boolean;
  /** Waits for a text; resolves when the result of `isReady` may have changed. */
  ready(path: string): Promise<void>;
  /** Returns a text and forgets it. Returns undefined if the text could not be rendered in the background. */
  take(path: string): PrerenderedText | undefined;
  close(): void;
}

/** The texts of one build that must be rendered. */
export interface TextsToRender {
  /** Entries whose texts must be rendered, in the order in which their pages are made. */
  readonly entries: readonly SiteEntry[];
  readonly posts: ReadonlyMap<string, Post>;
  readonly linkContext: LinkContext;
  /** Whether the plain texts are needed as well, for the site's search. */
  readonly withPlainText: boolean;
}

/** Renders many texts of one blog in the background. */
export interface TextRenderer {
  /**
   * Begins to render texts. Returns undefined if rendering each text when its page is made is at least as
   * fast.
   */
  begin(wanted: TextsToRender): PrerenderedTexts | undefined;
}

/** Creates a renderer for a blog with these Markdown options. */
export type CreateTextRenderer = (options: MarkdownOptions) => TextRenderer;

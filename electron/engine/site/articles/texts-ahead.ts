import type { Post } from "#engine/blog/posts/post.ts";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";
import type { SiteEntry } from "../model/site-entry.ts";
import type { ArticleFacts } from "./article.ts";
import type { LinkContext, KnownAnswers } from "./article-lookups.ts";

/**
 * Minimum number of texts that a build renders in the background. With fewer, starting the background
 * renderer takes longer than rendering each text when its page is made.
 */
export const manyTexts = 200;

/** A text that was rendered in the background, its facts and the targets of its links. */
export interface TextMadeAhead {
  readonly facts: ArticleFacts;
  readonly html: string;
  /** The plain text; undefined if it was not requested. */
  readonly plainText: string | undefined;
  readonly lookups: KnownAnswers;
}

/** Texts that are being rendered in the background, in the order of their pages. Call `close` in the end. */
export interface TextsAhead {
  /**
   * Whether `take` can be called: it returns the text, or undefined because the text will never come. If the
   * text is not ready, it is rendered next.
   */
  isReady(path: string): boolean;
  /** Waits for a text; resolves when the result of `isReady` may have changed. */
  ready(path: string): Promise<void>;
  /**
   * Returns a text; works only once. Returns undefined if the text could not be rendered in the background.
   */
  take(path: string): TextMadeAhead | undefined;
  close(): void;
}

/** The texts of one build that must be rendered. */
export interface TextsWanted {
  /** Entries whose texts must be rendered, in the order in which their pages are made. */
  readonly entries: readonly SiteEntry[];
  readonly posts: ReadonlyMap<string, Post>;
  readonly linkContext: LinkContext;
  /** Whether their plain texts are needed as well, for the site's search. */
  readonly withWords: boolean;
}

/** Renders many texts of one blog in the background. */
export interface TextRenderer {
  /**
   * Begins to render texts. Returns undefined if rendering each text when its page is made is at least as
   * fast.
   */
  begin(wanted: TextsWanted): TextsAhead | undefined;
}

/** Creates a renderer for a blog with these Markdown options. */
export type CreateTextRenderer = (options: MarkdownOptions) => TextRenderer;

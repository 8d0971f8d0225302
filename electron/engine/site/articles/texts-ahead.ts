import type { Post } from "#engine/blog/posts/post.ts";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { ArticleFacts } from "./article.ts";
import type { LinkContext, KnownAnswers } from "./article-lookups.ts";

/** Minimum number of texts for which starting the background renderer saves time. */
export const manyTexts = 200;

export interface PrerenderedText {
  readonly facts: ArticleFacts;
  readonly html: string;
  readonly plainText: string | undefined;
  readonly lookups: KnownAnswers;
}

/** Texts that are being rendered in the background, in the order in which their pages are made. */
export interface PrerenderedTexts {
  /**
   * Whether `take` can be called: either the text was rendered, or its rendering failed.
   * If the result is false, the background rendering continues at least until this text is finished.
   */
  isReady(path: string): boolean;
  /** Waits until the result of `isReady` for this text may have changed. */
  ready(path: string): Promise<void>;
  /** Returns a text and drops it from memory. Returns undefined if the background rendering failed. */
  take(path: string): PrerenderedText | undefined;
  close(): void;
}

export interface TextsToRender {
  readonly entries: readonly SiteEntry[];
  readonly posts: ReadonlyMap<string, Post>;
  readonly linkContext: LinkContext;
  readonly withPlainText: boolean;
}

export interface TextRenderer {
  /**
   * Begins to render texts in the background. Returns undefined if rendering on demand is at least as fast.
   */
  begin(wanted: TextsToRender): PrerenderedTexts | undefined;
}

export type CreateTextRenderer = (options: MarkdownOptions) => TextRenderer;

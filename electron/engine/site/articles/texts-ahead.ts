import type { Post } from "#engine/blog/posts/post.ts";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";
import type { SiteEntry } from "../model/site-entry.ts";
import type { ArticleFacts } from "./article.ts";
import type { LinkContext, KnownAnswers } from "./article-lookups.ts";

/**
 * A build with fewer stale texts renders each when its page is made, because starting a background renderer
 * takes longer.
 */
export const manyTexts = 200;

/** A rendered text, its facts and its lookups. */
export interface TextMadeAhead {
  readonly facts: ArticleFacts;
  readonly html: string;
  /** The plain text; undefined where it was not requested. */
  readonly plainText: string | undefined;
  readonly lookups: KnownAnswers;
}

/** Texts that are rendered in the background, in the order of their pages. Must be closed. */
export interface TextsAhead {
  /** Whether `take` can return the text, or never will. Requests the text next if it is not ready. */
  isReady(path: string): boolean;
  /** Resolves when `isReady` may have changed. */
  ready(path: string): Promise<void>;
  /** Returns a text once; undefined for one that could not be rendered in the background. */
  take(path: string): TextMadeAhead | undefined;
  close(): void;
}

/** The texts of one build. */
export interface TextsWanted {
  /** Entries whose texts must be rendered, in the order in which their pages are made. */
  readonly entries: readonly SiteEntry[];
  readonly posts: ReadonlyMap<string, Post>;
  readonly linkContext: LinkContext;
  /** Whether the plain texts are needed as well, for the site's search. */
  readonly withWords: boolean;
}

/** Renders many texts of one blog in the background. */
export interface TextRenderer {
  /** Begins to render; undefined if that is not faster than rendering each text when its page is made. */
  begin(wanted: TextsWanted): TextsAhead | undefined;
}

/** Makes a renderer for the Markdown options of a blog. */
export type CreateTextRenderer = (options: MarkdownOptions) => TextRenderer;

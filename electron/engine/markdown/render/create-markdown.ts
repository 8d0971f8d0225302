import type { Markdown, MarkdownOptions } from "../types/markdown-types.ts";
import { createPipeline, normalizeBody } from "./pipeline.ts";
import { renderText } from "./render-text.ts";

/**
 * Creates a renderer for the blog's Markdown, shared by preview, site and feeds.
 * Callers should reuse the renderer, because its creation takes a few milliseconds.
 */
export function createMarkdown(options: MarkdownOptions = {}): Markdown {
  const pipeline = createPipeline(options);
  return {
    pipeline,
    render(body, context = {}) {
      return renderText(pipeline, normalizeBody(body), context);
    },
  };
}

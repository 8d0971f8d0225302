import type { Markdown, MarkdownOptions } from "../types/markdown-types.ts";
import { createPipeline, normalizeBody } from "./pipeline.ts";
import { renderText } from "./render-text.ts";

/**
 * Creates the blog's Markdown renderer, for preview, site and feeds alike. This takes a few milliseconds:
 * keep it.
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

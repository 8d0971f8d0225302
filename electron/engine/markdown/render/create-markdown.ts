import type { Markdown, MarkdownOptions } from "../types/markdown-types.ts";
import { createPipeline, normalizeBody, pipelineIn } from "./pipeline.ts";
import { renderText } from "./render-text.ts";

/**
 * Creates a renderer for the blog's Markdown.
 * Callers should reuse the renderer, because the creation takes a few milliseconds.
 */
export function createMarkdown(options: MarkdownOptions = {}): Markdown {
  const pipeline = createPipeline(options);
  return {
    pipeline,
    excerptLength: options.excerptLength ?? 160,
    render(body, context = {}) {
      return renderText(pipelineIn(pipeline, context), normalizeBody(body), context);
    },
  };
}

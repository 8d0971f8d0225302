import type { Markdown, MarkdownOptions } from "../types/markdown-types.ts";
import { createPipeline, normalizeBody } from "./pipeline.ts";
import { renderText } from "./render-text.ts";

/** The blog's Markdown, for preview, site and feeds alike. Making one takes a few milliseconds: keep it. */
export function createMarkdown(options: MarkdownOptions = {}): Markdown {
  const pipeline = createPipeline(options);
  return {
    pipeline,
    render(body, context = {}) {
      return renderText(pipeline, normalizeBody(body), context);
    },
  };
}

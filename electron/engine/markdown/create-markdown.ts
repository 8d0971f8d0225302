import { assemble } from "./assemble.ts";
import type { Markdown, MarkdownOptions } from "./markdown-types.ts";
import { createPipeline, normalizeBody } from "./pipeline.ts";
import { readWhole } from "./read-whole.ts";

/** The blog's Markdown, for preview, site and feeds alike. Making one takes a few milliseconds: keep it. */
export function createMarkdown(options: MarkdownOptions = {}): Markdown {
  const pipeline = createPipeline(options);
  return {
    pipeline,
    render(body, context = {}) {
      return assemble(pipeline, readWhole(pipeline, normalizeBody(body), context));
    },
  };
}

import { createIncrementalRenderer } from "#engine/markdown/incremental/incremental.ts";
import type { Markdown, RenderContext, RenderedBlocks } from "#engine/markdown/types/markdown-types.ts";

/** A text as the preview first gets it, as a whole and in pieces. */
export function renderBlocks(
  markdown: Markdown,
  source: string,
  context: RenderContext = {},
): RenderedBlocks {
  return createIncrementalRenderer(markdown, context).render(source);
}

import { createIncrementalRenderer } from "#engine/markdown/incremental/incremental.ts";
import type { Markdown, RenderContext, RenderedBlocks } from "#engine/markdown/types/markdown-types.ts";

/** Renders a text as the preview receives it first, as a whole and in blocks. */
export function renderBlocks(
  markdown: Markdown,
  source: string,
  context: RenderContext = {},
): RenderedBlocks {
  return createIncrementalRenderer(markdown, context).render(source);
}

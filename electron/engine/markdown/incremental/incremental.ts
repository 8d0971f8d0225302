import { assemble } from "../render/assemble.ts";
import { startsOfLines } from "../render/lines.ts";
import type { Markdown, RenderContext, RenderedBlocks, Pipeline } from "../types/markdown-types.ts";
import { normalizeBody, pipelineIn, writeBlocks } from "../render/pipeline.ts";
import { type ReadText, readWhole } from "../render/read-whole.ts";
import { type Renewal, renew } from "./renew.ts";
import { shiftBlock, shiftDefinitions, shiftNotes } from "./shift-block.ts";
import { movesFirstImage, renewedIds, sameDefinitions } from "./whole-text.ts";

/** Renders one text repeatedly while the author edits it. */
export interface IncrementalRenderer {
  /**
   * Renders a body with the same result as a complete rendering.
   * The rendering time depends on the size of the edit, not on the length of the text.
   */
  render(body: string): RenderedBlocks;
}

/**
 * Renders again only the blocks around an edit: from two blocks before the edit to the next unchanged block.
 * To parse a block, the parser needs the lines of the block and at most two lines of the next block.
 * If definitions, ids, footnotes or the first image have changed, renders the whole text.
 * Each text needs its own renderer, because a renderer keeps the blocks of the last rendering.
 */
export function createIncrementalRenderer(
  markdown: Markdown,
  context: RenderContext = {},
): IncrementalRenderer {
  const pipeline = pipelineIn(markdown.pipeline, context);
  let text: ReadText | undefined;
  return {
    render(body) {
      const source = normalizeBody(body);
      if (text?.source !== source) {
        text = (text && update(pipeline, text, source, context)) ?? readWhole(pipeline, source, context);
      }
      return assemble(pipeline, text);
    },
  };
}

/** Returns the parsed text after an edit. Returns undefined if the whole text must be parsed again. */
function update(
  pipeline: Pipeline,
  old: ReadText,
  source: string,
  context: RenderContext,
): ReadText | undefined {
  const starts = startsOfLines(source);
  const renewal = renew(pipeline, old, { source, starts }, context);
  if (!renewal || !sameDefinitions(renewal) || movesFirstImage(renewal, old.notes)) return undefined;
  const ids = renewedIds(renewal, old.notes, context.idPrefix);
  return ids && splice(pipeline, old, { source, starts, renewal, ids }, context);
}

interface Edited {
  readonly source: string;
  readonly starts: readonly number[];
  readonly renewal: Renewal;
  readonly ids: readonly string[];
}

function splice(
  pipeline: Pipeline,
  old: ReadText,
  { source, starts, renewal, ids }: Edited,
  context: RenderContext,
): ReadText {
  const { before, parsed, after, definitions, delta, oldEndLine } = renewal;
  return {
    source,
    starts,
    references: old.references,
    definitions: [
      ...definitions.before,
      ...definitions.parsed,
      ...shiftDefinitions(definitions.after, delta),
    ],
    blocks: [
      ...before,
      ...writeBlocks(pipeline, parsed, ids, context),
      ...after.map((block) => shiftBlock(block, delta)),
    ],
    notes: old.notes && shiftNotes(old.notes, delta, oldEndLine),
  };
}

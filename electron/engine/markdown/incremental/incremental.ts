import { assemble } from "../render/assemble.ts";
import { startsOfLines } from "../render/lines.ts";
import type { Markdown, RenderContext, RenderedBlocks, Pipeline } from "../types/markdown-types.ts";
import { normalizeBody, writeBlocks } from "../render/pipeline.ts";
import { type ReadText, readWhole } from "../render/read-whole.ts";
import { type Renewal, renew } from "./renew.ts";
import { shiftBlock, shiftDefinitions, shiftNotes } from "./shift-block.ts";
import { movesFirstImage, renewedIds, sameDefinitions } from "./whole-text.ts";

/** Renders the same text repeatedly while the author edits it. */
export interface IncrementalRenderer {
  /**
   * Renders a body. The result is exactly that of a complete rendering, but the time depends on the size of
   * the edit, not on the size of the text.
   */
  render(body: string): RenderedBlocks;
}

/**
 * Renders again only the blocks around an edit. This is possible because top-level blocks are parsed
 * independently: how a block is parsed depends only on the lines from its beginning on, and its parser reads
 * no further than the second line of the next block.
 *
 * The text is parsed from two blocks before the edit. As soon as a new block begins where an unchanged old
 * one began, all old blocks from there on are reused. Some results depend on the whole text: definitions,
 * ids, footnotes, and which image is the first. These are compared; if they would change an old block, the
 * whole text is parsed.
 *
 * A renderer belongs to one text and one context. If addresses are resolved differently, a new renderer has
 * to be created.
 */
export function createIncrementalRenderer(
  { pipeline }: Markdown,
  context: RenderContext = {},
): IncrementalRenderer {
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

/**
 * Returns the parsed text after an edit, reusing most old blocks. Undefined if the whole text has to be
 * parsed again.
 */
function update(
  pipeline: Pipeline,
  old: ReadText,
  source: string,
  context: RenderContext,
): ReadText | undefined {
  const starts = startsOfLines(source);
  const renewal = renew(pipeline, old, source, starts, context);
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

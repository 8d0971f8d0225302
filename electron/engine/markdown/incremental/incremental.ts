import { assemble } from "../render/assemble.ts";
import { startsOfLines } from "../render/lines.ts";
import type { Markdown, RenderContext, RenderedBlocks, Pipeline } from "../types/markdown-types.ts";
import { normalizeBody, writeBlocks } from "../render/pipeline.ts";
import { type ReadText, readWhole } from "../render/read-whole.ts";
import { type Renewal, renew } from "./renew.ts";
import { shiftBlock, shiftDefinitions, shiftNotes } from "./shift-block.ts";
import { movesFirstImage, renewedIds, sameDefinitions } from "./whole-text.ts";

/** Renders one text repeatedly while it is being typed. */
export interface IncrementalRenderer {
  /** Equals `Markdown.render` of the same body in every respect; the cost depends on the edit. */
  render(body: string): RenderedBlocks;
}

/**
 * Relies on parsing being stateless at the top level: the result from the start of a top-level block depends
 * only on the lines from there on, and no block looks further than the line after the start of the next one.
 * So the text is parsed from two blocks above the edit until a block begins where an untouched one began
 * before; from there on, the old blocks are reused. What depends on the whole text (definitions, ids, notes,
 * which image is the first) is compared, and if it would change a reused block, everything is parsed.
 *
 * A renderer belongs to one text and one context; create a new one when the context resolves differently.
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

/** Returns the text after an edit, with most blocks reused; undefined when it must be parsed as a whole. */
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

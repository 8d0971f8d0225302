import { assemble } from "../render/assemble.ts";
import { startsOfLines } from "../render/lines.ts";
import type { Markdown, RenderContext, RenderedBlocks, Pipeline } from "../types/markdown-types.ts";
import { normalizeBody, writeBlocks } from "../render/pipeline.ts";
import { type ReadText, readWhole } from "../render/read-whole.ts";
import { type Renewal, renew } from "./renew.ts";
import { shiftBlock, shiftDefinitions, shiftNotes } from "./shift-block.ts";
import { movesFirstImage, renewedIds, sameDefinitions } from "./whole-text.ts";

/** Renders one text again and again, while it is being written. */
export interface IncrementalRenderer {
  /** Equal to `Markdown.render` of the same body in every respect; costs what the edit touched. */
  render(body: string): RenderedBlocks;
}

/**
 * How it works: parsing at the top level has no memory. What begins at the start of a top-level block depends on the
 * lines from there on only, and no block looks further than to the line behind the start of the next one. So the text is
 * parsed from two blocks above the edit until a block begins where an untouched one began before; from there on, all
 * blocks are the old ones. What reaches over the whole text (definitions, ids, notes, which image is the first) is
 * compared, and when it would change a reused block, everything is parsed.
 *
 * A renderer belongs to one text and one context; when the context answers otherwise than before, make a new one.
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

/** The text after an edit, with most blocks reused; undefined when it must be parsed as a whole. */
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

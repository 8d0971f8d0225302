import type { Definition, LinkTarget } from "../types/environment.ts";
import { assignHeadingIds } from "./heading-ids.ts";
import { startsOfLines } from "./lines.ts";
import type { RenderContext, Pipeline } from "../types/markdown-types.ts";
import { parsePiece, writeBlocks } from "./pipeline.ts";
import type { SourceBlock } from "../types/source-block.ts";

/** A text that was parsed as a whole. `assemble` combines it into the rendered text. */
export interface ReadText {
  readonly source: string;
  /** The offset at which each line begins. */
  readonly starts: readonly number[];
  readonly references: Record<string, LinkTarget>;
  readonly definitions: readonly Definition[];
  readonly blocks: readonly SourceBlock[];
  /** The block with the footnotes at the end of the article. Undefined if there are none. */
  readonly notes: SourceBlock | undefined;
}

/** Parses a whole text. `source` must be the result of `normalizeBody`. */
export function readWhole(pipeline: Pipeline, source: string, context: RenderContext): ReadText {
  const references: Record<string, LinkTarget> = {};
  const piece = parsePiece(pipeline, { source, firstLine: 0, isFirstImage: true, references }, context);
  const ids = assignHeadingIds(
    piece.blocks.flatMap((block) => block.headings),
    context.idPrefix,
  );
  const blocks = writeBlocks(pipeline, piece.blocks, ids, context);
  const notes = blocks.at(-1)?.kind === "footnotes" ? blocks.pop() : undefined;
  return { source, starts: startsOfLines(source), references, definitions: piece.definitions, blocks, notes };
}

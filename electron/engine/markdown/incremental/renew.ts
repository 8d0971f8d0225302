import type { Definition } from "../types/environment.ts";
import { firstIndex, touchedLines } from "../render/lines.ts";
import type { RenderContext, Pipeline } from "../types/markdown-types.ts";
import { type ParsedPiece, parsePiece } from "../render/pipeline.ts";
import type { ParsedBlock } from "../render/read-block.ts";
import type { ReadText } from "../render/read-whole.ts";
import type { SourceBlock } from "../types/source-block.ts";

/**
 * Matches the beginning of an inline footnote, of a footnote's reference, or of a footnote's definition.
 * Lines with footnotes cannot be parsed separately, because footnotes are numbered across the whole text.
 */
const noteMark = /\[\^|\^\[/;

/**
 * The result of parsing some lines again. `replaced` are the old blocks in these lines.
 * `parsed` are the new blocks that take the place of the old blocks.
 */
export interface Renewal {
  readonly before: readonly SourceBlock[];
  readonly replaced: readonly SourceBlock[];
  readonly parsed: readonly ParsedBlock[];
  /** The blocks after the newly parsed lines, with their old line numbers. */
  readonly after: readonly SourceBlock[];
  readonly definitions: {
    readonly before: readonly Definition[];
    readonly replaced: readonly Definition[];
    readonly parsed: readonly Definition[];
    readonly after: readonly Definition[];
  };
  /** Number of lines by which the blocks in `after` move down. Negative if they move up. */
  readonly delta: number;
  /** Line of the old text at which the blocks in `after` begin. */
  readonly oldEndLine: number;
}

/**
 * Parses only a part of an edited text again.
 * The parsed part begins two blocks above the edit.
 * The parsed part ends at a line where the old text and the new text both begin a block.
 * One more block is parsed, because a block can depend on the block after it.
 * Returns undefined if the parsed lines contain footnotes.
 */
export function renew(
  pipeline: Pipeline,
  old: ReadText,
  { source, starts }: Pick<ReadText, "source" | "starts">,
  context: RenderContext,
): Renewal | undefined {
  const { blocks, references } = old;
  const { first, lastOld, delta } = touchedLines(old.source, source, old.starts, starts);
  const from = Math.max(0, firstIndex(blocks, ({ endLine }) => endLine > first) - 2);
  const firstLine = from === 0 ? 0 : (blocks[from]?.startLine ?? 0);
  const firstUntouched = firstIndex(blocks, ({ startLine }) => startLine > lastOld);
  const isFirstImage = blocks.slice(0, from).every(({ images }) => images.length === 0);

  for (let reach = 2; ; reach *= 4) {
    const endBlock = blocks[firstUntouched + reach];
    const end = endBlock && starts[endBlock.startLine + delta];
    const piece = { source: source.slice(starts[firstLine], end), firstLine, isFirstImage, references };
    if (noteMark.test(piece.source)) return undefined;
    const parsed = parsePiece(pipeline, piece, context);
    const candidates = blocks.slice(firstUntouched, endBlock && firstUntouched + reach - 1);
    const meeting = meetingPoint(candidates, parsed.blocks, delta);
    if (meeting < 0 && endBlock) continue;
    const to = meeting < 0 ? blocks.length : firstUntouched + meeting;
    const oldEndLine = blocks[to]?.startLine ?? old.starts.length;
    if (noteMark.test(old.source.slice(old.starts[firstLine], old.starts[oldEndLine]))) return undefined;
    return cut(old, parsed, { from, to, firstLine, oldEndLine, delta });
  }
}

/**
 * Returns the index of the first old block that begins at the same line as a new block.
 * Returns -1 if no old block begins at the same line as a new block.
 * `delta` is the difference between a line's new number and its old number.
 */
function meetingPoint(old: readonly SourceBlock[], parsed: readonly ParsedBlock[], delta: number): number {
  const beginnings = new Set(parsed.map(({ startLine }) => startLine - delta));
  return old.findIndex(({ startLine }) => beginnings.has(startLine));
}

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly firstLine: number;
  readonly oldEndLine: number;
  readonly delta: number;
}

function cut(
  { blocks, definitions }: ReadText,
  piece: ParsedPiece,
  { from, to, firstLine, oldEndLine, delta }: Cut,
): Renewal {
  const newEndLine = oldEndLine + delta;
  return {
    before: blocks.slice(0, from),
    replaced: blocks.slice(from, to),
    parsed: piece.blocks.filter(({ startLine }) => startLine < newEndLine),
    after: blocks.slice(to),
    definitions: {
      before: definitions.filter(({ line }) => line < firstLine),
      replaced: definitions.filter(({ line }) => line >= firstLine && line < oldEndLine),
      parsed: piece.definitions.filter(({ line }) => line < newEndLine),
      after: definitions.filter(({ line }) => line >= oldEndLine),
    },
    delta,
    oldEndLine,
  };
}

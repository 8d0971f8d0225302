import type { Definition } from "../types/environment.ts";
import { firstIndex, touchedLines } from "../render/lines.ts";
import type { RenderContext, Pipeline } from "../types/markdown-types.ts";
import { type ParsedPiece, parsePiece } from "../render/pipeline.ts";
import type { ParsedBlock } from "../render/read-block.ts";
import type { ReadText } from "../render/read-whole.ts";
import type { SourceBlock } from "../types/source-block.ts";

/** Text that may refer to or hold a note: notes are numbered over the whole text. */
const noteMark = /\[\^|\^\[/;

/** A part of a text parsed anew: what stays before and after it, what it replaces and what it is now. */
export interface Renewal {
  readonly before: readonly SourceBlock[];
  readonly replaced: readonly SourceBlock[];
  readonly parsed: readonly ParsedBlock[];
  /** Lines not shifted yet. */
  readonly after: readonly SourceBlock[];
  readonly definitions: {
    readonly before: readonly Definition[];
    readonly replaced: readonly Definition[];
    readonly parsed: readonly Definition[];
    readonly after: readonly Definition[];
  };
  /** By how much the lines of `after` have moved. */
  readonly delta: number;
  /** Where `after` began. */
  readonly oldEndLine: number;
}

/**
 * Parses from two blocks above an edit, further and further down, until old and new blocks fall into step again. Behind
 * the block where they meet, one more is parsed, because the last blocks of a piece cannot look at what follows them.
 * Undefined when the part holds notes.
 */
export function renew(
  pipeline: Pipeline,
  old: ReadText,
  source: string,
  starts: readonly number[],
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

/** Index of the first old block that begins where a new one begins, too; -1 when there is none. */
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

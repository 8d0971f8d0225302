import type { PreviewBlock } from "../types/blog-types.ts";
import type { MinimalEdit } from "./minimal-edit.ts";

/** One top-level block of the article and the lines of the text that made it, 0-based, `end` not included. */
export interface BlockHtml {
  readonly html: string;
  readonly start: number;
  readonly end: number;
}

/** The article after a change, told as the difference to the article before. */
export interface BlockSplice {
  /** Index of the first block that goes. */
  readonly at: number;
  /** How many go. */
  readonly removed: number;
  readonly inserted: readonly BlockHtml[];
  /** `start, end` of every block after the change, flat: kept blocks may have moved. */
  readonly lines: readonly number[];
}

/** Brings the article in a preview's page up to date. Whoever sends it knows what the page has. */
export interface ArticlePatch {
  readonly type: "patch";
  readonly version: number;
  readonly splice: BlockSplice;
  readonly lineCount: number;
  /** What changed in the Markdown since the patch before; null when nothing did. */
  readonly edit: MinimalEdit | null;
  /** The line that is being written: keep it in sight. Null: scroll nowhere. */
  readonly reveal: number | null;
}

/**
 * The difference between two renderings of an article: blocks that are the same at both ends are kept, whatever lines
 * they moved to. A block that spans another number of lines counts as changed, since the marks inside it may differ.
 */
export function spliceBetween(old: readonly PreviewBlock[], next: readonly PreviewBlock[]): BlockSplice {
  const shorter = Math.min(old.length, next.length);
  let at = 0;
  while (at < shorter && sameBlock(old[at], next[at])) at++;
  let tail = 0;
  while (tail < shorter - at && sameBlock(old.at(-1 - tail), next.at(-1 - tail))) tail++;
  return {
    at,
    removed: old.length - at - tail,
    inserted: next
      .slice(at, next.length - tail)
      .map(({ html, startLine, endLine }) => ({ html, start: startLine, end: endLine })),
    lines: next.flatMap((block) => [block.startLine, block.endLine]),
  };
}

function sameBlock(a: PreviewBlock | undefined, b: PreviewBlock | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.key === b.key &&
    a.endLine - a.startLine === b.endLine - b.startLine
  );
}

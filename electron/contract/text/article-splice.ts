import type { PreviewBlock } from "../types/blog-types.ts";
import type { TextEdit } from "./text-edits.ts";

/**
 * HTML of one top-level block of the article, and its lines in the source. Lines count from 0; `end` is the
 * first line after the block.
 */
export interface BlockHtml {
  readonly html: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The difference between the articles before and after a change: some adjacent blocks are replaced by others.
 */
export interface BlockSplice {
  /** Index of the first removed block. */
  readonly at: number;
  /** Number of removed blocks. */
  readonly removed: number;
  readonly inserted: readonly BlockHtml[];
  /**
   * `start, end` of every block of the article after the change, in one flat list. The lines of unchanged
   * blocks are included, since they may have moved.
   */
  readonly lines: readonly number[];
}

/** A message that updates the article in a preview page. The engine knows which article the page has. */
export interface ArticlePatch {
  readonly type: "patch";
  readonly version: number;
  readonly splice: BlockSplice;
  readonly lineCount: number;
  /** The change in the Markdown since the previous patch; null if there is none. */
  readonly edit: TextEdit | null;
  /**
   * The line that the author is editing; the page scrolls it into view. Null if the page should not scroll.
   */
  readonly reveal: number | null;
}

/**
 * Returns the difference between two renderings of an article. Equal blocks at the beginning and at the end
 * are kept, even if their lines moved. If the number of a block's lines changed, the block is replaced, since
 * the line marks inside it may differ.
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

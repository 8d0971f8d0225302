import type { PreviewBlock } from "../types/blog-types.ts";
import type { TextEdit } from "./text-edits.ts";

/** HTML of one top-level block of the article, and its range of source lines. Lines are 0-based. */
export interface BlockHtml {
  readonly html: string;
  readonly start: number;
  readonly end: number;
}

/** The difference between two articles: some adjacent blocks are replaced with new blocks. */
export interface BlockSplice {
  /** Index of the first removed block. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: readonly BlockHtml[];
  /** For each block of the new article, two numbers: its first line and its end line. */
  readonly lines: readonly number[];
}

/** A message that updates the article in a preview page. */
export interface ArticlePatch {
  readonly type: "patch";
  readonly version: number;
  readonly splice: BlockSplice;
  readonly lineCount: number;
  /** The change in the Markdown since the previous patch, or null. */
  readonly edit: TextEdit | null;
  /**
   * The page scrolls to this line, which the author is editing. Null means that the page does not scroll.
   */
  readonly reveal: number | null;
}

/**
 * Returns the difference between two renderings of an article. Leaves out equal blocks at both ends.
 * Replaces a block whose number of lines has changed, because its `data-line` marks may differ.
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

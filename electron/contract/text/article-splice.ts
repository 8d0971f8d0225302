import type { PreviewBlock } from "../types/blog-types.ts";
import type { MinimalEdit } from "./minimal-edit.ts";

/** One top-level block of the article and its source lines, 0-based; `end` is exclusive. */
export interface BlockHtml {
  readonly html: string;
  readonly start: number;
  readonly end: number;
}

/** The difference to the article before a change. */
export interface BlockSplice {
  /** Index of the first removed block. */
  readonly at: number;
  /** Number of removed blocks. */
  readonly removed: number;
  readonly inserted: readonly BlockHtml[];
  /** `start, end` of every block after the change, flat: the lines of kept blocks may have changed. */
  readonly lines: readonly number[];
}

/** Updates the article in a preview page. The sender keeps track of the page's state. */
export interface ArticlePatch {
  readonly type: "patch";
  readonly version: number;
  readonly splice: BlockSplice;
  readonly lineCount: number;
  /** The change in the Markdown since the previous patch; null if there is none. */
  readonly edit: MinimalEdit | null;
  /** The line being edited: scroll it into view. Null: do not scroll. */
  readonly reveal: number | null;
}

/**
 * Returns the difference between two renderings of an article: equal blocks at both ends are kept, even if
 * their lines moved. A block with another number of lines counts as changed, since the line marks inside may
 * differ.
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

import type { PreviewBlock } from "#contract/blog-types.ts";
import type { BlockSplice } from "../preview-page/messages.ts";

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

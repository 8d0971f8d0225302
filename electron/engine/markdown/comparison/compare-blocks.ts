import { diffArrays } from "diff";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { shortHash } from "#engine/base/hash.ts";
import { compareHtml } from "./compare-html.ts";
import { withoutLines } from "./html-tokens.ts";

/** The merged HTML of two renderings of an article. The differences are marked. */
export interface Comparison {
  readonly blocks: readonly PreviewBlock[];
  /** Number of blocks that differ. */
  readonly changes: number;
  /** 0-based line of the first difference in the newer text. Null if there is no difference. */
  readonly firstLine: number | null;
}

/**
 * Styles of the marks for changes. Underlines, strike-throughs and borders are visible in any theme.
 * Colours only emphasise the marks.
 */
const styles = `<style>
.hf-ins { text-decoration: underline 2px; text-underline-offset: .2em; background: color-mix(in srgb, #2f8a4a 18%, transparent); }
.hf-del { text-decoration: line-through; background: color-mix(in srgb, #c0392b 18%, transparent); }
.hf-block { position: relative; border-inline-start: 4px solid; padding-inline-start: 1em; margin-block: .8em; }
.hf-block::before { position: absolute; inset-inline-start: 3px; font: bold 14px/1.4 sans-serif; }
.hf-block-ins { border-color: #2f8a4a; background: color-mix(in srgb, #2f8a4a 10%, transparent); }
.hf-block-ins::before { content: "+"; }
.hf-block-del { border-color: #c0392b; background: color-mix(in srgb, #c0392b 10%, transparent); }
.hf-block-del::before { content: "−"; }
</style>`;

/** Merges two renderings of an article and marks where they differ. */
export function compareBlocks(older: readonly PreviewBlock[], newer: readonly PreviewBlock[]): Comparison {
  const result: PreviewBlock[] = [];
  let changes = 0;
  let firstLine: number | null = null;
  let removed: readonly PreviewBlock[] = [];
  let line = 0;
  const put = (block: PreviewBlock): void => {
    changes += 1;
    firstLine ??= block.startLine;
    result.push(block);
  };
  const flush = (): void => {
    for (const block of removed) put(wholly("del", withoutLines(block.html), line, line));
    removed = [];
  };
  for (const { value, added, removed: isRemoved } of diffArrays([...older], [...newer], {
    comparator: (a, b) => a.key === b.key,
  })) {
    if (isRemoved) {
      flush();
      removed = value;
      continue;
    }
    if (added) {
      for (const [index, block] of value.entries()) {
        const counterpart = removed[index];
        const html = counterpart ? compareHtml(counterpart.html, block.html) : null;
        if (html !== null) put({ ...block, html, key: shortHash(html) });
        else {
          if (counterpart)
            put(wholly("del", withoutLines(counterpart.html), block.startLine, block.startLine));
          put(wholly("ins", block.html, block.startLine, block.endLine));
        }
      }
      removed = removed.slice(value.length);
    }
    flush();
    if (!added) result.push(...value);
    line = value.at(-1)?.endLine ?? line;
  }
  flush();
  const first = result[0];
  if (first) result[0] = { ...first, html: styles + first.html };
  return { blocks: result, changes, firstLine };
}

function wholly(kind: "ins" | "del", inner: string, startLine: number, endLine: number): PreviewBlock {
  const html = `<div class="hf-block hf-block-${kind}">${inner}</div>\n`;
  return { key: shortHash(html), html, startLine, endLine };
}

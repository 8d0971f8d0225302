import type { Token } from "markdown-it";

const mark = / data-line="(\d+)"/g;

/** Removes the preview's line marks from HTML, for publishing. */
export function removeLineMarks(html: string): string {
  return html.includes(" data-line=") ? html.replace(mark, "") : html;
}

/** Adjusts the line marks after `delta` lines were inserted above. */
export function shiftLineMarks(html: string, delta: number): string {
  return delta === 0 ? html : html.replace(mark, (_all, line) => ` data-line="${Number(line) + delta}"`);
}

/**
 * Blocks whose first line is an anchor for scrolling; of lists, tables and quotations, only the content is.
 */
const marked = new Set([
  "paragraph_open",
  "heading_open",
  "fence",
  "code_block",
  "hr",
  "list_item_open",
  "tr_open",
  "dt_open",
  "dd_open",
  "container_box_open",
  "contents",
  "maths_block",
  "diagram",
]);

/** Marks a token with its line, 0-based in the body. */
export function markLine(token: Token, line: number): void {
  if (marked.has(token.type)) token.attrPush(["data-line", String(line)]);
}

/** Marks the first tag of the author's own HTML. */
export function markRawHtml(html: string, line: number): string {
  return html.replace(/^(\s*<[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])/, `$1 data-line="${line}"`);
}

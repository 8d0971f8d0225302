import type { Token } from "markdown-it";

const mark = / data-line="(\d+)"/g;

/** HTML without the preview's line marks: what is published. */
export function removeLineMarks(html: string): string {
  return html.includes(" data-line=") ? html.replace(mark, "") : html;
}

/** The same HTML after `delta` lines were put in above it. */
export function shiftLineMarks(html: string, delta: number): string {
  return delta === 0 ? html : html.replace(mark, (_all, line) => ` data-line="${Number(line) + delta}"`);
}

/** Blocks whose own first line is an anchor for scrolling; lists, tables and quotations leave that to what is in them. */
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

import type { Token } from "markdown-it";

const mark = / data-line="(\d+)"/g;

/** Removes the attributes `data-line` from HTML. Only the preview needs these attributes. */
export function removeLineMarks(html: string): string {
  return html.includes(" data-line=") ? html.replace(mark, "") : html;
}

/** Adds `delta` to the attributes `data-line` in HTML, because `delta` lines were inserted above the HTML. */
export function shiftLineMarks(html: string, delta: number): string {
  return delta === 0 ? html : html.replace(mark, (_all, line) => ` data-line="${Number(line) + delta}"`);
}

/**
 * Types of tokens that get `data-line`. The editor and the preview need this attribute to scroll together.
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
  "callout_open",
  "contents",
  "maths_block",
  "diagram",
]);

/** Adds `data-line` to a token. `line` is 0-based and counted without front matter. */
export function markLine(token: Token, line: number): void {
  if (marked.has(token.type)) token.attrPush(["data-line", String(line)]);
}

/** Adds `data-line` to the first tag of the author's raw HTML. */
export function markRawHtml(html: string, line: number): string {
  return html.replace(/^(\s*<[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])/, `$1 data-line="${line}"`);
}

import type { MarkdownIt, StateCore, Token } from "markdown-it";
import type { ParseEnvironment } from "../../types/environment.ts";

/** Returns the texts in the header of a table. `start` is the index after the token that opens the table. */
function columnHeads(tokens: readonly Token[], start: number): string[] {
  const heads: string[] = [];
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.type === "thead_close" || token?.type === "tbody_open") break;
    const words = token?.type === "inline" ? wordsOf(token.children ?? []) : "";
    if (words !== "") heads.push(words);
  }
  return heads;
}

function wordsOf(children: readonly Token[]): string {
  const isWord = ({ type }: Token): boolean => type !== "image" && type !== "html_inline";
  return children
    .filter(isWord)
    .map(({ content }) => content)
    .join("")
    .trim();
}

function nameTables(state: StateCore): void {
  const { labels }: ParseEnvironment = state.env;
  state.tokens.forEach((token, index) => {
    if (token.type === "table_open") token.content = labels.table(columnHeads(state.tokens, index + 1));
  });
}

/**
 * Removes the heading rows without any content, so that the page shows no empty row.
 * An empty heading row is Markdown's only notation for a table without headings.
 */
function withoutEmptyHeads(state: StateCore): void {
  const { tokens } = state;
  if (!tokens.some(({ type }) => type === "thead_open")) return;
  let isDropped = false;
  state.tokens = tokens.filter(({ type }, index) => {
    if (type === "thead_open") isDropped = isEmptyHead(tokens, index);
    const isKept = !isDropped;
    if (type === "thead_close") isDropped = false;
    return isKept;
  });
}

/** Whether the table head that begins at `start` is empty and is followed by rows. */
function isEmptyHead(tokens: readonly Token[], start: number): boolean {
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.type === "inline" && token.content.trim() !== "") return false;
    if (token?.type === "thead_close") return tokens[index + 1]?.type === "tbody_open";
  }
  return false;
}

/**
 * Wraps each table in a scrollable box. The box has a name for screen readers and can be focused.
 * The box is a group and not a landmark, because a page may have many tables with the same name.
 */
export function tablesRule(md: MarkdownIt): void {
  md.core.ruler.push("tables", (state) => {
    withoutEmptyHeads(state);
    nameTables(state);
  });
  md.renderer.rules.table_open = (tokens, index, _options, _env, renderer) => {
    const token = tokens[index];
    if (!token) return "";
    const name = md.utils.escapeHtml(token.content);
    const box = `<div class="table-scroll" role="group" tabindex="0" aria-label="${name}">`;
    return `${box}\n<table${renderer.renderAttrs(token)}>\n`;
  };
  md.renderer.rules.table_close = () => "</table>\n</div>\n";
}

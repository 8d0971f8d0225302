import { escapeHtml } from "markdown-it/lib/common/utils.mjs";
import type { Heading } from "../types/markdown-types.ts";

/** The CSS classes of a table of contents that a long text gets without `[[toc]]`. */
export const automaticContents = "contents contents-automatic";

/** Returns the table of contents as nested lists. A heading that skips a level is only one list deeper. */
export function writeContents(
  headings: readonly Heading[],
  label: string,
  { line, isAutomatic = false }: { readonly line?: number; readonly isAutomatic?: boolean } = {},
): string {
  if (headings.length === 0) return "";
  const levels: number[] = [];
  const mark = line === undefined ? "" : ` data-line="${line}"`;
  let html = `<nav class="${isAutomatic ? automaticContents : "contents"}"${mark} aria-label="${label}">`;
  for (const { level, id, text } of headings) {
    if (levels.length === 0 || level > (levels.at(-1) ?? 0)) {
      html += "\n<ol>\n";
      levels.push(level);
    } else {
      html += "</li>\n";
      while (levels.length > 1 && level < (levels.at(-1) ?? 0) && level <= (levels.at(-2) ?? 0)) {
        html += "</ol>\n</li>\n";
        levels.pop();
      }
    }
    html += `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a>`;
  }
  html += "</li>\n</ol>\n".repeat(levels.length);
  return `${html}</nav>\n`;
}

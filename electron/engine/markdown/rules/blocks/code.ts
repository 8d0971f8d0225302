import type { MarkdownIt } from "markdown-it";
import { highlight } from "../../code/highlight.ts";

/**
 * Renders code blocks. Uses syntax highlighting if `colours` is set.
 * A reader can focus a code block and scroll it with the keyboard.
 */
export function codeRule(md: MarkdownIt, colours: boolean): void {
  const { escapeHtml, unescapeAll } = md.utils;
  md.renderer.rules.fence = (tokens, index, _options, _env, renderer) => {
    const token = tokens[index];
    if (!token) return "";
    const language = /^\S*/.exec(unescapeAll(token.info).trim())?.[0] ?? "";
    const className = language === "" ? "" : ` class="language-${escapeHtml(language)}"`;
    const coloured = colours ? highlight(token.content, language) : undefined;
    const code = coloured ?? escapeHtml(token.content);
    return `<pre tabindex="0"${renderer.renderAttrs(token)}><code${className}>${code}</code></pre>\n`;
  };
  md.renderer.rules.code_block = (tokens, index, _options, _env, renderer) => {
    const token = tokens[index];
    if (!token) return "";
    return `<pre tabindex="0"${renderer.renderAttrs(token)}><code>${escapeHtml(token.content)}</code></pre>\n`;
  };
}

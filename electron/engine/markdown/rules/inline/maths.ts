import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from "markdown-it";
import { lineAt, type ParseEnvironment } from "../../types/environment.ts";
import type { Finding } from "../../types/markdown-types.ts";
import { writeFormula } from "../../render/maths.ts";
import { findDisplayEnd, findInlineEnd } from "./maths-ends.ts";

const dollar = 0x24;

/** Maximum length of a formula in a report, in UTF-16 units. A longer formula is cut. */
const quotedLimit = 60;

function finding(line: number, source: string, reason: string): Finding {
  const text = source.length > quotedLimit ? `${source.slice(0, quotedLimit)}…` : source;
  return { code: "markdown.mathsUnreadable", line, text: text.replace(/\s+/g, " "), reason };
}

/** Parses `$x^2$` inside a paragraph. */
function inline(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== dollar) return false;
  const end = findInlineEnd(state.src, state.pos, state.posMax);
  if (end < 0) return false;
  if (!silent) {
    const tex = state.src.slice(state.pos + 1, end);
    const token = state.push("maths", "math", 0);
    token.content = tex;
    const { html, ...failure } = writeFormula(tex, false);
    token.meta = { html };
    if ("reason" in failure) {
      const env: ParseEnvironment = state.env;
      env.findings.push(finding(lineAt(env, state.src, state.pos), `$${tex}$`, failure.reason));
    }
  }
  state.pos = end + 1;
  return true;
}

function pushFormula(state: StateBlock, tex: string, startLine: number, endLine: number): void {
  const token = state.push("maths_block", "div", 0);
  token.content = tex;
  token.map = [startLine, endLine];
  state.line = endLine;
}

/** Turns an unclosed `$$` and the lines up to the next blank line into a paragraph. */
function pushParagraph(state: StateBlock, startLine: number, endLine: number): void {
  state.push("paragraph_open", "p", 1).map = [startLine, endLine];
  const text = state.push("inline", "", 0);
  text.content = state.getLines(startLine, endLine, state.blkIndent, false).trim();
  text.map = [startLine, endLine];
  text.children = [];
  text.meta = { findings: [finding(startLine, text.content, "$$ is not closed")] };
  state.push("paragraph_close", "p", -1);
  state.line = endLine;
}

/** Parses a display formula, `$$ … $$`, whose delimiters must begin and end a line. */
function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const end = findDisplayEnd(state, startLine, endLine);
  if (!end) return false;
  if (silent) return true;
  if (end.tex === null) pushParagraph(state, startLine, end.line);
  else pushFormula(state, end.tex, startLine, end.line);
  return true;
}

/** Renders display formulas and `math` fences. Runs after the rule that removes attributes in braces. */
function writeBlocks(state: StateCore): void {
  for (const token of state.tokens) {
    if (token.type === "fence" && /^math(?:\s|$)/.test(token.info.trim())) token.type = "maths_block";
    if (token.type === "maths_block") writeBlock(token);
  }
}

function writeBlock(token: Token): void {
  const { html, ...failure } = writeFormula(token.content.trim(), true);
  token.meta = { html };
  if ("reason" in failure) {
    token.meta = { html, findings: [finding(token.map?.[0] ?? 0, token.content.trim(), failure.reason)] };
  }
}

/** Supports formulas in TeX and renders them as MathML. A formula with an error is shown as code. */
export function mathsRule(md: MarkdownIt): void {
  const { escapeHtml } = md.utils;
  md.inline.ruler.before("escape", "maths", inline);
  md.block.ruler.before("fence", "maths", block, { alt: ["paragraph", "reference", "blockquote", "list"] });
  md.core.ruler.push("maths", writeBlocks);
  md.renderer.rules.maths = (tokens, index) => {
    const token = tokens[index];
    return token?.meta.html ?? `<code class="maths-error">$${escapeHtml(token?.content ?? "")}$</code>`;
  };
  md.renderer.rules.maths_block = (tokens, index, _options, _env, renderer) => {
    const token = tokens[index];
    if (!token) return "";
    if (token.meta.html === null) {
      const source = escapeHtml(token.content.trim());
      return `<pre tabindex="0"${renderer.renderAttrs(token)}><code class="maths-error">${source}</code></pre>\n`;
    }
    token.attrJoin("class", "maths");
    return `<div tabindex="0"${renderer.renderAttrs(token)}>${token.meta.html}</div>\n`;
  };
}

import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { withoutServerCode } from "../../html/server-code.ts";

function serverCode({ tokens }: StateCore): void {
  for (const token of tokens) {
    if (token.type === "html_block") makeHarmless(token);
    for (const child of token.children ?? []) if (child.type === "html_inline") makeHarmless(child);
  }
}

function makeHarmless(token: Token): void {
  token.content = withoutServerCode(token.content);
}

/** Escapes code for web servers in raw HTML, so that the code becomes visible text. */
export function serverCodeRule(md: MarkdownIt): void {
  md.core.ruler.push("server_code", serverCode);
}

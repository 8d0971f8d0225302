import type { MarkdownIt, StateCore, Token } from "markdown-it";
import type { ParseEnvironment } from "../../types/environment.ts";
import { isPlainText } from "./text.ts";

function inline(state: StateCore): void {
  const env: ParseEnvironment = state.env;
  for (const token of state.tokens) {
    if (token.type !== "inline") continue;
    if (isPlainText(token.content)) {
      if (token.content !== "") token.children = [textToken(state, token.content)];
      continue;
    }
    env.cursor = { pos: 0, line: token.map?.[0] ?? 0 };
    state.md.inline.parse(token.content, state.md, env, token.children ?? []);
    if (env.findings.length > 0) {
      token.meta = { findings: [...(token.meta?.findings ?? []), ...env.findings] };
      env.findings = [];
    }
  }
}

/** Creates the token for a text without markup. This is faster than parsing the text. */
function textToken(state: StateCore, content: string): Token {
  const token = new state.Token("text", "", 0);
  token.content = content;
  return token;
}

/**
 * Replaces markdown-it's inline rule. The new rule also tracks line numbers and stores problems in tokens.
 */
export function inlineRule(md: MarkdownIt): void {
  md.core.ruler.at("inline", inline);
}

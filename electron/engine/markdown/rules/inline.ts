import type { MarkdownIt, StateCore } from "markdown-it";
import type { ParseEnvironment } from "../environment.ts";

function inline(state: StateCore): void {
  const env: ParseEnvironment = state.env;
  for (const token of state.tokens) {
    if (token.type !== "inline") continue;
    env.cursor = { pos: 0, line: token.map?.[0] ?? 0 };
    state.md.inline.parse(token.content, state.md, env, token.children ?? []);
    if (env.findings.length > 0) {
      token.meta = { findings: env.findings };
      env.findings = [];
    }
  }
}

/** markdown-it's inline pass, which tells the rules on which line they are and keeps what they find with the paragraph. */
export function inlineRule(md: MarkdownIt): void {
  md.core.ruler.at("inline", inline);
}

import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { drawDiagram } from "../../diagrams/draw-diagram.ts";
import type { Labels } from "../../render/labels.ts";
import type { ParseEnvironment } from "../../types/environment.ts";
import type { Finding } from "../../types/markdown-types.ts";

const quotedLimit = 60;

function isDiagram({ type, info }: Token): boolean {
  return type === "fence" && /^mermaid(?:\s|$)/i.test(info.trim());
}

/** Replaces a fence with its drawing. A faulty diagram stays a code block, and the reason is reported. */
function draw(token: Token, { diagrams }: Labels): void {
  const drawn = drawDiagram(token.content, diagrams);
  if (drawn.svg !== null) {
    token.type = "diagram";
    token.meta = { svg: drawn.svg, words: drawn.words };
    token.attrJoin("class", "diagram");
    return;
  }
  const code = drawn.isTooLarge ? "markdown.diagramTooLarge" : "markdown.diagramUnreadable";
  const text = drawn.text.length > quotedLimit ? `${drawn.text.slice(0, quotedLimit)}…` : drawn.text;
  const finding: Finding = { code, line: (token.map?.[0] ?? 0) + 1 + drawn.line, text: text || "mermaid" };
  token.meta = { findings: [finding] };
}

/** Draws fences with the language `mermaid`. Runs after the rule that removes attributes in braces. */
export function diagramsRule(md: MarkdownIt): void {
  md.core.ruler.push("diagrams", (state: StateCore) => {
    const { labels }: ParseEnvironment = state.env;
    for (const token of state.tokens) if (isDiagram(token)) draw(token, labels);
  });
  md.renderer.rules.diagram = (tokens, index, _options, _env, renderer) => {
    const token = tokens[index];
    return token ? `<div tabindex="0"${renderer.renderAttrs(token)}>${token.meta.svg}</div>\n` : "";
  };
}

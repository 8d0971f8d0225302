import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { isSometimesWide, isWide } from "../../render/wide-characters.ts";

function leavesNoSpace(before: number, after: number): boolean {
  return (
    (isWide(before) && (isWide(after) || isSometimesWide(after))) ||
    (isSometimesWide(before) && isWide(after))
  );
}

function firstCode(text: string): number {
  return text.codePointAt(0) ?? 0;
}

function lastCode(text: string): number {
  const low = text.charCodeAt(text.length - 1);
  const isTrail = low >= 0xdc00 && low <= 0xdfff;
  return text.codePointAt(text.length - (isTrail ? 2 : 1)) ?? 0;
}

/**
 * Types of tokens whose content is text on the page. `opaque` contains other visible types, such as images.
 */
const visible = new Set(["text", "text_special", "code_inline", "ruby"]);
const opaque = new Set(["image", "hardbreak", "footnote_ref", "maths"]);

function joinLines(children: readonly Token[]): void {
  let before = 0;
  let lineEnd: Token | undefined;
  for (const token of children) {
    if (token.type === "softbreak") {
      lineEnd = token;
    } else if (opaque.has(token.type)) {
      lineEnd = undefined;
      before = 0;
    } else if (visible.has(token.type) && token.content !== "") {
      if (lineEnd) lineEnd.hidden = leavesNoSpace(before, firstCode(token.content));
      lineEnd = undefined;
      before = lastCode(token.content);
    }
  }
}

function lineJoins(state: StateCore): void {
  for (const token of state.tokens) {
    if (token.children && token.content.includes("\n")) joinLines(token.children);
  }
}

/**
 * Hides line breaks between two wide characters, because browsers may show these line breaks as spaces.
 * A line break next to a Latin word stays, because browsers show it as the space between two words.
 * The tokens of hidden line breaks stay, because they are needed to count lines.
 */
export function lineJoinsRule(md: MarkdownIt): void {
  md.core.ruler.before("text_join", "line_joins", lineJoins);
  md.renderer.rules.softbreak = (tokens, index) => (tokens[index]?.hidden ? "" : "\n");
}

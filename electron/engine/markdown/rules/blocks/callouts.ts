import type { MarkdownIt, StateCore, Token } from "markdown-it";
import type { CalloutKind } from "../../render/labels.ts";
import type { ParseEnvironment } from "../../types/environment.ts";

/** Matches the first line of a callout. Obsidian's signs for folding (`+`, `-`) are ignored. */
const marker = /^\[!(note|tip|important|warning|caution)\][-+]?(?:[ \t\u3000]+([^\n]*?))?[ \t]*(?:\n|$)/i;

/**
 * If a quotation begins with a marker such as `[!NOTE]`, turns the quotation into a callout.
 * Returns whether the quotation began with a marker.
 */
function prepare(state: StateCore, at: number): boolean {
  const { labels }: ParseEnvironment = state.env;
  const [open, paragraph, inline] = state.tokens.slice(at, at + 3);
  if (!open || paragraph?.type !== "paragraph_open" || inline?.type !== "inline") return false;
  const found = marker.exec(inline.content);
  if (!found) return false;
  const kind = found[1]?.toLowerCase() as CalloutKind;
  open.type = "callout_open";
  open.tag = "div";
  open.attrJoin("class", `box box-${kind}`);
  open.attrPush(["role", "note"]);
  const title = new state.Token("callout_title", "p", 0);
  const written = found[2]?.trim() ?? "";
  title.content = written || labels.callouts[kind];
  title.meta = { langHtml: written === "" ? labels.langHtml : "" };
  inline.content = inline.content.slice(found[0].length);
  const isEmpty = inline.content === "";
  if (!isEmpty) {
    for (const token of [paragraph, inline]) token.map = token.map && [token.map[0] + 1, token.map[1]];
  }
  state.tokens.splice(at + 1, isEmpty ? 3 : 0, title);
  return true;
}

function callouts(state: StateCore): void {
  const open: Token[] = [];
  for (let at = 0; at < state.tokens.length; at++) {
    const token = state.tokens[at];
    if (token?.type === "blockquote_open") {
      prepare(state, at);
      open.push(token);
    } else if (token?.type === "blockquote_close" && open.pop()?.type === "callout_open") {
      token.type = "callout_close";
      token.tag = "div";
    }
  }
}

/** Supports callouts: a quotation whose first line is `[!NOTE]`, optionally followed by a title. */
export function calloutsRule(md: MarkdownIt): void {
  md.core.ruler.after("block", "callouts", callouts);
  md.renderer.rules.callout_title = (tokens, index) =>
    `<p class="box-title"${tokens[index]?.meta.langHtml ?? ""}>${md.utils.escapeHtml(tokens[index]?.content ?? "")}</p>\n`;
}

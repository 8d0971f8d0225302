import type { StateInline } from "markdown-it";
import type { RuleInline } from "markdown-it/lib/parser_inline.mjs";
import type { ParseEnvironment } from "../../types/environment.ts";

/** Maximum nesting depth of image descriptions and inline notes, and their maximum length in UTF-16 units. */
const deepest = 5;
const longest = 1_000;

const depths = new WeakMap<StateInline, number>();

function depthOf(state: StateInline): number {
  const env: ParseEnvironment = state.env;
  const depth = depths.get(state) ?? env.depth;
  depths.set(state, depth);
  return depth;
}

/**
 * Limits the depth and length of markup whose text is parsed separately: `![…]` and `^[…]`.
 * The limits save time, because text that is nested n levels deep is parsed n times.
 */
export function withInnerText(rule: RuleInline): RuleInline {
  return (state, silent) => {
    const start = state.pos + 1;
    if (state.src.charCodeAt(start) !== 0x5b) return false;
    const depth = depthOf(state);
    if (depth >= deepest) return false;
    if (depth > 0 && state.md.helpers.parseLinkLabel(state, start) - start > longest) return false;
    if (silent) return rule(state, true);
    const env: ParseEnvironment = state.env;
    env.depth = depth + 1;
    const found = rule(state, false);
    env.depth = depth;
    return found;
  };
}

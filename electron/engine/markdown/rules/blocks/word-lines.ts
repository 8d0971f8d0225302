import type { StateBlock } from "markdown-it";
import type { RuleBlock } from "markdown-it/lib/parser_block.mjs";
import blockquote from "markdown-it/lib/rules_block/blockquote.mjs";
import fence from "markdown-it/lib/rules_block/fence.mjs";
import heading from "markdown-it/lib/rules_block/heading.mjs";
import hr from "markdown-it/lib/rules_block/hr.mjs";
import htmlBlock from "markdown-it/lib/rules_block/html_block.mjs";
import list from "markdown-it/lib/rules_block/list.mjs";

/**
 * Rules for blocks that begin with a sign (`#`, `>`, `1.`).
 * The parser skips the rules in `signRules` on a line that begins with a word.
 */
const signRules = new WeakSet<RuleBlock>([blockquote, fence, heading, hr, htmlBlock, list]);

/** Registers a rule for blocks that begin with a sign. Returns the rule. */
export function beginsWithSign(rule: RuleBlock): RuleBlock {
  signRules.add(rule);
  return rule;
}

/** Whether a line begins with an ASCII letter or a non-ASCII character. */
export function beginsWithWord(state: StateBlock, line: number): boolean {
  const code = state.src.charCodeAt((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0));
  return code > 0x7f || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

const chosen = new WeakMap<readonly RuleBlock[], readonly RuleBlock[]>();

/** Returns the rules to try at lines that begin with a word. The result is cached for each array of rules. */
export function rulesForWords(rules: readonly RuleBlock[]): readonly RuleBlock[] {
  const known = chosen.get(rules);
  if (known) return known;
  const forWords = rules.filter((rule) => !signRules.has(rule));
  chosen.set(rules, forWords);
  return forWords;
}

import { decodedUrl } from "#contract/text/percent-encoding.ts";
import type { MarkdownIt, StateBlock } from "markdown-it";
import type { RuleBlock } from "markdown-it/lib/parser_block.mjs";
import reference from "markdown-it/lib/rules_block/reference.mjs";
import type { ParseEnvironment } from "../../types/environment.ts";
import { beginsWithSign } from "./word-lines.ts";

/** Matches an address: `https:…`, `/a`, `./a`, `#a`, `?a`, a file name, or ASCII text with a slash. */
const addressLike =
  /^(?:[a-z][a-z0-9+.-]*:|\.{0,2}\/|#|\?)|^[^\s、。！？「」]+\.[a-z][a-z0-9]{0,7}(?:[?#]\S*)?$|^[!-~]+\/[!-~]*$/i;

function lineText(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

/** Whether a line is `[label]: <target>`. In angle brackets, the target can have any form. */
function isExplicit(state: StateBlock, line: number): boolean {
  const text = state.src.slice(state.bMarks[line], state.eMarks[Math.min(line + 1, state.lineMax - 1)]);
  return /\]:\s*</.test(text);
}

function definition(strict: boolean): RuleBlock {
  return (state, startLine, endLine, silent) => {
    const env: ParseEnvironment = state.env;
    const known = env.references;
    env.references = {};
    const found = reference(state, startLine, endLine, silent);
    const [entry] = Object.entries(env.references);
    env.references = known;
    if (!found || entry === undefined) return found;

    const [label, target] = entry;
    if (strict && !addressLike.test(decodedUrl(target.href)) && !isExplicit(state, startLine)) {
      state.line = startLine;
      return false;
    }
    known[label] ??= target;
    env.definitions.push({ label, ...target, line: startLine, text: lineText(state, startLine) });
    return true;
  };
}

/**
 * Stores link reference definitions, `[label]: …`, in `env` and removes them from the text.
 * With `strict`, the target must be an address or a path, so that `[追記]: これは…` stays text.
 */
export function definitionsRule(md: MarkdownIt, strict: boolean): void {
  md.block.ruler.at("reference", beginsWithSign(definition(strict)));
}

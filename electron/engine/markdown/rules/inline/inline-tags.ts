import type { MarkdownIt, StateInline } from "markdown-it";
import htmlInline from "markdown-it/lib/rules_inline/html_inline.mjs";

const lessThan = 0x3c;
const exclamationMark = 0x21;
const questionMark = 0x3f;

/** For each text, the end markers (such as `-->`) that it lacks, so that each is searched for only once. */
const missing = new WeakMap<StateInline, Set<string>>();

/**
 * Returns the offset after the next `closing`, or -1.
 * If the rest of the text lacks `closing`, later calls return -1 without another search.
 */
function endOf(state: StateInline, closing: string, from: number): number {
  if (missing.get(state)?.has(closing)) return -1;
  const at = state.src.indexOf(closing, from);
  if (at >= 0) return at + closing.length;
  const known = missing.get(state) ?? new Set();
  missing.set(state, known.add(closing));
  return -1;
}

/**
 * Returns the offset after markup that begins with `<!` or `<?`. Returns -1 if the markup has no end.
 * @see https://spec.commonmark.org/0.31.2/#raw-html
 */
function endOfMarkup(state: StateInline): number {
  const { src, pos } = state;
  if (src.startsWith("<?", pos)) return endOf(state, "?>", pos + 2);
  if (src.startsWith("<![CDATA[", pos)) return endOf(state, "]]>", pos + 9);
  if (/[A-Za-z]/.test(src.charAt(pos + 2))) return endOf(state, ">", pos + 2);
  if (!src.startsWith("<!--", pos)) return -1;
  if (src.startsWith(">", pos + 4)) return pos + 5;
  if (src.startsWith("->", pos + 4)) return pos + 6;
  return endOf(state, "-->", pos + 4);
}

function inlineTag(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== lessThan) return false;
  const next = state.src.charCodeAt(state.pos + 1);
  if (next !== exclamationMark && next !== questionMark) return htmlInline(state, silent);
  const end = endOfMarkup(state);
  if (end < 0) return false;
  if (!silent) state.push("html_inline", "", 0).content = state.src.slice(state.pos, end);
  state.pos = end;
  return true;
}

/** Parses inline HTML. Searches for a missing end marker only once, unlike markdown-it's rule. */
export function inlineTagsRule(md: MarkdownIt): void {
  md.inline.ruler.at("html_inline", inlineTag);
}

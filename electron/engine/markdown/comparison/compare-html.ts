import { type ArrayChange, diffArrays } from "diff";
import { type HtmlToken, htmlTokens, withoutLines } from "./html-tokens.ts";

/** Maximum number of edits in a comparison by words, because a larger comparison is slow and hard to read. */
const maxEdits = 1000;
/**
 * Versions are compared by words only if at least this share (0 to 1) of their tokens is the same.
 * For less similar versions, the newer version replaces the older version as a whole.
 */
const leastAlike = 0.35;
/** Matches tags of elements that must not contain `<ins>` and `<del>`, such as tables and drawings. */
const rigid = /^<\/?(?:table|thead|tbody|tfoot|tr|t[dh]|caption|pre|svg|math|picture|video|audio)\b/i;

/**
 * Returns the newer block with its changed words marked.
 * Returns null if the blocks differ too much, or if `<ins>` and `<del>` would break the HTML.
 */
export function compareHtml(older: string, newer: string): string | null {
  const [before, after] = [htmlTokens(withoutLines(older)), htmlTokens(newer)];
  const changes = diffArrays(before, after, {
    comparator: (a, b) => a.key === b.key,
    maxEditLength: maxEdits,
  });
  if (!changes || likeness(changes, Math.max(before.length, after.length)) < leastAlike) return null;
  const changed = changes.filter(({ added, removed }) => added || removed).flatMap(({ value }) => value);
  if (changed.some(({ html }) => rigid.test(html))) return null;
  return changes.map(marked).join("");
}

function likeness(changes: readonly ArrayChange<HtmlToken>[], length: number): number {
  const kept = changes.filter(({ added, removed }) => !added && !removed);
  return kept.reduce((sum, { value }) => sum + value.length, 0) / length;
}

/** Returns tokens as HTML and marks the changes. Leaves out removed tags, but keeps removed images. */
function marked({ value, added, removed }: ArrayChange<HtmlToken>): string {
  if (!added && !removed) return value.map(({ html }) => html).join("");
  const name = added ? "ins" : "del";
  const shown = removed ? value.filter(({ html, isTag }) => !isTag || /^<img\b/i.test(html)) : value;
  let result = "";
  let text = "";
  const close = (): void => {
    // Added white space gets no mark, and removed white space is left out.
    if (text.trim() !== "") result += `<${name} class="hf-${name}">${text}</${name}>`;
    else if (added) result += text;
    text = "";
  };
  for (const { html, isTag } of shown) {
    if (!isTag || /^<img\b/i.test(html)) text += html;
    else {
      close();
      result += html;
    }
  }
  close();
  return result;
}

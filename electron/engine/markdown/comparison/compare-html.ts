import { type ArrayChange, diffArrays } from "diff";
import { type HtmlToken, htmlTokens, withoutLines } from "./html-tokens.ts";

/** Maximum number of edits in a comparison by words. A larger comparison is slow and not helpful. */
const maxEdits = 1000;
/** Share of common tokens (0 to 1) below which the older version counts as replaced by the newer one. */
const leastAlike = 0.35;
/**
 * Matches tags of elements in which `<ins>` and `<del>` are not allowed.
 * Browsers would move the marks out of tables, and treat them as content of drawings.
 */
const rigid = /^<\/?(?:table|thead|tbody|tfoot|tr|t[dh]|caption|pre|svg|math|picture|video|audio)\b/i;

/**
 * Returns the newer version of a block with `<ins>` and `<del>` around changed words.
 * Returns null if the versions have too little in common, or if the marks would break the page.
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

/**
 * Returns the HTML for consecutive tokens, with marks if the tokens were added or removed.
 * Removed tags other than images are omitted, so that the HTML stays valid.
 */
function marked({ value, added, removed }: ArrayChange<HtmlToken>): string {
  if (!added && !removed) return value.map(({ html }) => html).join("");
  const name = added ? "ins" : "del";
  const shown = removed ? value.filter(({ html, isTag }) => !isTag || /^<img\b/i.test(html)) : value;
  let result = "";
  let text = "";
  const close = (): void => {
    // Added white space needs no mark, and removed white space is omitted.
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

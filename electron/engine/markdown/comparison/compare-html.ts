import { type ArrayChange, diffArrays } from "diff";
import { type HtmlToken, htmlTokens, withoutLines } from "./html-tokens.ts";

/** With more edits, a comparison by words is slow and says little. */
const mostEdits = 1500;
/** Fraction of common tokens below which the texts count as different instead of changed. */
const leastAlike = 0.35;
/** Elements out of which browsers move foreign elements, or in which marks would become part of a drawing. */
const rigid = /^<\/?(?:table|thead|tbody|tfoot|tr|t[dh]|caption|pre|svg|math|picture|video|audio)\b/i;

/**
 * Returns one block of a page with its differences marked: `<ins>` and `<del>` around words, with the tags of
 * the newer version. Null when the two have too little in common, or marks in such a block would break the
 * page.
 */
export function compareHtml(older: string, newer: string): string | null {
  const [before, after] = [htmlTokens(withoutLines(older)), htmlTokens(newer)];
  const changes = diffArrays(before, after, {
    comparator: (a, b) => withoutLines(a.html) === withoutLines(b.html),
    maxEditLength: mostEdits,
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

/** Omits removed tags, so that the page stays well-formed, but shows removed images. */
function marked({ value, added, removed }: ArrayChange<HtmlToken>): string {
  if (!added && !removed) return value.map(({ html }) => html).join("");
  const name = added ? "ins" : "del";
  const shown = removed ? value.filter(({ html, isTag }) => !isTag || /^<img\b/i.test(html)) : value;
  let result = "";
  let text = "";
  const close = (): void => {
    // Added space needs no mark, and removed space is dropped
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

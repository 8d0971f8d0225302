import { type ArrayChange, diffArrays } from "diff";
import { type HtmlToken, htmlTokens, withoutLines } from "./html-tokens.ts";

/** Beyond so many edits a comparison word by word takes long and tells little. */
const mostEdits = 1500;
/** Less in common than this: two texts, not one that was changed. */
const leastAlike = 0.35;
/** Where browsers move what does not belong there, and where marks would be part of a drawing. */
const rigid = /^<\/?(?:table|thead|tbody|tfoot|tr|t[dh]|caption|pre|svg|math|picture|video|audio)\b/i;

/**
 * One block of a page with the differences inside it marked: `<ins>` and `<del>` around words, on the tags of the newer
 * one. Null when the two have too little in common, or are of a kind where marks would break the page.
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

/** Tags that went are left out, so that the page stays whole; pictures that went are shown. */
function marked({ value, added, removed }: ArrayChange<HtmlToken>): string {
  if (!added && !removed) return value.map(({ html }) => html).join("");
  const name = added ? "ins" : "del";
  const shown = removed ? value.filter(({ html, isTag }) => !isTag || /^<img\b/i.test(html)) : value;
  let result = "";
  let text = "";
  const close = (): void => {
    // Space that came is nothing to see, and space that went is gone.
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

import { withoutEndTag, readTags } from "../html/html-tags.ts";

/**
 * Limits for HTML, because converting larger HTML to Markdown would take too long.
 * Usual web pages and Word documents are far below these limits.
 */
const maxCharacters = 1_000_000;
const maxTags = 15_000;
const deepest = 150;
const maxAttributes = 500;
/** Maximum number of rows of a table. There is a limit, because the conversion takes quadratic time. */
const maxRows = 500;
const maxCells = 200;

/**
 * Elements that need no end tag inside `ruby`, because `</ruby>` closes them. Outside, they can be nested.
 */
const readings = new Set(["rt", "rp"]);

/** Whether HTML from the clipboard is too large, or too deeply nested, to be converted to Markdown. */
export function exceedsPasteLimits(html: string): boolean {
  if (html.length > maxCharacters || countOf(html, "<") > maxTags) return true;
  const open = new Map<string, number>();
  let [depth, rows, cells, done] = [0, 0, 0, 0];
  for (const { name, closing, start, end } of readTags(html)) {
    if (hasTooManyAttributes(html.slice(start, end))) return true;
    done = end;
    if (name === "tr") {
      cells = 0;
      if (!closing && ++rows > maxRows) return true;
    }
    if ((name === "td" || name === "th") && !closing && ++cells > maxCells) return true;
    if (withoutEndTag.has(name) && !readings.has(name)) continue;
    if (name === "ruby" && closing) {
      for (const reading of readings) {
        depth -= open.get(reading) ?? 0;
        open.delete(reading);
      }
    }
    // An end tag closes only its own element: in `<i><b></i>`, the `<b>` stays open.
    const count = open.get(name) ?? 0;
    if (closing && count === 0) continue;
    open.set(name, count + (closing ? -1 : 1));
    depth += closing ? -1 : 1;
    if (depth > deepest) return true;
  }
  // Also checks an unclosed tag at the end of the text.
  const unfinished = html.indexOf("<", done);
  return unfinished >= 0 && hasTooManyAttributes(html.slice(unfinished));
}

function hasTooManyAttributes(tag: string): boolean {
  return tag.length > maxAttributes && (tag.match(/\s[^\s=]/g)?.length ?? 0) > maxAttributes;
}

function countOf(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count++;
  return count;
}

/**
 * Applies `change` only to the text up to the last match of `closing`.
 * After this match, the search from each opening tag would run to the end of the text in vain,
 * which takes quadratic time.
 */
export function upToLast(text: string, closing: RegExp, change: (text: string) => string): string {
  let end = 0;
  for (const match of text.matchAll(closing)) end = match.index + match[0].length;
  return change(text.slice(0, end)) + text.slice(end);
}

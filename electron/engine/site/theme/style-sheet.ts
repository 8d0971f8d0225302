/** The beginning of a string or of a comment on a line of its own that need not be kept (`/*!`), or the space before a line. */
const beginning = /["']|^[ \t]*\/\*(?!!)|(?<=\n)[ \t\n]+/gm;
const restOfLine = /[ \t]*\n/y;

/**
 * Leaves out what only the theme's writer reads: comments on lines of their own and the space before lines. Lines stay
 * lines, so that the file can still be read on the site. Each character is looked at a few times at most, whatever is left open.
 */
export function trimStyleSheet(css: string): string {
  const endOfComment = nextPlaces(css, /\*\//g);
  const openQuotes = new Set<string>();
  let trimmed = "";
  let done = 0;
  beginning.lastIndex = 0;
  for (let found = beginning.exec(css); found; found = beginning.exec(css)) {
    const { index, 0: text } = found;
    if (text === '"' || text === "'") {
      // Behind a string without an end, all quotes of its kind are escaped
      const end = openQuotes.has(text) ? -1 : endOfString(css, index);
      if (end < 0) openQuotes.add(text);
      else beginning.lastIndex = end;
      continue;
    }
    const end = text.endsWith("*")
      ? endOfCommentLine(css, endOfComment(index + text.length))
      : index + text.length;
    const dropped = end < 0 ? index + spaceBefore(css, index, text) : end;
    trimmed += css.slice(done, index);
    done = dropped;
    beginning.lastIndex = Math.max(dropped, index + 1);
  }
  return trimmed + css.slice(done);
}

/** How much of the space before a comment goes although the comment stays. */
function spaceBefore(css: string, index: number, text: string): number {
  return css[index - 1] === "\n" ? text.length - 2 : 0;
}

function endOfString(css: string, start: number): number {
  const quote = css.charCodeAt(start);
  for (let at = start + 1; at < css.length; at++) {
    const code = css.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 0x5c) at++;
  }
  return -1;
}

/** Behind the line end after a comment that closes at `close`; -1 where anything else stands there. */
function endOfCommentLine(css: string, close: number): number {
  if (close < 0) return -1;
  restOfLine.lastIndex = close + 2;
  const rest = restOfLine.exec(css)?.[0];
  return rest === undefined ? -1 : close + 2 + rest.length;
}

/** Gives the next match from a place on, -1 when there is none; asked in ascending order, it looks through the text once. */
function nextPlaces(text: string, pattern: RegExp): (from: number) => number {
  let next = 0;
  let isKnown = false;
  return (from) => {
    if (isKnown && (next < 0 || next >= from)) return next;
    pattern.lastIndex = from;
    next = pattern.exec(text)?.index ?? -1;
    isKnown = true;
    return next;
  };
}

const beforeAddress = /\s*(["']?)/y;
const behindAddress = /\s*\)/y;

/** Rewrites what stands in `url(…)`, with its quotes; `change` gives null for an address that stays as it is. */
export function rewriteAddresses(css: string, change: (url: string) => string | null): string {
  const endOfAddress = nextPlaces(css, /["')]/g);
  let rewritten = "";
  let done = 0;
  for (let start = css.indexOf("url("), next = 0; start >= 0; start = css.indexOf("url(", next)) {
    next = start + 4;
    beforeAddress.lastIndex = next;
    const [space = "", quote = ""] = beforeAddress.exec(css) ?? [];
    const from = next + space.length;
    const to = endOfAddress(from);
    if (to < 0) break;
    behindAddress.lastIndex = to + quote.length;
    const closing = css.startsWith(quote, to) ? behindAddress.exec(css)?.[0] : undefined;
    if (closing === undefined || to === from) continue;
    next = to + quote.length + closing.length;
    const changed = change(css.slice(from, to));
    if (changed === null) continue;
    rewritten += `${css.slice(done, start)}url("${changed}")`;
    done = next;
  }
  return rewritten + css.slice(done);
}

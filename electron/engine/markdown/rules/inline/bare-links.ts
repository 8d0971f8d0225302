import type { MarkdownIt, StateInline } from "markdown-it";

const scheme = /(?:^|[^A-Za-z0-9+.-])(https?|mailto)$/i;
/**
 * Matches the ASCII characters of an address after its scheme.
 * Excludes characters that end an address or are markup.
 */
const webAddress = /:\/\/[A-Za-z0-9[][\w.~:/?#[\]@!$&'()+,;=%-]*/y;
const mailAddress = /:[\w.+-]+@[A-Za-z0-9][\w-]*\.[\w.-]+(?:\?[\w.~&=%+-]*)?/y;
const trailing = new Set("?!.,:_~'\";&");

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Removes the surrounding sentence's punctuation from the end of an address. */
function trim(address: string): string {
  const surplus = {
    ")": count(address, ")") - count(address, "("),
    "]": count(address, "]") - count(address, "["),
  };
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (trailing.has(last)) continue;
    if ((last !== ")" && last !== "]") || surplus[last] <= 0) break;
    surplus[last]--;
  }
  return address.slice(0, end);
}

/** Returns the number of open links. markdown-it's types lack the property `linkLevel`. */
function linkLevel(state: StateInline & { linkLevel?: number }): number {
  return state.linkLevel ?? 0;
}

function bareLink(state: StateInline, silent: boolean): boolean {
  if (silent || linkLevel(state) > 0 || state.src.charCodeAt(state.pos) !== 0x3a) return false;
  const name = scheme.exec(state.src.slice(Math.max(0, state.pos - 8), state.pos))?.[1];
  if (name === undefined) return false;
  const pattern = name.toLowerCase() === "mailto" ? mailAddress : webAddress;
  pattern.lastIndex = state.pos;
  const matched = pattern.exec(state.src)?.[0];
  if (matched === undefined) return false;
  const tail = trim(matched);

  // Reads `pending` only in this last test, because each access to `pending` copies the string.
  if (!state.pending.endsWith(name)) return false;
  const address = name + tail;
  const href = state.md.normalizeLink(address.replaceAll("&amp;", "&"));
  if (!state.md.validateLink(href)) return false;
  state.pending = state.pending.slice(0, -name.length);
  state.push("link_open", "a", 1).attrs = [
    ["href", href],
    ["class", "bare-link"],
  ];
  state.push("text", "", 0).content = state.md.normalizeLinkText(address.replaceAll("&amp;", "&"));
  state.push("link_close", "a", -1);
  state.pos += tail.length;
  return true;
}

/** Turns `http:`, `https:` and `mailto:` addresses into links. A non-ASCII character ends an address. */
export function bareLinksRule(md: MarkdownIt): void {
  md.inline.ruler.at("linkify", bareLink);
}

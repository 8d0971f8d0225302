/** A tag in raw HTML. `start` is the offset of `<`, and `end` is the offset after `>`. */
export interface HtmlTag {
  readonly name: string;
  readonly closing: boolean;
  readonly start: number;
  readonly end: number;
}

const rawText = new Set(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"]);
const tagName = /[a-zA-Z][^\s/>]*/y;

/** Returns the offset after the `>` that ends a tag, or -1. Ignores `>` in quotation marks. */
function findTagEnd(html: string, from: number): number {
  let quote = "";
  for (let pos = from; pos < html.length; pos++) {
    const character = html.charAt(pos);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return pos + 1;
  }
  return -1;
}

function skipTo(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

/** Returns the tags of a piece of HTML in order, in linear time. Skips comments and scripts. */
export function readTags(html: string): HtmlTag[] {
  const tags: HtmlTag[] = [];
  let pos = html.indexOf("<");
  while (pos >= 0) {
    if (html.startsWith("<!--", pos)) {
      pos = html.indexOf("<", skipTo(html, "-->", pos + 4));
      continue;
    }
    const closing = html.charAt(pos + 1) === "/";
    tagName.lastIndex = pos + (closing ? 2 : 1);
    const name = tagName.exec(html)?.[0].toLowerCase();
    if (name === undefined) {
      pos = html.indexOf("<", pos + 1);
      continue;
    }
    const end = findTagEnd(html, tagName.lastIndex);
    if (end < 0) break;
    tags.push({ name, closing, start: pos, end });
    const next = !closing && rawText.has(name) ? closeOfRawText(html, name, end) : end;
    pos = html.indexOf("<", next);
  }
  return tags;
}

function closeOfRawText(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}`, "gi");
  close.lastIndex = from;
  return close.exec(html)?.index ?? html.length;
}

/** Elements that need no end tag. Tags of these elements never count as unclosed or unmatched. */
export const withoutEndTag: ReadonlySet<string> = new Set(
  (
    "area base br col embed hr img input link meta param source track wbr " +
    "p li dt dd option optgroup tr td th thead tbody tfoot colgroup caption rt rp body html head"
  ).split(" "),
);

/** Unclosed start tags (`opens`) and unmatched end tags (`closes`) of a piece of HTML. */
export interface TagBalance {
  readonly closes: readonly string[];
  readonly opens: readonly string[];
}

/**
 * Returns the unclosed start tags and unmatched end tags of a piece of HTML.
 * Returns undefined if all tags are matched.
 */
export function tagBalance(html: string): TagBalance | undefined {
  const opens: string[] = [];
  const closes: string[] = [];
  const counts = new Map<string, number>();
  for (const { name, closing, end } of readTags(html)) {
    if (withoutEndTag.has(name) || html.charAt(end - 2) === "/") continue;
    const open = counts.get(name) ?? 0;
    if (!closing) {
      opens.push(name);
      counts.set(name, open + 1);
    } else if (open === 0) closes.push(name);
    else closeUpTo(name, opens, counts);
  }
  return opens.length + closes.length === 0 ? undefined : { closes, opens };
}

/** Closes open elements up to and including `name`, as browsers do. Call it only if a `name` is open. */
export function closeUpTo(name: string, opens: string[], counts: Map<string, number>): void {
  for (let last = opens.pop(); last !== undefined; last = opens.pop()) {
    counts.set(last, (counts.get(last) ?? 1) - 1);
    if (last === name) return;
  }
}

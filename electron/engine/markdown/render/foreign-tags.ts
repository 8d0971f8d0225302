import type { Token } from "markdown-it";
import type { Finding } from "../types/markdown-types.ts";

/**
 * Matches tags that only other programs understand.
 * Examples are shortcodes of Hugo (`{{< figure >}}`) and attributes of kramdown (`{: .wide}`).
 * The pattern also matches tags and values of Liquid (`{% include x.html %}`, `{{ site.url }}`).
 * The lengths of tags are limited, so that the search takes linear time even if tags are not closed.
 */
const foreignTag =
  /\{\{[<%][^{}]{1,500}[>%]\}\}|\{%[^{}]{1,500}%\}|\{\{-?\s[^{}]{1,200}\}\}|\{::?\s?[.#\w][^{}\n]{0,200}\}/g;

/** A report quotes at most this number of characters of a tag. */
const longestText = 40;

/** Returns a finding for each tag of another program in a token. `line` is the line of the token. */
export function foreignTags(token: Token, line: number): Finding[] {
  if (!token.content.includes("{")) return [];
  const text = token.type === "inline" ? shownText(token.children ?? []) : token.content;
  // Skips HTML with code elements, because code in HTML is not distinguished from other text here.
  if (token.type === "html_block" && /<(?:pre|code|script|style)\b/i.test(text)) return [];
  const found: Finding[] = [];
  let from = 0;
  for (const [tag] of text.matchAll(foreignTag)) {
    const at = token.content.indexOf(tag.split("\n", 1)[0] ?? tag, from);
    from = Math.max(from, at + 1);
    // Skips a tag after a backslash, because the author wants the page to show this tag.
    if (at > 0 && token.content[at - 1] === "\\") continue;
    const linesBefore = at < 0 ? 0 : token.content.slice(0, at).split("\n").length - 1;
    found.push({ code: "markdown.foreignTag", line: line + linesBefore, text: shortened(tag) });
  }
  return found;
}

/** Returns the text of inline tokens without code and formulas. */
function shownText(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content }) => {
      if (type === "softbreak" || type === "hardbreak") return "\n";
      return type === "text" || type === "html_inline" ? content : "";
    })
    .join("");
}

function shortened(tag: string): string {
  const letters = Array.from(tag.replace(/\s+/g, " "));
  return letters.length > longestText ? `${letters.slice(0, longestText).join("")}…` : letters.join("");
}

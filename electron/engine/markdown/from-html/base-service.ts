import { strikethrough } from "@joplin/turndown-plugin-gfm";
import TurndownService from "turndown";

/** Matches text that is markup in Markdown, or becomes markup if certain other text follows. */
const meaningful = /<(?=[a-z/!?]|$)|&(?=#?\w*(?:;|$))|\{(?=\s*(?:[#.]|lang=|$)|[^{}]*(?:[|｜]|$))|^:(?=::)/gi;

/**
 * Match backslashes that turndown writes, but that Markdown does not need and authors do not write:
 * a backslash before a `_` inside an ASCII word, and backslashes before brackets that cannot become a link,
 * because no address, definition, attribute or other bracket follows.
 */
const needlessUnderscore = /(?<=[a-z\d])\\_(?=[a-z\d])/gi;
const needlessBrackets = /(?<![!^\]\\])\\\[(?![ x]\\\]|[\^!])([^[\]\\\n]+)\\\](?=[^[(:{\n\\])/gi;

/** Creates a converter from HTML to Markdown. It has the rules that pasted and imported HTML share. */
export function createBaseService(options: TurndownService.Options = {}): TurndownService {
  const service = new TurndownService({
    headingStyle: "atx",
    codeBlockStyle: "fenced",
    bulletListMarker: "-",
    emDelimiter: "*",
    hr: "---",
    ...options,
  });
  service.use(strikethrough);
  const withMarks = service.escape.bind(service);
  service.escape = (text) =>
    withMarks(text.replace(/\u00A0/g, " "))
      .replace(needlessUnderscore, "_")
      .replace(needlessBrackets, "[$1]")
      .replace(meaningful, "\\$&");
  // Maps each list to the number of its items that were converted so far.
  const items = new WeakMap<Node, number>();
  // Replaces turndown's rule for list items, to write a single space after the marker, as authors do.
  service.addRule("listItem", {
    filter: "li",
    replacement: (content, node) => {
      const parent = node.parentElement;
      const isOrdered = parent?.nodeName === "OL";
      const index = parent ? (items.get(parent) ?? 0) : 0;
      if (parent) items.set(parent, index + 1);
      const first = Number.parseInt((isOrdered ? parent.getAttribute("start") : null) ?? "1", 10) || 1;
      const marker = isOrdered ? `${first + index}. ` : "- ";
      const text = content.trim().replace(/\n/g, `\n${" ".repeat(marker.length)}`);
      return `${marker}${text}${node.nextSibling ? "\n" : ""}`;
    },
  });
  service.addRule("ruby", {
    filter: "ruby",
    replacement: (_, node) => rubyMarkdown(node, (text) => service.escape(text)),
  });
  return service;
}

/** Returns the Markdown of a ruby element: each part of the base text is followed by its reading. */
function rubyMarkdown(ruby: Node, plain: (text: string) => string): string {
  let base = "";
  let written = "";
  for (const part of ruby.childNodes) {
    const text = (part.textContent ?? "").trim();
    if (part.nodeName === "RT" && text !== "") {
      // Writes braces only around valid ruby, because Markdown would parse other texts in braces as markup.
      const isPlain = /^[\p{L}\p{M}\p{N}\p{Zs}・ー々〜～、。-]+$/u.test(base + text);
      written += isPlain ? `{${base}|${text}}` : plain(base);
      base = "";
    } else if (part.nodeName !== "RP" && part.nodeName !== "RT") base += text;
  }
  return written + plain(base);
}

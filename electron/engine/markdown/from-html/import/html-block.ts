import { parseFragment, serialize } from "parse5";
import { removeActiveContent, withoutActiveText } from "./active-content.ts";

/** Maximum nesting depth that parse5 can serialize without overflowing the stack. */
const deepest = 500;

/** HTML from which all code was removed. `hadScript` states whether the original HTML contained code. */
export interface SafeHtml {
  readonly html: string;
  readonly hadScript: boolean;
}

/**
 * Returns HTML as one block of Markdown, without scripts.
 * Removes blank lines, because a blank line would end the block.
 */
export function htmlBlock(written: string): SafeHtml {
  const { html, hadScript } = safeHtml(written);
  const inner = splitAtPre(html)
    .map((piece, at) => (at % 2 === 1 ? withEntities(piece) : withoutBlankLines(piece)))
    .join("")
    .trim();
  return { html: `<div>\n${inner}\n</div>`, hadScript };
}

/** Splits HTML at its `pre` elements. Every second piece of the result is a `pre` element. */
export function splitAtPre(html: string): string[] {
  // Searches only up to the last `</pre>`.
  // Otherwise, each unclosed `<pre>` after the last `</pre>` would cause a search up to the end.
  const end = html.toLowerCase().lastIndexOf("</pre>") + 1;
  const parts = html.slice(0, end + 5).split(/(<pre\b[^>]*>[\s\S]*?<\/pre>)/i);
  return end === 0 ? [html] : [...parts.slice(0, -1), (parts.at(-1) ?? "") + html.slice(end + 5)];
}

/**
 * Removes everything that would run code.
 * Also closes unclosed elements, which would otherwise contain all later text.
 */
export function safeHtml(html: string): SafeHtml {
  const openings = html.match(/<[a-z]/gi)?.length ?? 0;
  if (openings > deepest && nestingOf(html) > deepest) {
    const text = withoutActiveText(html);
    return { html: text, hadScript: text !== html };
  }
  const tree = parseFragment(html);
  const hadScript = removeActiveContent(tree);
  return { html: serialize(tree), hadScript };
}

/** Returns an upper bound for the nesting depth of the elements. */
function nestingOf(html: string): number {
  let [depth, maxDepth] = [0, 0];
  for (const [, slash] of html.matchAll(/<(\/?)(?!br\b|img\b|hr\b|input\b|wbr\b)[a-z][^>]*>/gi)) {
    depth += slash === "/" ? -1 : 1;
    maxDepth = Math.max(maxDepth, depth);
  }
  return maxDepth;
}

function withoutBlankLines(html: string): string {
  return html.replace(/\n[ \t\r]*(?=\n)/g, "");
}

function withEntities(pre: string): string {
  return pre.replace(/\n(?=[ \t\r]*\n)/g, "\n&#10;").replace(/\n&#10;\n/g, "\n&#10;");
}

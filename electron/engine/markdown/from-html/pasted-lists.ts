import { upToLast } from "./paste-limits.ts";

/** An item of a list in Word's HTML. */
interface WordItem {
  readonly level: number;
  /** Id of the list in the document. */
  readonly list: string;
  readonly tag: "ol" | "ul";
  readonly number: string | undefined;
  readonly html: string;
}

/** Consecutive paragraphs that are list items in Word. */
const itemRun = /(?:<p\b[^<>]*\bmso-list:\s*l\d+[^<>]*>[\s\S]*?<\/p>\s*)+/gi;
const item = /<p\b([^<>]*)>([\s\S]*?)<\/p>/gi;
const markOf =
  /<!--\[if !supportLists\]-->([\s\S]*?)<!--\[endif\]-->|<!\[if !supportLists\]>([\s\S]*?)<!\[endif\]>/i;

/**
 * Converts Word's lists, whose items are paragraphs with a marker inside and their level in the style, to
 * HTML lists.
 */
export function withWordLists(html: string): string {
  return upToLast(html, /<\/p>/gi, (text) =>
    text.replace(itemRun, (run) => listHtml(Array.from(run.matchAll(item), wordItem))),
  );
}

/**
 * Normalises lists: moves nested lists into the item before them, and removes a paragraph around the whole
 * content of an item.
 */
export function tidyLists(html: string): string {
  return html
    .replace(/<\/li>\s*(?=<[uo]l\b)/gi, "")
    .replace(/(<\/[uo]l>)\s*(?=<li\b|<\/[uo]l>)/gi, "$1</li>")
    .replace(/(<li\b[^<>]*>)\s*<p\b[^<>]*>((?:(?!<\/?p\b)[\s\S])*)<\/p>\s*(?=<\/li>|<[uo]l\b)/gi, "$1$2");
}

function wordItem([, attributes = "", inner = ""]: RegExpMatchArray): WordItem {
  const [, list = "", level = "1"] = /mso-list:\s*(l\d+)(?:\s+level(\d+))?/i.exec(attributes) ?? [];
  const mark = /\[endif\]/i.test(inner) ? markOf.exec(inner) : null;
  const marker = (mark?.[1] ?? mark?.[2] ?? "").replace(/<[^<>]*>|&nbsp;|\s/g, "").normalize("NFKC");
  return {
    level: Number(level),
    list,
    // Bullets may be letters as well, in a font with bullet glyphs
    tag: /^\(?[\p{L}\p{N}]+[.):、]|^\d+$/u.test(marker) ? "ol" : "ul",
    number: /^\(?(\d{1,9})/.exec(marker)?.[1],
    html: mark ? inner.replace(mark[0], "") : inner,
  };
}

function listHtml(items: readonly WordItem[]): string {
  const open: WordItem[] = [];
  let html = "";
  const close = (): void => {
    html += `</li></${open.pop()?.tag}>`;
  };
  for (const next of items) {
    while ((open.at(-1)?.level ?? 0) > next.level) close();
    const beside = open.at(-1);
    if (beside?.level === next.level && beside.tag === next.tag && beside.list === next.list) html += "</li>";
    else {
      if (beside?.level === next.level) close();
      open.push(next);
      html += `<${next.tag}${next.number === undefined ? "" : ` start="${next.number}"`}>`;
    }
    html += `<li>${next.html}`;
  }
  while (open.length > 0) close();
  return html;
}

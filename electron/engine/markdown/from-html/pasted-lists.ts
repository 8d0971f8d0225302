import { upToLast } from "./paste-limits.ts";

/** A list item in the HTML that Word writes. */
interface WordItem {
  readonly level: number;
  /** Id of the list that contains the item. */
  readonly list: string;
  readonly tag: "ol" | "ul";
  readonly number: string | undefined;
  readonly html: string;
}

/** Matches consecutive paragraphs that are list items in Word. */
const itemRun = /(?:<p\b[^<>]*\bmso-list:\s*l\d+[^<>]*>[\s\S]*?<\/p>\s*)+/gi;
const item = /<p\b([^<>]*)>([\s\S]*?)<\/p>/gi;
const markOf =
  /<!--\[if !supportLists\]-->([\s\S]*?)<!--\[endif\]-->|<!\[if !supportLists\]>([\s\S]*?)<!\[endif\]>/i;

/** Converts lists of Word to HTML lists. In Word, list items are paragraphs with their markers as text. */
export function withWordLists(html: string): string {
  return upToLast(html, /<\/p>/gi, (text) =>
    text.replace(itemRun, (run) => listHtml(Array.from(run.matchAll(item), wordItem))),
  );
}

/**
 * Repairs lists: moves a nested list into the item before it, and removes `<p>` around the text of an item.
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
    // Treats a single letter without punctuation as a bullet, because some fonts show letters as bullets.
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

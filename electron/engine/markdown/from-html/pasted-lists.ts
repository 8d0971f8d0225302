import { upToLast } from "./paste-limits.ts";

/** An item of a list as Word writes it. */
interface WordItem {
  readonly level: number;
  /** Which of the document's lists it belongs to. */
  readonly list: string;
  readonly tag: "ol" | "ul";
  readonly number: string | undefined;
  readonly html: string;
}

/** Paragraphs that Word means as items, one after the other. */
const itemRun = /(?:<p\b[^<>]*\bmso-list:\s*l\d+[^<>]*>[\s\S]*?<\/p>\s*)+/gi;
const item = /<p\b([^<>]*)>([\s\S]*?)<\/p>/gi;
const markOf =
  /<!--\[if !supportLists\]-->([\s\S]*?)<!--\[endif\]-->|<!\[if !supportLists\]>([\s\S]*?)<!\[endif\]>/i;

/** Word writes an item as a paragraph with its marker in it, and how deep it is into the paragraph's style. */
export function withWordLists(html: string): string {
  return upToLast(html, /<\/p>/gi, (text) =>
    text.replace(itemRun, (run) => listHtml(Array.from(run.matchAll(item), wordItem))),
  );
}

/** Lists as HTML wants them: one in another's item, not beside it, and no paragraph around all that an item says. */
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
    // Bullets, too, may be letters: of a font in which they are drawn as bullets
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
